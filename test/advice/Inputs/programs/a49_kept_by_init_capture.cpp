// scope, call: a variable that a lambda makes of an address stores or returns
// it. They print: last 42, last 43, q 44, q 45, q 46
#include "known.h"
static const int *Last;
Task stored() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 42;
  auto L = [P = &Flag] { Last = P; };
  L();
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("last", *Last);
}
Task once() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 43;
  [P = &Flag] { Last = P; }();
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("last", *Last);
}
Task returned() {
  const int *Q;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 44;
  auto L = [P = &Flag] { return P; };
  Q = L();
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("q", *Q);
}
Task byRef() {
  const int *Q;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 45;
  auto L = [&R = Flag] { return &R; };
  Q = L();
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("q", *Q);
}
Task mutating() {
  const int *Q = nullptr;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 46;
  auto L = [P = &Flag, &Q]() mutable { Q = P; };
  L(); L();
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("q", *Q);
}
int main() { run(stored()); run(once()); run(returned()); run(byRef()); run(mutating()); }
