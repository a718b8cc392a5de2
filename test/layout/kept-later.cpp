// A promise that notes what its coroutine waits for holds the address of each
// operation, one after the other. A value is not passed on where an earlier
// operation was awaited.
//
// RUN: %quiet %s --opt 0 --format json -- -std=c++20 > %t.0.json
// RUN: %quiet %s --opt 2 --format json -- -std=c++20 > %t.2.json
// RUN: jq -r '.coroutines[].frame.ranges[].occupants[] | select(.name == "Buffer") | "\(.name) needed \(.liveAcross), see \(.usedAt.line)"' %t.0.json %t.2.json | FileCheck %s
// RUN: %compare --opt 0 --opt 2 %s -- -std=c++20
#include <coroutine>

struct Operation {
  char *To;
};
void start(Operation &, void **Waiting);

struct Task {
  struct promise_type {
    void *Awaited = nullptr;
    struct Proxy {
      Operation &Op;
      promise_type &Of;
      bool await_ready() {
        Of.Awaited = &Op;
        return false;
      }
      void await_suspend(std::coroutine_handle<>) { start(Op, &Of.Awaited); }
      void await_resume() {}
    };
    Proxy await_transform(Operation &&Op) { return {Op, *this}; }
    Task get_return_object() { return {}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

// CHECK-COUNT-2: {{^}}Buffer needed [2], see [[@LINE+4]]{{$}}
Task receive() {
  co_await Operation{nullptr};
  char Buffer[4096];
  co_await Operation{Buffer};
}
