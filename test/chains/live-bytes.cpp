// The chain of each root is what its frames take at run time, at their peak: the
// promise counts what is allocated and not freed yet, wherever a coroutine waits.
//
// RUN: %python %S/Inputs/compare_live_bytes.py %coroscope %clang %s -std=c++20 -O0
// RUN: %python %S/Inputs/compare_live_bytes.py %coroscope %clang %s -std=c++20 -O2
// RUN: %python %S/Inputs/compare_live_bytes.py %coroscope %clang %s -std=c++20 -O0 -DELIDABLE=[[clang::coro_await_elidable]]
// RUN: %python %S/Inputs/compare_live_bytes.py %coroscope %clang %s -std=c++20 -O2 -DELIDABLE=[[clang::coro_await_elidable]]
// RUN: %python %S/Inputs/compare_live_bytes.py %coroscope %clang %s -std=c++20 -O3 -fno-exceptions -DELIDABLE=[[clang::coro_await_elidable]]
#include <coroutine>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <utility>

#ifndef ELIDABLE
#define ELIDABLE
#endif

static std::size_t Live, Peak;
static void takePeak() { Peak = Live > Peak ? Live : Peak; }
static std::deque<std::coroutine_handle<>> Ready;

// Waits until its turn comes again.
struct Pause {
  bool await_ready() noexcept { return false; }
  void await_suspend(std::coroutine_handle<> H) { Ready.push_back(H); }
  void await_resume() noexcept {}
};

struct ELIDABLE Task {
  struct promise_type {
    std::coroutine_handle<> Continuation = std::noop_coroutine();
    int *Left = nullptr;

    static void *operator new(std::size_t Size) {
      Live += Size;
      return std::malloc(Size);
    }
    static void operator delete(void *Memory, std::size_t Size) {
      Live -= Size;
      std::free(Memory);
    }
    Task get_return_object() {
      return Task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Final {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> H) noexcept {
        takePeak();
        promise_type &P = H.promise();
        return P.Left && --*P.Left ? std::noop_coroutine() : P.Continuation;
      }
      void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::abort(); }
  };

  std::coroutine_handle<promise_type> Handle;
  explicit Task(std::coroutine_handle<promise_type> H) : Handle(H) {}
  Task(Task &&Other) noexcept : Handle(std::exchange(Other.Handle, {})) {}
  Task &operator=(Task &&Other) noexcept {
    std::swap(Handle, Other.Handle);
    return *this;
  }
  ~Task() {
    if (Handle)
      Handle.destroy();
  }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> H) noexcept {
    Handle.promise().Continuation = H;
    return Handle;
  }
  void await_resume() noexcept {}
};

// Both at once.
template <class First, class Second> struct Both {
  First A;
  Second B;
  int Left = 2;
  bool await_ready() noexcept { return false; }
  void await_suspend(std::coroutine_handle<> H) {
    for (Task *T : {&A, &B}) {
      T->Handle.promise().Continuation = H;
      T->Handle.promise().Left = &Left;
    }
    A.Handle.resume();
    B.Handle.resume();
  }
  void await_resume() noexcept {}
};
template <class First, class Second>
Both<First, Second> both(First A, Second B) {
  return Both<First, Second>{std::move(A), std::move(B)};
}

__attribute__((noinline)) void touch(char *Bytes) {
  asm volatile("" : : "r"(Bytes) : "memory");
}
// Aligned to 8 bytes, as all frames here: what is asked of the allocation
// function is not rounded up to an alignment above that.
template <int Size> struct Buffer {
  long Words[(Size + 7) / 8];
  operator char *() { return reinterpret_cast<char *>(Words); }
};
template <int Size> Task wide() {
  Buffer<Size> Bytes;
  touch(Bytes);
  co_await Pause{};
  touch(Bytes);
}
Task narrow() { co_await Pause{}; }
Task forwarded() { return wide<300>(); }

Task direct() { co_await wide<1000>(); }
Task sequence() {
  co_await wide<200>();
  co_await wide<2000>();
  co_await narrow();
}
Task deep() {
  Buffer<100> Bytes;
  touch(Bytes);
  co_await direct();
  touch(Bytes);
}
Task stored() {
  // Its frame is there while the other one runs, and its callees are not.
  Task Later = direct();
  co_await wide<400>();
  co_await std::move(Later);
}
Task stored_and_done() {
  {
    Task First = wide<500>();
    co_await std::move(First);
  }
  co_await wide<300>();
}
Task moved_away() {
  Task First = wide<700>();
  co_await both(std::move(First), narrow());
  co_await wide<650>();
}
Task at_once() { co_await both(wide<300>(), wide<600>()); }
Task nested_at_once() { co_await both(deep(), narrow()); }
struct Session {
  Buffer<64> Bytes;
  Task run() {
    co_await wide<128>();
    touch(Bytes);
  }
};
Task member() {
  Session S;
  co_await S.run();
}
Task lambda() {
  auto Inner = [](int N) -> Task {
    Buffer<900> Bytes;
    touch(Bytes);
    for (int I = 0; I != N; ++I)
      co_await Pause{};
    touch(Bytes);
  };
  co_await Inner(2);
}
Task loop() {
  for (int I = 0; I != 3; ++I)
    co_await wide<250>();
}
Task either(bool First) { co_await (First ? wide<100>() : wide<800>()); }
Task through_a_function() { co_await forwarded(); }
Task assigned() {
  Task T = narrow();
  T = wide<750>();
  co_await T;
}
Task passed(Task Inner) {
  Buffer<150> Bytes;
  touch(Bytes);
  co_await std::move(Inner);
  touch(Bytes);
}
Task passes() { co_await passed(wide<350>()); }

// The frames of the roots must not end up on the stack of this function.
__attribute__((noinline)) static void run(const char *Name, Task (*Root)()) {
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
  std::printf("%s exact %zu\n", Name, Peak);
  if (Live)
    std::abort();
}

int main() {
  run("direct()", direct);
  run("sequence()", sequence);
  run("deep()", deep);
  run("stored()", stored);
  run("stored_and_done()", stored_and_done);
  run("moved_away()", moved_away);
  run("at_once()", at_once);
  run("nested_at_once()", nested_at_once);
  run("member()", member);
  run("lambda()", lambda);
  run("loop()", loop);
  run("either(bool)", [] {
    volatile bool First = false;
    return either(First);
  });
  run("through_a_function()", through_a_function);
  run("assigned()", assigned);
  run("passes()", passes);
}
