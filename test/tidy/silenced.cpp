// NOLINT is clang-tidy's own: it counts what was silenced.
//
// RUN: %tidy '-checks=-*,coroscope-*' %s -- -std=c++20 -O2 -I%probes > %t.txt 2> %t.log
// RUN: FileCheck %s < %t.txt
// RUN: FileCheck %s --check-prefix=COUNTED < %t.log
// COUNTED: Suppressed 3 warnings (3 NOLINT)
#include "task.h"

Task onLine() {
  char B[8192]; // NOLINT
  touch(B);
  co_await Event{};
}
Task globbed() {
  // NOLINTNEXTLINE(coroscope-*)
  char B[8192];
  touch(B);
  co_await Event{};
}
// NOLINTBEGIN(coroscope-dead-value)
Task inBlock() {
  char B[8192];
  touch(B);
  co_await Event{};
}
// NOLINTEND(coroscope-dead-value)
Task otherCheck() {
  char B[8192]; // NOLINT(bugprone-*)
  touch(B);
  co_await Event{};
}
// CHECK-NOT: warning:
// CHECK: [[@LINE-5]]:8: warning: 'B' of type 'char[8192]'
// CHECK-NOT: warning:
