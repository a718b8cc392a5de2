// What becomes of tasks: the chain of each root is what its frames take at run
// time, at their peak; or it is told as "at least", and is not above the peak.
//
// RUN: %python %S/Inputs/compare_live_bytes.py %coroscope %clang %s -std=c++20 -O0 -I%S/Inputs
// RUN: %python %S/Inputs/compare_live_bytes.py %coroscope %clang %s -std=c++20 -O2 -I%S/Inputs
// RUN: %python %S/Inputs/compare_live_bytes.py %coroscope %clang %s -std=c++20 -O2 -I%S/Inputs -DELIDABLE=[[clang::coro_await_elidable]]
#include "counted.h"

#include <array>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

volatile bool Yes = true, No = false;

//===----------------------------------------------------------------------===//
// Variables
//===----------------------------------------------------------------------===//

// To await what is moved does not end it: its variable does.
Task awaited_as_moved() {
  Task T = wide<3000>();
  co_await std::move(T);
  co_await wide<200>();
}
Task awaited_as_moved_deeper() {
  Task T = wide<3000>();
  co_await std::move(T);
  co_await calls<3000>();
}
Task in_a_scope() {
  {
    Task T = wide<3000>();
    co_await T;
  }
  co_await wide<200>();
}
Task assigned() {
  Task T = wide<3000>();
  co_await T;
  T = wide<3100>();
  co_await T;
}
Task assigned_nothing() {
  Task T = wide<3000>();
  co_await T;
  T = {};
  co_await wide<3200>();
}
Task reset() {
  Task T = wide<3000>();
  co_await T;
  T.reset();
  co_await wide<3300>();
}
Task exchanged() {
  Task T = wide<3000>(), Other;
  co_await T;
  Other = std::exchange(T, wide<3100>());
  co_await T;
}
Task swapped() {
  Task A = wide<3000>();
  {
    Task B = narrow();
    std::swap(A, B);
    co_await B;
  }
  co_await A;
  co_await wide<2000>();
}
Task through_a_reference() {
  Task T = wide<1000>();
  Task &Same = T;
  co_await Same;
  Same = narrow();
  co_await wide<900>();
}

//===----------------------------------------------------------------------===//
// What holds tasks
//===----------------------------------------------------------------------===//

Task optional_reset() {
  std::optional<Task> T = wide<3000>();
  co_await *T;
  T.reset();
  co_await wide<3344>();
}
Task optional_emplaced() {
  std::optional<Task> T;
  T.emplace(wide<3000>());
  co_await *T;
  T.emplace(wide<2000>());
  co_await *T;
}
Task unique() {
  auto T = std::make_unique<Task>(wide<1000>());
  co_await *T;
  T.reset();
  co_await wide<600>();
}
Task cleared() {
  std::vector<Task> All;
  All.push_back(wide<300>());
  All.push_back(wide<400>());
  co_await Pause{};
  All.clear();
  co_await wide<650>();
}
struct Pair {
  Task First, Second;
};
Task aggregate() {
  Pair Both{wide<300>(), wide<400>()};
  co_await Pause{};
  co_await wide<500>();
}
Task tuple() {
  auto Both = std::make_tuple(wide<300>(), wide<500>());
  co_await Pause{};
}
Task each_of_an_array() {
  std::array<Task, 2> Both{wide<300>(), wide<500>()};
  for (Task &T : Both)
    co_await T;
}
Task captured() {
  auto Holds = [T = wide<700>()] {};
  co_await Pause{};
}

//===----------------------------------------------------------------------===//
// Ways
//===----------------------------------------------------------------------===//

