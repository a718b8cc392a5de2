// box: measured and checked for g<Big>, changes g<Count>.
// It prints: v 64
// T V = {}: box measured for an aggregate, other instance has an int constructor
#include "rt.h"
struct Big { char B[4096]; };
struct Count { int N; Count() : N(64) {} Count(int X) : N(X) {} };
void look(void *);
void look(void *P) { if (P) out("look"); }
long value(Big &) { return 1; }
long value(Count &C) { return C.N; }
template <class T> Task g() {
  T V = {};
  look(&V);
  co_await Event{};
  out("v", value(V));
}
Task f() { co_await g<Big>(); co_await g<Count>(); }
int main() { run(f()); }
