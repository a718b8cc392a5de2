// What CoroSplit computes anew after a suspension is not kept; what it computes
// that from is, and is needed as long.
//
// RUN: %compare --opt 1 --opt 2 --opt 3 %s -- -std=c++20 -I%inputs
// RUN: %coroscope audit --opt 2 --format json -o %t.json %s -- -std=c++20 -I%inputs
// RUN: jq -r '.coroutines[] | .name as $c | .frame.ranges[].occupants[] | select(.kind == "local" or .kind == "parameter" or .kind == "unknown") | "\($c) \(.name) \(.heldAcross | join(",")) \(.liveAcross | join(","))"' %t.json | FileCheck %s
// RUN: jq -e '.totals.unknownBytes == 0' %t.json
#include "coroutine.h"

long now();
void give(long);

// Suspension 0 is the initial one, the last is the final one.
// CHECK-DAG: {{^}}parameter(int) N 0,1,2 0,1,2{{$}}
Task parameter(int N) { long Tripled = long(N) * 3; co_await Event{}; give(Tripled); co_await Event{}; give(Tripled); }
// CHECK-DAG: {{^}}local() N 1,2 1,2{{$}}
Task local() { int N = now(); long Tripled = long(N) * 3; co_await Event{}; give(Tripled); co_await Event{}; give(Tripled); }
// CHECK-DAG: {{^}}aroundLoop(int) Step 0,1 0,1{{$}}
// CHECK-DAG: {{^}}aroundLoop(int) Next 1 1{{$}}
Task aroundLoop(int Step) {
  long Next = now();
  for (;;) {
    Next += Step * 1000L;
    give(Next / 60);
    co_await Event{};
    give(0);
  }
}
