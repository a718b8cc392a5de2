// A task, and something to wait for.
#pragma once

#include <coroutine>
#include <exception>

struct Task {
  struct promise_type {
    Task get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> Handle;

  void run() {
    while (!Handle.done())
      Handle.resume();
    Handle.destroy();
  }
};

struct Pause {
  int Value;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  int await_resume() { return Value; }
};

inline void use(void *Pointer) { asm volatile("" : : "r"(Pointer) : "memory"); }
