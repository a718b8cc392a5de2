// The forms of clang-tidy's NOLINT, and budgets.
//
// RUN: %python %S/../exit_code.py 1 %coroscope audit --opt 2 --no-measure --format json -o %t.json %s -- -std=c++20 -I%probes
// RUN: jq -r '.coroutines[] | .name as $n | .findings[] | "\($n) \(.rule) \(.line) \(.message)"' %t.json | sort | FileCheck %s
// RUN: jq -c '.coroutines[] | select(.name == "budgeted()") | .budget' %t.json | FileCheck %s --check-prefix=BUDGET
#include "task.h"

Task onLine() {
  char B[8192]; // NOLINT
  touch(B);
  co_await Event{};
}
Task named() {
  char B[8192]; // NOLINT(bugprone-*, coroscope-dead-value)
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

// coroscope: budget 9KiB, pooled by the acceptor
Task budgeted() {
  char B[8192];
  touch(B);
  co_await Event{};
  touch(B);
}
// BUDGET: {"bytes":9216,"reason":"pooled by the acceptor","file":"{{.*}}silenced.cpp","line":[[@LINE-7]],"column":4}

// CHECK: exceeded() frame-size {{[0-9]+}} frame of 'exceeded' is 8224 bytes at -O2; its budget is 8192
Task exceeded() { // coroscope: budget 8KiB, pooled by the acceptor
  char B[8192];
  touch(B);
  co_await Event{};
  touch(B);
}
// CHECK-NEXT: otherRule() dead-value
Task otherRule() {
  char B[8192]; // NOLINT(coroscope-large-value)
  touch(B);
  co_await Event{};
}
// CHECK-NEXT: otherWord() dead-value
Task otherWord() {
  char B[8192]; // NOLINTING, and "NOLINTX"
  touch(B);
  co_await Event{};
}
// CHECK-NEXT: stale() stale-budget {{[0-9]+}} budget of 'stale' is 1048576 bytes, only {{[0-9]+}} bytes are needed at -O2
// coroscope: budget 1MiB, pooled by the acceptor
Task stale() { co_await Event{}; }

// CHECK-NEXT: unreadable() stale-budget {{[0-9]+}} budget of 'unreadable' cannot be read; write '// coroscope: budget 8KiB, reason'
// coroscope: budget lots, because
Task unreadable() { co_await Event{}; }

// CHECK-NEXT: unreasoned() stale-budget {{[0-9]+}} budget of 'unreasoned' has no reason; write '// coroscope: budget 8KiB, reason'
// coroscope: budget 100
Task unreasoned() { co_await Event{}; }
// CHECK-NOT: {{.}}
