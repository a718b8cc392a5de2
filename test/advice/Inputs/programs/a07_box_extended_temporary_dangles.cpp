// box: the temporary bound to a member of an aggregate is no longer extended by new.
// It prints: t, then ~t after the suspension
#include "rt.h"
struct View { const Tracker &T; char Scratch[4096]; };
Task f() {
  View V{Tracker("t")};
  touch(V.Scratch);
  co_await Event{};
  out(V.T.Name); out("s", V.Scratch[0]);
}
int main() { run(f()); }
