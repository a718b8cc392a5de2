// Tasks whose frames are counted, and a loop that runs them. The peak is taken
// where coroutines wait: whenever nothing is left to do but the next event, and
// when an awaited task has come to its end.
#pragma once
#include <coroutine>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <utility>

#ifndef ELIDABLE
#define ELIDABLE
#endif

inline std::size_t Live, Peak;
inline std::deque<std::coroutine_handle<>> Ready;

inline void takePeak() { Peak = Live > Peak ? Live : Peak; }

struct Counted {
  static void *operator new(std::size_t Size) {
    Live += Size;
    return std::malloc(Size);
  }
  static void operator delete(void *Memory, std::size_t Size) {
    Live -= Size;
    std::free(Memory);
  }
};

// Waits until its turn comes again.
struct Pause {
  bool await_ready() noexcept { return false; }
  void await_suspend(std::coroutine_handle<> H) { Ready.push_back(H); }
  void await_resume() noexcept {}
};

/// Starts when it is awaited, or at once.
template <bool IsLazy> struct ELIDABLE BasicTask {
  struct promise_type : Counted {
    std::coroutine_handle<> Continuation;
    BasicTask get_return_object() {
      return BasicTask(
          std::coroutine_handle<promise_type>::from_promise(*this));
    }
    auto initial_suspend() noexcept {
      if constexpr (IsLazy)
        return std::suspend_always();
      else
        return std::suspend_never();
    }
    struct Final {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> H) noexcept {
        if (!H.promise().Continuation)
          return std::noop_coroutine();
        takePeak();
        return H.promise().Continuation;
      }
      void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::abort(); }
  };

  std::coroutine_handle<promise_type> Handle;
  BasicTask() = default;
  explicit BasicTask(std::coroutine_handle<promise_type> H) : Handle(H) {}
  BasicTask(BasicTask &&Other) noexcept
      : Handle(std::exchange(Other.Handle, {})) {}
  BasicTask &operator=(BasicTask &&Other) noexcept {
    if (this != &Other) {
      reset();
      Handle = std::exchange(Other.Handle, {});
    }
    return *this;
  }
  ~BasicTask() { reset(); }
  void reset() {
    if (Handle)
      Handle.destroy();
    Handle = {};
  }
  void start() { Handle.resume(); }
  bool await_ready() const noexcept { return Handle.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> H) noexcept {
    Handle.promise().Continuation = H;
    if constexpr (IsLazy)
      return Handle;
    else
      return std::noop_coroutine();
  }
  void await_resume() noexcept {}
};
using Task = BasicTask<true>;
using Eager = BasicTask<false>;

__attribute__((noinline)) inline void touch(char *Bytes) {
  asm volatile("" : : "r"(Bytes) : "memory");
}
// Aligned to 8 bytes, as all frames here: what is asked of the allocation
// function is not rounded up to an alignment above that.
template <int Size> struct Buffer {
  long Words[(Size + 7) / 8];
  operator char *() { return reinterpret_cast<char *>(Words); }
};
template <int Size, class Made = Task> Made wide() {
  Buffer<Size> Bytes;
  touch(Bytes);
  co_await Pause{};
  touch(Bytes);
}
template <class Made = Task> Made narrow() { co_await Pause{}; }
/// Small itself, and large while it runs.
template <int Size, class Made = Task> Made calls() {
  co_await wide<Size>();
  co_await Pause{};
}

// The frames of the roots must not end up on the stack of this function.
__attribute__((noinline)) inline void run(const char *Name, const char *Kind,
                                          Task (*Root)()) {
  Task (*volatile Unknown)() = Root;
  Peak = Live = 0;
  {
    Task T = Unknown();
    T.Handle.resume();
    while (!Ready.empty()) {
      takePeak();
      auto H = Ready.front();
      Ready.pop_front();
      H.resume();
    }
  }
  std::printf("%s %s %zu\n", Name, Kind, Peak);
}
#define EXACT(Root) run(#Root "()", "exact", Root)
#define AT_LEAST(Root) run(#Root "()", "at-least", Root)
