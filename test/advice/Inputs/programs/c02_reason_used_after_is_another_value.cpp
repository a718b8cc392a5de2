// compiled only
// reason, -O0 and -O2: "because it is used here afterwards" for C (place: the co_await of Digest) and B (place: costRef(Copy)).
// Whatever got its address in the same call is taken for it for ever. B is only destroyed; C is dead. So a box is offered, no scope.
#include "rt.h"
struct Sha { unsigned H[8]; unsigned char Block[2048]; };
void shaInit(Sha *); void shaFinal(Sha *, unsigned char *);
struct Write { const void *P; unsigned long N; bool await_ready() noexcept; void await_suspend(std::coroutine_handle<>) noexcept; void await_resume() noexcept; };
Task hashed() {
  unsigned char Digest[32];
  Sha C;
  shaInit(&C);
  shaFinal(&C, Digest);
  co_await Write{Digest, 32};
}
struct Big { char B[2048]; Big(); Big(const Big &); Big(Big &&); ~Big(); };
int costRef(const Big &);
Task moved() {
  Big B;
  Big Copy = std::move(B);
  co_await Event{};
  out("n", costRef(Copy));
}
