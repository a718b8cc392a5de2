// Coroutines without any header, for targets that have none here.
namespace std {
template <class R, class... A> struct coroutine_traits {
  using promise_type = typename R::promise_type;
};
template <class P = void> struct coroutine_handle;
template <> struct coroutine_handle<void> {
  void *Frame;
  static coroutine_handle from_address(void *Address) { return {Address}; }
  void *address() const { return Frame; }
};
template <class P> struct coroutine_handle {
  void *Frame;
  static coroutine_handle from_address(void *Address) { return {Address}; }
  static coroutine_handle from_promise(P &Promise) {
    return {__builtin_coro_promise(&Promise, alignof(P), true)};
  }
  operator coroutine_handle<>() const { return {Frame}; }
  void *address() const { return Frame; }
};
struct suspend_always {
  bool await_ready() noexcept { return false; }
  void await_suspend(coroutine_handle<>) noexcept {}
  void await_resume() noexcept {}
};
} // namespace std

typedef decltype(sizeof 0) size_t;
void *operator new(size_t);
void operator delete(void *) noexcept;
void operator delete(void *, size_t) noexcept;

struct Task {
  struct promise_type {
    Task get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<> Handle;
};

void use(void *);

Task large(int Count, long Sum) {
  char Buffer[70000];
  for (int I = 0; I < Count; ++I) {
    use(Buffer);
    co_await std::suspend_always{};
    use(Buffer);
  }
  use(&Sum);
}

Task small(short Value) {
  co_await std::suspend_always{};
  use(&Value);
}
