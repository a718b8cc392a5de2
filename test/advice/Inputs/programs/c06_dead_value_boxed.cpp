// compiled only
// noise: a dead buffer is boxed: "8224 -> 40 bytes", but 8800 bytes are held while it waits before, and 8808 after. A scope
// would free them; memset, memcpy, strcpy, std::fill, std::sort, std::string(Buf), <<, a span or view of it, std::array members all prevent it.
#include "rt.h"
#include <cstring>
#include <cstdio>
#include <cstdlib>
#include <new>
static long Live; 
void *operator new(std::size_t N) { long *P = (long *)std::malloc(N + 16); P[0] = N; Live += N; return P + 2; }
void operator delete(void *P) noexcept { if (!P) return; long *Q = (long *)P - 2; Live -= Q[0]; std::free(Q); }
void operator delete(void *P, std::size_t) noexcept { operator delete(P); }
Task f() {
  char Buf[8192];
  std::memset(Buf, 'x', sizeof Buf);
  out("sum", sum(Buf, sizeof Buf));
  co_await Event{};
  out("end");
}
int main() { Task T = f(); T.Handle.resume(); out("bytes held while it waits", Live); run(std::move(T)); }
