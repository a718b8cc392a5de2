// flags: -DNDEBUG
// scope: a use in assert() is invisible with -DNDEBUG; after `fix --apply -- -DNDEBUG` the file does not compile without it.
// It prints: compiles
#include "rt.h"
#include <cassert>
Task f() {
  char Buf[4096];
  fill(Buf, sizeof Buf, 1);
  co_await Event{};
  assert(Buf[0] == 1);
  out("end");
}
int main() { run(f()); }
