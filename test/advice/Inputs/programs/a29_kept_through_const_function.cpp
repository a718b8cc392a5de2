// scope, call: const std::function & is taken to keep nothing; its lambda stores the address.
// It prints: last 45
#include "rt.h"
#include <functional>
__attribute__((noinline)) void eachLine(char *Buf, const std::function<void(const char *)> &Do);
void eachLine(char *Buf, const std::function<void(const char *)> &Do) { for (int I = 0; I < 4; ++I) Do(Buf + I * 100); }
Task f() {
  const char *Last = "none";
  char Buf[4096];
  fill(Buf, sizeof Buf, 1);
  eachLine(Buf, [&](const char *L) { Last = L; });
  co_await Event{};
  out("last", Last[0]);
}
int main() { run(f()); }
