// A lazy task with symmetric transfer, and a way to run one to its end.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

template <class T> class Task {
public:
  struct promise_type {
    std::optional<T> Result;
    std::coroutine_handle<> Continuation = std::noop_coroutine();

    struct ResumeContinuation {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> Handle) noexcept {
        return Handle.promise().Continuation;
      }
      void await_resume() noexcept {}
    };

    Task get_return_object() {
      return Task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    ResumeContinuation final_suspend() noexcept { return {}; }
    void return_value(T Value) { Result = std::move(Value); }
    void unhandled_exception() { std::terminate(); }
  };

  Task(Task &&Other) noexcept : Handle(std::exchange(Other.Handle, {})) {}
  ~Task() {
    if (Handle)
      Handle.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<>
  await_suspend(std::coroutine_handle<> Awaiting) noexcept {
    Handle.promise().Continuation = Awaiting;
    return Handle;
  }
  T await_resume() { return std::move(*Handle.promise().Result); }

  /// Runs a task that waits for nothing but other tasks.
  T run() {
    Handle.resume();
    return await_resume();
  }

private:
  explicit Task(std::coroutine_handle<promise_type> Handle) : Handle(Handle) {}
  std::coroutine_handle<promise_type> Handle;
};
