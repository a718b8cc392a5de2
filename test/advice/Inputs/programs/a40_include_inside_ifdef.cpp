// box: #include <memory> goes inside of #ifdef __linux__.
// It prints: compiles with -U__linux__
#ifdef __linux__
#include <sys/types.h>
#else
#define ssize_t long
#endif
#include "rt.h"
Task f() {
  char Buf[4096];
  fill(Buf, sizeof Buf, 1);
  co_await Event{};
  out("sum", sum(Buf, sizeof Buf));
}
int main() { run(f()); }
