#pragma once
#include "coroutine.h"
template <class F> Task run(F Function) {
  co_await Event{};
  touch(&Function);
}
// Other units have the same one.
inline void four() {
  int X[40];
  run([X] {});
}
// Each unit has its own, though there is one text.
static inline Task own(int A) {
  co_await Event{};
  touch(&A);
}
