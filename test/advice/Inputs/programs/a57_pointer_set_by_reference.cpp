// scope, call: a pointer to the object is made to point elsewhere, through a
// reference to it. They print: n 4, n 5, n 6
#include "known.h"
struct S { S *Self; int N; };
static S There;
static void next(S *&P) { P = &There; }
Task alias() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  S V{nullptr, 4};
  S *P = &V;
  S *&R = P;
  R = &There;
  P->Self = &V;
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("n", There.Self->N);
}
Task byFunction() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  S V{nullptr, 5};
  S *P = &V;
  next(P);
  P->Self = &V;
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("n", There.Self->N);
}
Task byLambda() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  S V{nullptr, 6};
  S *P = &V;
  [&] { (P) = &There; }();
  P->Self = &V;
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("n", There.Self->N);
}
int main() { run(alias()); run(byFunction()); run(byLambda()); }
