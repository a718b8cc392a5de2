// the last use is an unbraced if/for: scope and call end before its semicolon. `fix` falls back to boxing dead bytes;
// coroscope-tidy --fix --checks=-*,coroscope-dead-value FILE -- -std=c++20 -O2 -I. writes code that does not compile.
#include "rt.h"
Task f() {
  char Buf[4096];
  fill(Buf, sizeof Buf, 1);
  if (coin())
    out("sum", sum(Buf, sizeof Buf));
  co_await Event{};
  out("end");
}
Task g() {
  char Buf[4096];
  fill(Buf, sizeof Buf, 1);
  for (int I = 0; I < 2; ++I)
    out("sum", sum(Buf, sizeof Buf));
  co_await Event{};
  out("end");
}
Task h() { co_await f(); co_await g(); }
int main() { run(h()); }
