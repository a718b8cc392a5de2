// A note, which does not make a run fail; and what is no reason for one.
//
// RUN: %coroscope audit --opt 2 --rule never-suspends=on %s -- -std=c++20 -I%probes | FileCheck %s
// Off unless somebody asks.
// RUN: %coroscope audit --opt 2 --format json %s -- -std=c++20 -I%probes | jq -e '[.coroutines[].findings[]] == []'
#include "task.h"

struct Eager {
  struct promise_type {
    Eager get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

// CHECK: never-suspends.cpp:[[@LINE+1]]:7: note: 'plain' never awaits or yields and starts at once: a plain function would need no frame of {{[0-9]+}} bytes at -O{{[0-9]}} [coroscope-never-suspends]
Eager plain(char *Text) {
  [&]() -> Task { co_await Event{}; }; // Not this one's.
  touch(Text);
  co_return;
}
// CHECK-NOT: note:
Eager awaits() { co_await Event{}; }
Task startsLater(char *Text) {
  touch(Text);
  co_return;
}
// NOLINTNEXTLINE(coroscope-never-suspends)
Eager silenced() { co_return; }
// CHECK: 1 finding;
