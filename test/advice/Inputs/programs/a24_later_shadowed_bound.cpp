// declare-later: moved below a declaration that shadows its bound.
// It prints: size 4096
#include "rt.h"
constexpr int N = 4096;
Task f() {
  char Buf[N];
  co_await Event{};
  constexpr int N = 2048;
  fill(Buf, sizeof Buf, 1);
  out("n", N); out("size", (long)sizeof Buf); out("sum", sum(Buf, 2000));
}
int main() { run(f()); }
