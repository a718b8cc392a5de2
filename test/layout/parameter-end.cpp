// What is left of the inlined destructor of a parameter stands where the
// coroutine does: that is no use that a reader could find there.
//
// RUN: %quiet %s --opt 0 --format json -- -std=c++20 -I%probes > %t.json
// RUN: jq -r '.coroutines[] | .name as $n | .frame.ranges[].occupants[] | select(.kind == "parameter") | "\($n) \(.name): \(.reason) \(.usedAt.line)"' %t.json | FileCheck %s
// RUN: %compare --opt 0 %s -- -std=c++20 -I%probes
#include "task.h"

struct Request {
  char *Text = nullptr;
  char Rest[2000];
  Request(Request &&Other) : Text(std::exchange(Other.Text, nullptr)) {}
  [[gnu::always_inline]] ~Request() {
    if (Text)
      touch(Text);
  }
};
void handle(Request R);

// CHECK-DAG: given(Request) R: destroyed-after [[@LINE+1]]{{$}}
Task given(Request R) {
  handle(std::move(R));
  co_await Event{};
}
// CHECK-DAG: used(Request) R: used-after [[@LINE+3]]{{$}}
Task used(Request R) {
  co_await Event{};
  handle(std::move(R));
}
