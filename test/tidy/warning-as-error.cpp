// A warning that -Werror makes an error leaves the unit sound.
//
// RUN: not %tidy '-checks=-*,coroscope-*,clang-diagnostic-*' --quiet %s -- -std=c++20 -I%probes -Wall -Werror 2>&1 | FileCheck %s
// CHECK-DAG: unused variable 'Unused' [clang-diagnostic-unused-variable
// CHECK-DAG: 'B' of type 'char[8192]' {{.*}} [coroscope-dead-value]
#include "task.h"

Task wide() {
  int Unused;
  char B[8192];
  touch(B);
  co_await Event{};
}
