// scope, call: two functions call each other; the effect of one is asked for
// while that of the other is not known yet. They print: last 1, last 2
#include "known.h"
static const int *Last;
void b(const int *P, int N);
__attribute__((noinline)) void a(const int *P, int N) { if (N > 0) b(P, N - 1); else Last = P; }
__attribute__((noinline)) void b(const int *P, int N) { if (N >= 0) a(P, N - 1); }
Task first() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 1;
  a(&Flag, 3);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("last", *Last);
}
Task second() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 2;
  b(&Flag, 3);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("last", *Last);
}
int main() { run(first()); run(second()); }
