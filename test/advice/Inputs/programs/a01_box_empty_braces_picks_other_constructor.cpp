// box: `P = {}` becomes new Parser({}), which is Parser(int) with 0.
// It prints: depth 64
// S V = {} picks S(); new S({}) picks S(int).
#include "rt.h"
struct Parser { char Buf[4096]; int Depth; Parser() : Depth(64) {} Parser(int D) : Depth(D) {} };
Task f() {
  Parser P = {};
  fill(P.Buf, sizeof P.Buf, 1);
  co_await Event{};
  out("depth", P.Depth); out("sum", sum(P.Buf, sizeof P.Buf));
}
int main() { run(f()); }
