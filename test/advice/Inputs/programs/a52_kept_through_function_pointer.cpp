// scope, call: pointers to members and what they are called with. They print:
// n 4, p 5, n 6, p 7, n 8
#include "known.h"
#include <functional>
struct V { int N; static inline V *Last; void keep() { Last = this; } int *at(int I) { return &N + I; } };
Task method() {
  void (V::*F)() = &V::keep;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  V X{4};
  (X.*F)();
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("n", V::Last->N);
}
Task field() {
  int V::*D = &V::N;
  int *P;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  V X{5};
  P = &(X.*D);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("p", *P);
}
Task invoked() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  V X{6};
  std::invoke(&V::keep, X);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("n", V::Last->N);
}
Task memFn() {
  int *P;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  V X{7};
  auto At = std::mem_fn(&V::at);
  P = At(X, 0);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("p", *P);
}
Task arrow() {
  void (V::*F)() = &V::keep;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  V X{8};
  V *P = &X;
  (P->*F)();
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("n", V::Last->N);
}
int main() { run(method()); run(field()); run(invoked()); run(memFn()); run(arrow()); }