Task keep(Task T) {
  co_await std::move(T);
  co_await Pause{};
}
Task moved_in_one_branch() {
  Task T = wide<3000>();
  if (No)
    co_await keep(std::move(T));
  else
    co_await Pause{};
  co_await wide<3300>();
}
Task moved_in_both_branches() {
  Task T = wide<3000>();
  if (Yes)
    co_await keep(std::move(T));
  else
    co_await std::exchange(T, {});
  co_await wide<3300>();
}
Task one_or_the_other() {
  Task T;
  if (Yes)
    T = wide<3000>();
  else
    T = wide<2000>();
  co_await T;
}
Task conditional() {
  Task T = No ? wide<1000>() : wide<1500>();
  co_await T;
  co_await narrow();
}
Task switched() {
  Task T;
  switch (int(Yes)) {
  case 0:
    T = wide<100>();
    break;
  case 1:
    T = wide<900>();
    [[fallthrough]];
  default:
    co_await Pause{};
  }
  co_await T;
}
Task left_early() {
  Task T = wide<400>();
  if (No) {
    co_await wide<100>();
    co_return;
  }
  T.reset();
  co_await wide<700>();
}
Task each_turn() {
  Task Last;
  for (int I = 0; I != 3; ++I) {
    Task Own = wide<600>();
    co_await Own;
    Last = std::move(Own);
  }
  co_await wide<100>();
}
Task out_of_a_loop() {
  Task T;
  while (true) {
    T = wide<800>();
    co_await T;
    if (Yes)
      break;
    T.reset();
  }
  co_await wide<300>();
}
Task caught() {
  Task T = wide<500>();
  try {
    co_await T;
    T.reset();
    if (Yes)
      throw 1;
    co_await wide<200>();
  } catch (int) {
    T = wide<400>();
  }
  co_await wide<700>();
}

//===----------------------------------------------------------------------===//
// Parameters
//===----------------------------------------------------------------------===//

Task late(Task T) {
  co_await wide<2000>();
  co_await std::move(T);
}
// It has not begun while the first one runs.
Task given_and_awaited_late() { co_await late(calls<3000>()); }
Task drops(Task T) {
  { Task Dead = std::move(T); }
  co_await wide<900>();
}
Task given_and_dropped() { co_await drops(wide<1000>()); }
Task awaits(Task &T) {
  co_await wide<500>();
  co_await T;
}
Task lent() {
  Task T = wide<1000>();
  co_await awaits(T);
}
Task outer(Task T) { co_await keep(std::move(T)); }
Task handed_on() { co_await outer(wide<400>()); }

//===----------------------------------------------------------------------===//
// Plain functions
//===----------------------------------------------------------------------===//

struct Join {
  std::size_t Left;
  std::coroutine_handle<> Handle;
};
struct Sub {
  struct promise_type : Counted {
    Join *J = nullptr;
    Sub get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Final {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> H) noexcept {
        takePeak();
        Join *J = H.promise().J;
        return --J->Left ? std::coroutine_handle<>(std::noop_coroutine())
                         : J->Handle;
      }
      void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> Handle;
};
Sub wrap(Task T) { co_await T; }
template <class... T> struct WhenAll {
  std::vector<Sub> Subs;
  Join J;
  bool await_ready() noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> H) noexcept {
    J.Left = Subs.size() + 1;
    J.Handle = H;
    for (Sub &S : Subs) {
      S.Handle.promise().J = &J;
      S.Handle.resume();
    }
    return --J.Left;
  }
  void await_resume() noexcept {}
  WhenAll() = default;
  WhenAll(WhenAll &&) = default;
  ~WhenAll() {
    for (Sub &S : Subs)
      S.Handle.destroy();
  }
};
template <class... T> WhenAll<T...> whenAll(T... Each) {
  WhenAll<T...> Made;
  (Made.Subs.push_back(wrap(std::move(Each))), ...);
  return Made;
}
Task all_wrapped() {
  co_await whenAll(narrow(), calls<3000>(), wide<3000>());
  co_await narrow();
}
void ignore(Task) {}
Task ignored() {
  Task T = wide<600>();
  ignore(std::move(T));
  co_await wide<500>();
}
void refill(Task &T) { T = wide<900>(); }
Task refilled() {
  Task T = wide<1000>();
  co_await T;
  refill(T);
  co_await T;
}
Task from_a_lambda() {
  auto Make = [](bool First) { return First ? wide<300>() : wide<500>(); };
  Task T = Make(No);
  co_await T;
}

