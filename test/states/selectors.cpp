// Clang sends several exits of a scope through one block of cleanups. Which way
// is taken after it follows from the way that led to it.
//
// DEFINE: %{states} = jq -r '.coroutines[] | "\(.name) begins at \(.entry | join(" ")): \([.states[] | "\(.id) to \(.successors + (if .mayEnd then ["end"] else [] end) | join(" "))"] | join(", "))"'
// RUN: rm -rf %t && mkdir -p %t
// RUN: %coroscope audit --no-cache --exit-zero -o %t/0.json %s -- -std=c++20 -O0 -I%probes -fno-exceptions
// RUN: %{states} %t/0.json | FileCheck %s
// RUN: %coroscope audit --no-cache --exit-zero -o %t/1.json %s -- -std=c++20 -O1 -I%probes -fno-exceptions
// RUN: %{states} %t/1.json | FileCheck %s
// RUN: %coroscope audit --no-cache --exit-zero -o %t/2.json %s -- -std=c++20 -O2 -I%probes -fno-exceptions
// RUN: %{states} %t/2.json | FileCheck %s
#include "task.h"

struct Always { // Waits each time.
  bool await_ready() noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  int await_resume() noexcept;
};
Always rd(), ping(), wr();
struct Guard {
  ~Guard();
};

// CHECK-DAG: {{^}}breaks() begins at 0: 0 to 1, 1 to 2, 2 to 3 4, 3 to 1, 4 to end{{$}}
Task breaks() {
  for (;;) {
    co_await rd();
    if (co_await ping() == 0)
      break;
    co_await wr();
  }
}
// A destructor runs on each way out of the turn.
// CHECK-DAG: {{^}}guarded() begins at 0: 0 to 1, 1 to 2, 2 to 3 5, 3 to 1 4, 4 to 1, 5 to end{{$}}
Task guarded() {
  for (;;) {
    Guard G;
    co_await rd();
    if (co_await ping() == 0)
      break;
    if (co_await ping() == 1)
      continue;
    co_await wr();
  }
}
// Out of two scopes at once.
// CHECK-DAG: {{^}}nested() begins at 0: 0 to 1, 1 to 2, 2 to 1 3 4, 3 to 2, 4 to end{{$}}
Task nested() {
  for (;;) {
    Guard Outer;
    co_await rd();
    for (;;) {
      Guard Inner;
      const int Answer = co_await ping();
      if (Answer == 0)
        co_return;
      if (Answer == 1)
        break;
      co_await wr();
    }
  }
}
// What a call answers can be anything: both ways are there.
// CHECK-DAG: {{^}}asks() begins at 0: 0 to 1, 1 to 2 3, 2 to 3, 3 to end{{$}}
Task asks() {
  {
    Guard G;
    co_await rd();
    if (coin())
      co_await wr();
  }
}
