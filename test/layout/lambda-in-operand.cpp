// A lambda in the operand of a co_await is one coroutine, though the AST has
// the operand several times.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %coroscope audit --no-cache --exit-zero -o %t/report.json %s -- -std=c++20 -O0 -I%probes
// RUN: jq -r '.coroutines[] | "\(.mangledName) \(.frame.ranges | length > 3)"' %t/report.json | sort | FileCheck %s
// RUN: %compare --opt 0 --opt 2 %s -- -std=c++20 -I%probes
#include "task.h"

template <typename F> Task run(F Function) { co_await Function(1); }

// CHECK: _Z3runI{{.*}} true
// CHECK-NEXT: _Z3runI{{.*}} true
// CHECK-NEXT: _Z5outerv true
// CHECK-NEXT: _ZZ5outervENK{{.*}} true
// CHECK-NEXT: _ZZZ5outervENK{{.*}} true
// CHECK-NOT: {{.}}
Task outer() {
  co_await run([](int) -> Task {
    char Buffer[100];
    touch(Buffer);
    co_await run([](int) -> Task { co_await Event{}; });
    touch(Buffer);
  });
}
