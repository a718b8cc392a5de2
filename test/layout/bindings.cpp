// What is behind structured bindings is a variable without a name, also where
// they are the elements of a tuple and debug information does not have it.
//
// RUN: %compare --opt 0 --opt 2 %s -- -std=c++20 -I%probes
// RUN: %coroscope audit --exit-zero --opt 0 --format json -o %t.json %s -- -std=c++20 -I%probes
// RUN: jq -r '.coroutines[] | .name as $c | .frame.ranges[].occupants[] | select(.size >= 100) | "\($c) \(.kind) \(.name) \(.type)"' %t.json | FileCheck %s
// RUN: %coroscope audit --exit-zero --opt 2 --format json -o %t.json %s -- -std=c++20 -I%probes
// RUN: jq -r '.coroutines[] | .name as $c | .frame.ranges[].occupants[] | select(.size >= 100) | "\($c) \(.kind) \(.name) \(.type)"' %t.json | FileCheck %s
#include "task.h"

#include <tuple>

struct Bytes { char Data[100]; };
using Tuple = std::tuple<Bytes, int>;
struct Plain { Bytes First; int Second; };
struct Received : Event { Tuple await_resume(); };
Tuple tuple();
Plain plain();

// CHECK-DAG: {{^}}fromCall() local [Message, Size] Tuple{{$}}
Task fromCall() {
  auto [Message, Size] = tuple();
  co_await Event{};
  touch(Message.Data);
}
// CHECK-DAG: {{^}}fromAwait() local [Message, Size] Tuple{{$}}
Task fromAwait() {
  auto [Message, Size] = co_await Received{};
  co_await Event{};
  touch(Message.Data);
}
// CHECK-DAG: {{^}}ofMembers() local [Message, Size] Plain{{$}}
Task ofMembers() {
  auto [Message, Size] = plain();
  co_await Event{};
  touch(Message.Data);
}
