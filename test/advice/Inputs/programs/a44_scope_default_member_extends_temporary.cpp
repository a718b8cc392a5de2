// scope, call: the default initializer of a member extends a temporary, which
// is destroyed with its object. It prints "end" before "~extended".
#include "rt.h"
#include <cstring>
struct Held {
  const Tracker &T = Tracker("extended");
  int N = 1;
};
Task f() {
  char Buf[4096];
  memset(Buf, 1, sizeof Buf);
  Held H{};
  out("first", Buf[7]);
  co_await Event{};
  out("end");
  co_await Event{};
}
int main() { run(f()); }
