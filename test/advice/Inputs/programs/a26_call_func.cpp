// call: __func__ in the block.
// It prints: f
#include "rt.h"
Task f() {
  {
    char Buf[4096];
    fill(Buf, sizeof Buf, 1);
    out(__func__, sum(Buf, sizeof Buf));
  }
  for (int I = 0; I < 2; ++I) {
    {
      char Buf[4096];
      fill(Buf, sizeof Buf, 1);
      out(__func__, sum(Buf, sizeof Buf));
    }
    co_await Event{};
  }
}
int main() { run(f()); }
