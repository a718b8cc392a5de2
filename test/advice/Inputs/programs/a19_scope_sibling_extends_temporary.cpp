// scope, call: a sibling with no destructor extends a temporary that has one.
// It prints: ~guard after the suspension
#include "rt.h"
struct Holder { const Tracker &T; };
Task f() {
  char Buf[4096];
  fill(Buf, sizeof Buf, 1);
  Holder H{Tracker("guard")};
  out("sum", sum(Buf, sizeof Buf));
  co_await Event{};
  out("end");
}
int main() { run(f()); }
