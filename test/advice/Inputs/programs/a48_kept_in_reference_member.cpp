// scope, call: an address is stored through a member that is a reference, or is
// static, which is not in the object. They print: last 42, cur 43, last 44,
// last 45, static 46
#include "known.h"
struct Ctx { const int *Cur = nullptr; };
struct Slot { const int *&S; };
class Writer { Ctx &C; int N = 0; public: explicit Writer(Ctx &C) : C(C) {} void attach(const int *P) { C.Cur = P; ++N; } int count() const { return N; } };
class Setter { const int *&S; public: explicit Setter(const int *&S) : S(S) {} void set(const int *P) { S = P; } };
inline void give(Slot O, const int *P) { O.S = P; }
Task slot() {
  const int *Last = nullptr;
  Slot O{Last};
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 42;
  O.S = &Flag;
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("last", *Last);
}
Task writer() {
  Ctx C;
  Writer W(C);
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 43;
  W.attach(&Flag);
  out("sum", total(Buf, sizeof Buf) + W.count());
  co_await Event{};
  out("cur", *C.Cur);
}
Task setter() {
  const int *Last = nullptr;
  Setter S(Last);
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 44;
  S.set(&Flag);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("last", *Last);
}
Task byValue() {
  const int *Last = nullptr;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 45;
  give(Slot{Last}, &Flag);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("last", *Last);
}
struct Static {
  static inline const int *Last;
};
Task inStatic() {
  Static S;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 46;
  S.Last = &Flag;
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("static", *Static::Last);
}
int main() { run(slot()); run(writer()); run(setter()); run(byValue()); run(inStatic()); }
