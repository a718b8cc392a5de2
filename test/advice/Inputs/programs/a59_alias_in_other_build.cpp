// scope, call: what holds the address is used in code that this build leaves
// out. They print: last 8, check 8
#include "known.h"
#ifdef NDEBUG
#define CHECK(X) out("check", X)
#define KEEP(X) (Kept = (X))
#else
#define CHECK(X) out("check", 8)
#define KEEP(X) ((void)(X))
#endif
Task f() {
  const char *Last = nullptr;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  Last = Buf + 7;
  out("sum", total(Buf, sizeof Buf) + *Last);
  co_await Event{};
#ifdef NDEBUG
  out("last", *Last);
#else
  out("last", 8);
#endif
}
Task g() {
  const char *Last = nullptr;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  Last = Buf + 7;
  out("sum", total(Buf, sizeof Buf) + *Last);
  co_await Event{};
  CHECK(*Last);
}
int main() { run(f()); run(g()); }
