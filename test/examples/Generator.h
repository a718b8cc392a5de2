// A minimal generator.
#pragma once

#include <coroutine>
#include <exception>
#include <utility>

template <class T> class Generator {
public:
  struct promise_type {
    T Current;
    Generator get_return_object() {
      return Generator(
          std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T Value) {
      Current = std::move(Value);
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };

  Generator(Generator &&Other) noexcept
      : Handle(std::exchange(Other.Handle, {})) {}
  ~Generator() {
    if (Handle)
      Handle.destroy();
  }

  bool next() {
    Handle.resume();
    return !Handle.done();
  }
  const T &value() const { return Handle.promise().Current; }

private:
  explicit Generator(std::coroutine_handle<promise_type> Handle)
      : Handle(Handle) {}
  std::coroutine_handle<promise_type> Handle;
};
