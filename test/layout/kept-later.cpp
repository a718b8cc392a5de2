// A promise that notes what its coroutine waits for holds the address of each
// operation, one after the other. A value is not passed on where an earlier
// operation was awaited, and its own use is shown, however far it is.
//
// RUN: %quiet %s --opt 0 --format json -- -std=c++20 > %t.0.json
// RUN: %quiet %s --opt 2 --format json -- -std=c++20 > %t.2.json
// RUN: jq -r '.coroutines[].frame.ranges[].occupants[] | select(.name == "Buffer" or .name == "Text") | "\(.name) needed from \(.liveAcross[0]), see \(.usedAt.line)"' %t.0.json %t.2.json | FileCheck %s
// RUN: %compare --opt 0 --opt 2 %s -- -std=c++20
#include <coroutine>

struct Operation {
  char *To;
};
void start(Operation &, void **Waiting);
void fill(char *);
void show(const char *);

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

// CHECK-DAG: {{^}}Buffer needed from 2, see [[@LINE+5]]{{$}}
// CHECK-DAG: {{^}}Buffer needed from 2, see [[@LINE+4]]{{$}}
Task receive() {
  co_await Operation{nullptr};
  char Buffer[4096];
  co_await Operation{Buffer};
}

#define WAIT co_await Operation{nullptr};
#define WAIT_8 WAIT WAIT WAIT WAIT WAIT WAIT WAIT WAIT
// CHECK-DAG: {{^}}Text needed from 1, see [[@LINE+9]]{{$}}
// CHECK-DAG: {{^}}Text needed from 1, see [[@LINE+8]]{{$}}
Task receiveLate() {
  char Text[4096];
  fill(Text);
  WAIT_8 WAIT_8
  WAIT_8 WAIT_8
  WAIT_8
  co_await Operation{Text};
  show(Text);
}
