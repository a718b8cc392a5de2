// compiled only
// reason, needed; -O0: M is made by await_resume and read at once: needed across no suspension. Reported: used-after at
// `fetch()`, needed 3000+; -O2 has a frame of 48. Every `T V = co_await f()` with a large T. coroscope show user FILE -- -std=c++20 -O0 -I.
#include "rt.h"
#include <optional>
struct Msg { char Body[3000]; int Kind; };
struct Fetch { bool await_ready() noexcept; void await_suspend(std::coroutine_handle<>) noexcept; Msg await_resume() noexcept; };
Fetch fetch();
Task user() {
  Msg M = co_await fetch();
  int K = M.Kind;
  co_await Event{};
  out("k", K);
}
