// scope, call: const Handle & from a temporary.
// It prints: reg 522244
// the address is kept through a const shared_ptr<>&
#include "rt.h"
struct Ring { char *Reg = nullptr; };
Ring TheRing;
struct Handle { Ring *R; };
Handle ring() { return {&TheRing}; }
__attribute__((noinline)) void attach(const Handle &H, char *Buf);
void attach(const Handle &H, char *Buf) { H.R->Reg = Buf; }
Task f() {
  char Buf[4096];
  fill(Buf, sizeof Buf, 1);
  attach(ring(), Buf);
  co_await Event{};
  TheRing.Reg[0] = 5;
  out("reg", sum(TheRing.Reg, 4096));
}
int main() { run(f()); }
