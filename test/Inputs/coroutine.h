// What the language needs of <coroutine>, for targets without a library.
#pragma once

namespace std {
template <class R, class... Args> struct coroutine_traits {
  using promise_type = typename R::promise_type;
};
template <class Promise = void> struct coroutine_handle;
template <> struct coroutine_handle<void> {
  void *Frame = nullptr;
  static coroutine_handle from_address(void *Frame) { return {Frame}; }
  void resume() const { __builtin_coro_resume(Frame); }
  void destroy() const { __builtin_coro_destroy(Frame); }
};
template <class Promise> struct coroutine_handle {
  void *Frame = nullptr;
  static coroutine_handle from_address(void *Frame) { return {Frame}; }
  operator coroutine_handle<>() const { return {Frame}; }
  Promise &promise() const {
    return *static_cast<Promise *>(
        __builtin_coro_promise(Frame, alignof(Promise), false));
  }
};
struct suspend_always {
  bool await_ready() noexcept { return false; }
  void await_suspend(coroutine_handle<>) noexcept {}
  void await_resume() noexcept {}
};
struct suspend_never {
  bool await_ready() noexcept { return true; }
  void await_suspend(coroutine_handle<>) noexcept {}
  void await_resume() noexcept {}
};
} // namespace std

struct Task {
  struct promise_type {
    Task get_return_object() noexcept { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept {}
  };
};

struct Generator {
  struct promise_type {
    int Current;
    Generator get_return_object() noexcept { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int Value) noexcept {
      Current = Value;
      return {};
    }
    void return_void() noexcept {}
    void unhandled_exception() noexcept {}
  };
};

struct Event {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  int await_resume() noexcept;
};

void touch(void *);
