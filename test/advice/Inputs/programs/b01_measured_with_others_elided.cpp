// compiled only
// "a scope ... makes the frame 2128 bytes (measured)" for root(): clang gives 6208. Measured in one pass with the box of leaf(),
// whose frame is elided into root.
#include <coroutine>
#include <utility>
struct Event { bool await_ready() noexcept; void await_suspend(std::coroutine_handle<>) noexcept; int await_resume() noexcept; };
void touch(void *);
void out(const char *);
bool coin();
struct [[clang::coro_await_elidable]] Task {
  struct promise_type {
    std::coroutine_handle<> Continuation;
    Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Final { bool await_ready() noexcept { return false; } std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> H) noexcept { return H.promise().Continuation; } void await_resume() noexcept {} };
    Final final_suspend() noexcept { return {}; }
    void return_void() {} void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> Handle;
  explicit Task(std::coroutine_handle<promise_type> H) : Handle(H) {}
  Task(Task &&O) noexcept : Handle(std::exchange(O.Handle, {})) {}
  ~Task() { if (Handle) Handle.destroy(); }
  bool await_ready() noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> H) noexcept { Handle.promise().Continuation = H; return Handle; }
  void await_resume() noexcept {}
};
Task leaf() {
  char L[4096];
  touch(L);
  co_await Event{};
  touch(L);
}
Task root() {
  while (coin()) {
    char B[2048];
    touch(B);
    co_await leaf();
    out("turn");
  }
}
