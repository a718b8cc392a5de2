// scope, call: a macro that is empty in this build stands before the
// declaration. They compile with NDEBUG, too, and print: s 36
#include "known.h"
#ifdef NDEBUG
#define UNUSED [[maybe_unused]]
#else
#define UNUSED
#endif
Task f() {
  UNUSED char Buf[2000];
  put(Buf, sizeof Buf, 1);
  out("s", total(Buf, 8));
  co_await Event{};
  out("end");
}
int main() { run(f()); }
