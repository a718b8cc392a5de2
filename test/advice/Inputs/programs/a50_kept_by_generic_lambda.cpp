// scope, call: in a generic lambda, what an operator does is not known.
// They print: last 42, p 42, o 41, s 41, s 41
#include "known.h"
static const int *Last;
struct Out { const int *P = nullptr; };
struct Sink { const int *P = nullptr; Sink &operator<<(const int *Q) { P = Q; return *this; } };
Task offset() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flags[2] = {41, 42};
  auto At = [&](auto I) { Last = Flags + I; };
  At(1);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("last", *Last);
}
Task returns() {
  const int *P;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flags[2] = {41, 42};
  auto At = [&](auto I) { return Flags + I; };
  P = At(1);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("p", *P);
}
Task assigned() {
  Out O;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flags[2] = {41, 42};
  auto Set = [&](auto &X) { X.P = Flags; };
  Set(O);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("o", *O.P);
}
Task shifted() {
  Sink S;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flags[2] = {41, 42};
  auto Put = [&](auto &X) { X << Flags; };
  Put(S);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("s", *S.P);
}
struct Acc { const int *P = nullptr; void operator+=(const int *Q) { P = Q; } };
Task plusEq() {
  Acc A;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flags[2] = {41, 42};
  auto Put = [&](auto &X) { X += Flags; };
  Put(A);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("s", *A.P);
}
int main() { run(offset()); run(returns()); run(assigned()); run(shifted()); run(plusEq()); }
