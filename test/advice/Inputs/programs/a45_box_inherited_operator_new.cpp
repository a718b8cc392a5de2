// box: the base class has an operator new, which the value does not use and its
// box would. It prints: sum 2, and nothing of the pool.
#include "rt.h"
#include <cstdlib>
#include <cstring>
struct Pooled {
  static void *operator new(std::size_t N) {
    out("from the pool", long(N));
    return std::malloc(N);
  }
  static void operator delete(void *P) {
    out("to the pool");
    std::free(P);
  }
};
struct Value : Pooled {
  char B[1000];
};
Task f() {
  Value V;
  memset(V.B, 2, sizeof V.B);
  co_await Event{};
  out("sum", V.B[999]);
}
int main() { run(f()); }
