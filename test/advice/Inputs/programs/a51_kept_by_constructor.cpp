// scope, call: constructors keep the address of their own object, and those
// that nobody has written have the effects of others.
#include "known.h"
static const int *Last;
struct Base { int N; explicit Base(const int *P) : N(1) { Last = P; } };
struct Derived : Base { using Base::Base; };
struct Reg { int N; Reg(int N) : N(N) {} Reg(const Reg &O); };
static const Reg *LastReg;
inline Reg::Reg(const Reg &O) : N(O.N + 1) { LastReg = &O; }
struct Outer { Reg R; };
Task inherited() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 42;
  Derived D(&Flag);
  out("sum", total(Buf, sizeof Buf) + D.N);
  co_await Event{};
  out("last", *Last);
}
Task implicitCopy() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  Outer A{1};
  Outer B = A;
  out("sum", total(Buf, sizeof Buf) + B.R.N);
  co_await Event{};
  out("last", LastReg->N);
}
struct Node {
  Node *Next;
  int V;
  Node(Node *&Head, int N) : Next(Head), V(N) { Head = this; }
};
Task list() {
  Node *Head = nullptr;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  Node A(Head, 1);
  Node B(Head, 2);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  for (Node *N = Head; N; N = N->Next)
    out("node", N->V);
}
struct Own {
  static inline Own *Last;
  int V;
  explicit Own(int N) : V(N) { Last = this; }
};
Task own() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  Own S(9);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("own", Own::Last->V);
}
struct Initialized {
  static inline Initialized *Last;
  Initialized *Me = Last = this;
  int V = 5;
  Initialized() {}
};
Task initialized() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  Initialized S;
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("initialized", Initialized::Last->V);
}
struct Member {
  Own O;
  int N;
  explicit Member(int N) : O(N), N(N) {}
  Member() : Member(8) {}
};
Task member() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  Member M;
  out("sum", total(Buf, sizeof Buf) + M.N);
  co_await Event{};
  out("member", Own::Last->V);
}
struct Aggregate {
  Own O;
  int N;
};
Task aggregate() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  Aggregate A{Own(7), 1};
  out("sum", total(Buf, sizeof Buf) + A.N);
  co_await Event{};
  out("aggregate", Own::Last->V);
}
int main() { run(member()); run(aggregate()); run(list()); run(own()); run(initialized()); run(inherited()); run(implicitCopy()); }
