// scope, call: the lifetime of another variable of the region ends; only a pointer to it is used afterwards.
// It prints: flag 42
// Flag is declared in the region; only a pointer to it is used afterwards.
#include "rt.h"
Task f() {
  int *P = nullptr;
  char Buf[4096];
  fill(Buf, sizeof Buf, 1);
  int Flag = 42;
  P = &Flag;
  out("sum", sum(Buf, sizeof Buf));
  co_await Event{};
  out("flag", *P);
}
int main() { run(f()); }
