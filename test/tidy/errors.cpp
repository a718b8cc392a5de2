// A unit with errors has no findings, and does not crash; nor has C, nor C++17.
//
// RUN: not %tidy '-checks=-*,coroscope-*' %s -- -std=c++20 -I%probes 2>&1 | FileCheck %s
// RUN: %tidy '-checks=-*,coroscope-*' -fix-errors %s -- -std=c++20 -I%probes 2>&1 | FileCheck %s
// CHECK-NOT: coroscope-
// CHECK: error: use of undeclared identifier 'missing' [clang-diagnostic-error]
// CHECK-NOT: coroscope-
// RUN: rm -rf %t && mkdir -p %t
// RUN: echo 'int f(void) { return 0; }' > %t/c.c
// RUN: %tidy '-checks=-*,coroscope-*' --quiet %t/c.c -- -std=c17
// RUN: echo 'int f() { return 0; }' > %t/old.cpp
// RUN: %tidy '-checks=-*,coroscope-*' --quiet %t/old.cpp -- -std=c++17
#include "task.h"

Task wide() {
  char B[8192];
  touch(B);
  co_await Event{};
  touch(missing);
}
template <class T> Task broken(T Value) {
  char B[8192];
  co_await Value.nothing();
  touch(B);
}
template Task broken<int>(int);
