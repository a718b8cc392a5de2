// Structured bindings have no names in the IR, and neither has the frame of an
// elided callee: it does not get theirs.
//
// RUN: %compare --opt 2 %s -- -std=c++20 -I%probes
// RUN: %coroscope show whole --opt 2 %s -- -std=c++20 -I%probes | FileCheck %s
// RUN: %coroscope show ranged --opt 2 %s -- -std=c++20 -I%probes | FileCheck %s
struct [[clang::coro_await_elidable]] Task;
#include "task.h"

struct Pair { int First, Second; };
Pair pair();
struct Pairs { Pair *begin() const; Pair *end() const; };
Pairs pairs();
void give(int, int);

Task leaf() { char Buffer[1000]; touch(Buffer); co_await Event{}; touch(Buffer); }

// CHECK-NOT: First
// CHECK: 10{{[0-9]+}} callee-frame 'leaf()'
// CHECK-NOT: First
// CHECK: leaf() {{.*}} elided, 10{{[0-9]+}} bytes moved here
Task whole() {
  co_await leaf();
  auto [First, Second] = pair();
  give(First, Second);
}
Task ranged() {
  co_await leaf();
  for (const auto &[First, Second] : pairs())
    give(First, Second);
}
