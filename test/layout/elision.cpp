// The frame of an elided callee lies in the frame of its caller.
//
// RUN: %compare --opt 0 --opt 1 --opt 2 --opt 3 %s -- -std=c++20
// RUN: %coroscope show root --opt 2 %s -- -std=c++20 | FileCheck %s
// RUN: %coroscope show root --opt 0 %s -- -std=c++20 | FileCheck %s --check-prefix=O0
#include <coroutine>
#include <utility>

void touch(char *);

struct Event {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept;
};

struct [[clang::coro_await_elidable]] Task {
  struct promise_type {
    std::coroutine_handle<> Continuation;
    Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Final {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> H) noexcept { return H.promise().Continuation; }
      void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> Handle;
  explicit Task(std::coroutine_handle<promise_type> H) : Handle(H) {}
  Task(Task &&Other) noexcept : Handle(std::exchange(Other.Handle, {})) {}
  ~Task() { if (Handle) Handle.destroy(); }
  bool await_ready() noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> H) noexcept { Handle.promise().Continuation = H; return Handle; }
  void await_resume() noexcept {}
};

Task leaf() { char Buffer[1000]; touch(Buffer); co_await Event{}; touch(Buffer); }
Task root() { co_await leaf(); }

// CHECK: promise 'promise'
// CHECK-SAME: Task::promise_type
// CHECK: 10{{[0-9]+}} callee-frame 'leaf()'
// O0-NOT: callee-frame
