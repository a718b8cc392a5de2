// Which suspension can follow which: loops, branches, early ends, exceptions. At
// both levels, if the compiler can know as much.
//
// DEFINE: %{states} = jq -r '.coroutines[] | "\(.name) begins at \(.entry | join(" ")): \([.states[] | "\(.id) to \(.successors + (if .mayEnd then ["end"] else [] end) | join(" "))"] | join(", "))"'
// RUN: rm -rf %t && mkdir -p %t
// RUN: %coroscope audit --no-cache --exit-zero -o %t/2.json %s -- -std=c++20 -O2 -I%probes -fno-exceptions
// RUN: %{states} %t/2.json | FileCheck %s
// RUN: %coroscope audit --no-cache --exit-zero -o %t/0.json %s -- -std=c++20 -O0 -I%probes -fno-exceptions
// RUN: %{states} %t/0.json | FileCheck %s
// RUN: %coroscope audit --no-cache --exit-zero -o %t/e.json %s -- -std=c++20 -O2 -I%probes
// RUN: %{states} %t/e.json | FileCheck %s --check-prefix=THROWS
#include "task.h"

struct Always { // Waits each time.
  bool await_ready() noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept;
};

// CHECK-DAG: straight() begins at 0: 0 to 1, 1 to 2, 2 to 3, 3 to end
Task straight() { co_await Always{}; co_await Always{}; }
// CHECK-DAG: perhaps() begins at 0: 0 to 1 2, 1 to 2, 2 to end
Task perhaps() { co_await Event{}; }
// CHECK-DAG: branch(bool) begins at 0: 0 to 1 2, 1 to 3, 2 to 3, 3 to end
Task branch(bool First) {
  if (First)
    co_await Always{};
  else
    co_await Always{};
}
// CHECK-DAG: loop(int) begins at 0: 0 to 1 2, 1 to 1 2, 2 to end
Task loop(int N) {
  while (N--)
    co_await Always{};
}
// CHECK-DAG: early() begins at 0: 0 to 1 2, 1 to 2, 2 to end
Task early() {
  if (coin())
    co_return;
  co_await Always{};
}
// CHECK-DAG: forever() begins at 0: 0 to 1, 1 to 1
Task forever() {
  for (;;)
    co_await Always{};
}
// An exception leads to the end, from wherever it is thrown.
// THROWS-DAG: throws() begins at 0: 0 to 1 3, 1 to 2 3, 2 to 3, 3 to end
Task throws() {
  touch(nullptr);
  co_await Always{};
  touch(nullptr);
  co_await Always{};
}
struct Fleeting { // Starts at once, and is gone at its end.
  struct promise_type {
    Fleeting get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
// CHECK-DAG: fleeting() begins at {{[01]}}: {{.*}}to end
Fleeting fleeting() { co_await Always{}; }
