// box: decltype(auto) of the variable becomes a reference.
// It prints: copy 1
#include "rt.h"
struct Big { int X; char B[4096]; };
Task f() {
  Big V;
  touch(V.B); V.X = 1;
  decltype(auto) Copy = V;
  V.X = 2;
  co_await Event{};
  out("copy", Copy.X); out("v", V.X); out("b", V.B[0]); out("c", Copy.B[0]);
}
int main() { run(f()); }
