// box: {0} of a class with a constructor from int is taken for zeroing (isZero looks at the syntactic form).
// It prints: tag0 0
#include "rt.h"
struct Slot { int Tag; char B[1000]; Slot() : Tag(7) {} Slot(int X) : Tag(X) {} };
Task f() {
  Slot T[4] = {0};
  touch(T[1].B);
  co_await Event{};
  out("tag0", T[0].Tag); out("tag1", T[1].Tag);
}
int main() { run(f()); }
