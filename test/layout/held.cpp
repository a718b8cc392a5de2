// Which suspensions hold a value. The expectations follow from the source and
// the rules of LLVM, see SuspendLiveness.h.
//
// RUN: %coroscope audit --opt 0 --format json -o %t0.json %s -- -std=c++20 -I%inputs
// RUN: %coroscope audit --opt 2 --format json -o %t2.json %s -- -std=c++20 -I%inputs
// RUN: jq -r '.coroutines[] | .name as $c | .frame.ranges[].occupants[] | select(.kind == "local" and .size >= 64) | "\($c) \(.name) \(.heldAcross | join(","))"' %t0.json | FileCheck %s
// RUN: jq -r '.coroutines[] | .name as $c | .frame.ranges[].occupants[] | select(.kind == "local" and .size >= 64) | "\($c) \(.name) \(.heldAcross | join(","))"' %t0.json | FileCheck %s --check-prefix=SILENT
// RUN: jq -r '.coroutines[] | .name as $c | .frame.ranges[].occupants[] | select(.kind == "local" and .size >= 64) | "\($c) \(.name) \(.heldAcross | join(","))"' %t2.json | FileCheck %s
// RUN: jq -r '.coroutines[] | .name as $c | .frame.ranges[].occupants[] | select(.kind == "local" and .size >= 64) | "\($c) \(.name) \(.heldAcross | join(","))"' %t2.json | FileCheck %s --check-prefix=SILENT
#include "coroutine.h"

bool coin();

// Suspension 0 is the initial one, the last is the final one.
// CHECK-DAG: {{^}}between() B 2{{$}}
Task between() { co_await Event{}; { char B[64]; touch(B); co_await Event{}; touch(B); } co_await Event{}; }
// CHECK-DAG: {{^}}toTheEnd() B 2,3{{$}}
Task toTheEnd() { co_await Event{}; char B[64]; touch(B); co_await Event{}; co_await Event{}; }
// CHECK-DAG: {{^}}oneBranch() B 1{{$}}
Task oneBranch() { if (coin()) { char B[64]; touch(B); co_await Event{}; touch(B); } else { co_await Event{}; } }
// Not within its scope, but its address must be the same every time around.
// CHECK-DAG: {{^}}aroundLoop() B 1{{$}}
Task aroundLoop() { for (;;) { { char B[64]; touch(B); } co_await Event{}; } }
// CHECK-DAG: {{^}}twoInLoop() B 2{{$}}
Task twoInLoop() { for (;;) { co_await Event{}; char B[64]; touch(B); co_await Event{}; touch(B); } }
// SILENT-NOT: {{^}}scoped() B
Task scoped() { { char B[64]; touch(B); } co_await Event{}; }