// Its awaiter takes the frame, and destroys it with itself.
struct Owning {
  struct Awaiter {
    Task Inner;
    bool await_ready() noexcept { return false; }
    auto await_suspend(std::coroutine_handle<> H) noexcept {
      return Inner.await_suspend(H);
    }
    void await_resume() noexcept {}
  };
  Task Inner;
  Awaiter operator co_await() && { return {std::move(Inner)}; }
};
Owning owning(Task T) { return {std::move(T)}; }
Task taken_by_the_awaiter() {
  Owning O = owning(wide<1000>());
  co_await std::move(O);
  co_await wide<600>();
}

//===----------------------------------------------------------------------===//
// Tasks that start at once, and that others start
//===----------------------------------------------------------------------===//

Task eager() {
  Eager T = calls<1000, Eager>();
  co_await Pause{};
  co_await T;
  co_await wide<400>();
}

//===----------------------------------------------------------------------===//
// What nobody knows
//===----------------------------------------------------------------------===//

Task started_by_hand() {
  Task T = calls<1000>();
  T.start();
  co_await Pause{};
  co_await Pause{};
}
std::vector<Task> Global;
void store_one() { Global.push_back(wide<200>()); }
void store_deeper() { store_one(); }
Task by_a_function() {
  store_one();
  co_await wide<300>();
}
Task by_a_function_of_another() {
  store_deeper();
  co_await wide<300>();
}
// What a function makes and drops is gone when it returns.
void make_and_drop() { Task T = wide<3000>(); }
Task dropped_by_a_function() {
  make_and_drop();
  co_await wide<200>();
}
Task into_a_global() {
  Global.push_back(wide<200>());
  co_await Pause{};
}
void (*volatile Drop)(Task) = ignore;
Task handed_to_anyone() {
  Drop(wide<500>());
  co_await wide<100>();
}
Task several() {
  std::vector<Task> All;
  for (int I = 0; I != 3; ++I)
    All.push_back(wide<100>());
  co_await Pause{};
}
Task one_of_several() {
  Pair Both{wide<300>(), wide<400>()};
  { Task T = std::move(Both.Second); }
  co_await Pause{};
}
Task jumps() {
  Task T = wide<300>();
  if (Yes)
    goto end;
  co_await Pause{};
end:
  co_await wide<100>();
}
Task from_somewhere(Task (*Make)()) {
  Task T = Make();
  co_await T;
}

int main() {
  EXACT(awaited_as_moved);
  EXACT(awaited_as_moved_deeper);
  EXACT(in_a_scope);
  EXACT(assigned);
  EXACT(assigned_nothing);
  EXACT(reset);
  EXACT(exchanged);
  EXACT(swapped);
  EXACT(through_a_reference);
  EXACT(optional_reset);
  EXACT(optional_emplaced);
  EXACT(unique);
  EXACT(cleared);
  EXACT(aggregate);
  EXACT(tuple);
  EXACT(each_of_an_array);
  EXACT(captured);
  EXACT(moved_in_one_branch);
  EXACT(moved_in_both_branches);
  EXACT(one_or_the_other);
  EXACT(conditional);
  EXACT(switched);
  EXACT(left_early);
  EXACT(each_turn);
  EXACT(out_of_a_loop);
  EXACT(caught);
  EXACT(given_and_awaited_late);
  EXACT(given_and_dropped);
  EXACT(lent);
  EXACT(handed_on);
  EXACT(all_wrapped);
  EXACT(ignored);
  EXACT(refilled);
  EXACT(from_a_lambda);
  EXACT(taken_by_the_awaiter);
  EXACT(eager);
  AT_LEAST(started_by_hand);
  AT_LEAST(into_a_global);
  Global.clear();
  AT_LEAST(by_a_function);
  Global.clear();
  AT_LEAST(by_a_function_of_another);
  Global.clear();
  EXACT(dropped_by_a_function);
  AT_LEAST(handed_to_anyone);
  AT_LEAST(several);
  AT_LEAST(one_of_several);
  AT_LEAST(jumps);
  run("from_somewhere(Task (*)())", "at-least",
      [] { return from_somewhere(wide<100>); });
}
