// scope, call: the value of a statement expression, and of one with
// __extension__. They print: p 42, p 43, p 44
#include "known.h"
Task statement() {
  const int *P;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 42;
  P = ({ int *Q = &Flag; Q; });
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("p", *P);
}
Task extension() {
  const int *P;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 43;
  P = __extension__(&Flag);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("p", *P);
}
Task elvis() {
  const int *P;
  const int *N = nullptr;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 44;
  P = N ?: &Flag;
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("p", *P);
}
int main() { run(statement()); run(extension()); run(elvis()); }
