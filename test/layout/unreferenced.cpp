// A coroutine that nothing refers to is laid out, and does not change what the
// compiler makes of the others: 'work' has one caller that the compiler sees,
// and would have two if both coroutines were in one module.
//
// RUN: %compare --opt 2 %s -- -std=c++20 -I%inputs | FileCheck %s
// RUN: %coroscope audit --opt 2 %s -- -std=c++20 -I%inputs | FileCheck %s --check-prefix=LIST
#include "coroutine.h"

extern int Table[64];
static int work(int A) {
#pragma clang loop unroll(full)
  for (int I = 0; I != 64; ++I)
    A = (A ^ Table[I]) * 31 + (A >> 3) + Table[(A + I) & 63];
  return A;
}

// CHECK: 1 of 1 frames equal in 1 units; 2 listed
// LIST-DAG: reached(int)
// LIST-DAG: unreached(int)
Task reached(int A) {
  int Result = work(A);
  co_await Event{};
  touch(&Result);
}
inline Task unreached(int A) {
  int Result = work(A);
  co_await Event{};
  touch(&Result);
}
