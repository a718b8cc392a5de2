// call: alloca in the block lives to the end of the lambda only (seen at -O0).
// It prints: p 2208
#include "rt.h"
#include <alloca.h>
Task f() {
  for (int I = 0; I < 2; ++I) {
    char *P;
    {
      char Buf[4096];
      fill(Buf, sizeof Buf, I);
      out("sum", sum(Buf, sizeof Buf));
      P = static_cast<char *>(alloca(64));
    }
    fill(P, 64, 3);
    scribble();
    out("p", sum(P, 64));
    co_await Event{};
  }
}
int main() { run(f()); }
