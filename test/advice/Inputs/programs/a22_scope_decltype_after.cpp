// scope, call: decltype(Value) after the region is not seen as a reference; a global of that name is taken.
// It prints: wide 0
#include "rt.h"
long Value = 1;
Task f() {
  char Buf[4096];
  fill(Buf, sizeof Buf, 1);
  int Value = 2;
  out("sum", sum(Buf, sizeof Buf) + Value);
  co_await Event{};
  decltype(Value) Wide = (decltype(Value))(1ll << 40);
  out("wide", Wide);
}
int main() { run(f()); }
