// scope, call: a comment stands before a directive, or it is spelled %:. They
// print: sum, end, and with NDEBUG the same
#include "known.h"
Task f() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
/* x */ #ifdef NDEBUG
  if (coin())
    out("sum", total(Buf, sizeof Buf));
/* y */ #else
  out("sum", total(Buf, sizeof Buf));
/* z */ #endif
  co_await Event{};
  out("end");
}
Task g() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
%: ifdef NDEBUG
  {
%: endif
  out("sum", total(Buf, sizeof Buf));
%: ifdef NDEBUG
  out("more", Buf[0]);
  }
%: else
  out("more", 1);
%: endif
  co_await Event{};
  out("end");
}
int main() { run(f()); run(g()); }
