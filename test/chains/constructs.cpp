// Each way in which a coroutine gets a task of another one.
//
// RUN: rm -rf %t && mkdir -p %t && cd %t && %coroscope audit --no-cache --no-measure --exit-zero --format json -o report.json %s -- -std=c++20 -O0 -I%probes
// RUN: %validate %t/report.json
// RUN: jq -r '.coroutines[] | .name as $n | (.moments // [] | group_by(.at) | any(length > 1)) as $several | .calls[] | "\($n): \(.kind) \(.name) at \(.line), alive \(.aliveAcross | length), runs \(.runsAcross | length)\(if $several then ", or" else "" end)"' %t/report.json | sort | FileCheck %s
// RUN: %coroscope chains %t/report.json --root '^(virtual_call|indirect|parameter|kept|started|in_a_)' | FileCheck %s --check-prefix=CHAINS
// RUN: %coroscope chains %t/report.json | FileCheck %s --check-prefix=ROOTS
#include "task.h"

#include <tuple>
#include <optional>
#include <vector>

Task leaf(int = 0);
Task leaf(int) { co_await Event{}; }
template <class T> Task generic(T) { co_await Event{}; }
struct Base {
  virtual Task handle();
  Task own();
};
Task Base::own() { co_await handle(); }
template <class... Tasks> struct All {
  std::tuple<Tasks...> Each;
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept;
};
template <class... Tasks> All<Tasks...> all(Tasks... Each) {
  return All<Tasks...>{std::tuple<Tasks...>(std::move(Each)...)};
}
Task forwards() { return leaf(1); }
Task chooses(bool First) { return First ? leaf(1) : generic(2); }
void start(Task);

// CHECK: Base::own(): unknown handle() at 21, alive 1, runs 1
// CHECK-NEXT: all_at_once(): function generic<int>(int) at [[@LINE+2]], alive 1, runs 1
// CHECK-NEXT: all_at_once(): function leaf(int) at [[@LINE+1]], alive 1, runs 1
Task all_at_once() { co_await all(leaf(), generic(1)); }
// CHECK-NEXT: chosen(bool): function generic<int>(int) at [[@LINE+2]], alive 1, runs 1, or
// CHECK-NEXT: chosen(bool): function leaf(int) at [[@LINE+1]], alive 1, runs 1, or
Task chosen(bool First) { co_await chooses(First); }
// CHECK-NEXT: conditional(bool): function generic<int>(int) at [[@LINE+2]], alive 1, runs 1, or
// CHECK-NEXT: conditional(bool): function leaf(int) at [[@LINE+1]], alive 1, runs 1, or
Task conditional(bool First) { co_await (First ? leaf() : generic(1)); }
// CHECK-NEXT: forwarded(): function leaf(int) at [[@LINE+1]], alive 1, runs 1
Task forwarded() { co_await forwards(); }
// CHECK-NEXT: in_a_loop(int): function leaf(int) at [[@LINE+4]], alive 2, runs 1
Task in_a_loop(int Count) {
  std::vector<Task> Tasks;
  for (int I = 0; I != Count; ++I)
    Tasks.push_back(leaf(I));
  co_await Event{};
  co_await all(std::move(Tasks[0]));
}
// One variable has one task, however often.
// CHECK-NEXT: in_a_variable(int): function leaf(int) at [[@LINE+3]], alive 1, runs 1, or
// CHECK-NEXT: in_a_variable(int): function leaf(int) at [[@LINE+5]], alive 1, runs 1, or
Task in_a_variable(int Count) {
  std::optional<Task> T = leaf(0);
  for (int I = 0; I != Count; ++I) {
    co_await *T;
    T.emplace(leaf(I));
  }
}
// CHECK-NEXT: in_one_expression(): function generic<int>(int) at [[@LINE+3]], alive 1, runs 1
// The first is done, and its frame is there until the expression ends.
// CHECK-NEXT: in_one_expression(): function leaf(int) at [[@LINE+1]], alive 2, runs 1
Task in_one_expression() { co_await leaf(), co_await generic(1); }
// CHECK-NEXT: indirect(Task (*)(int)): unknown Function(1) at [[@LINE+1]], alive 1, runs 1
Task indirect(Task (*Function)(int)) { co_await Function(1); }
struct Holder {
  Task Kept;
};
// CHECK-NEXT: kept(Holder &): unknown H.Kept at [[@LINE+1]], alive 1, runs 1
Task kept(Holder &H) { co_await H.Kept; }
// CHECK-NEXT: later(): function leaf(int) at [[@LINE+2]], alive 2, runs 1
Task later() {
  Task T = leaf();
  co_await Event{};
  co_await T;
}
// CHECK-NEXT: member(Base &): function Base::own() at [[@LINE+1]], alive 1, runs 1
Task member(Base &B) { co_await B.own(); }
// To be moved does not end it, if nobody takes it.
// CHECK-NEXT: moved(): function leaf(int) at [[@LINE+2]], alive 2, runs 1
Task moved() {
  Task T = leaf();
  co_await std::move(T);
  co_await Event{};
}
// CHECK-NEXT: nested(): function generic<int>(int) at [[@LINE+3]], alive 1, runs 1
// What an operand in an operand has is done when the outer one waits.
// CHECK-NEXT: nested(): function leaf(int) at [[@LINE+1]], alive 2, runs 1
Task nested() { co_await generic((co_await leaf(), 1)); }
// CHECK-NEXT: parameter(Task): parameter Inner at [[@LINE+1]], alive 2, runs 1
Task parameter(Task Inner) { co_await Inner; }
// What a function is given, it passes on: it has no task of its own.
// CHECK-NEXT: passed(): function leaf(int) at [[@LINE+2]], alive 1, runs 1
template <typename T> T pass(T &&Value) { return std::forward<T>(Value); }
Task passed() { co_await pass(leaf(1)); }
// A parameter that a lambda captures with all others is there by its name.
// CHECK-NEXT: passed_by(Task): function generic<lambda in passed_by(Task)>(lambda in passed_by(Task)) at [[@LINE+3]], alive 1, runs 1
// CHECK-NEXT: passed_by(Task): parameter Captured at [[@LINE+1]], alive 2, runs 2
Task passed_by(Task Captured) {
  co_await generic([&] { return &Captured; });
}
// CHECK-NEXT: started(): function leaf(int) at [[@LINE+2]], alive 0, runs 0
Task started() {
  start(leaf());
  co_await Event{};
}
// CHECK-NEXT: templated(): function generic<char>(char) at [[@LINE+1]], alive 1, runs 1
Task templated() { co_await generic('c'); }
// An awaiter that has the promise type of a task is no task: there is no line.
struct Awaiter : Event {
  using promise_type = Task::promise_type;
};
Awaiter awaiter();
Task takes_awaiter() { co_await awaiter(); }
// CHECK-NEXT: unseen(): function elsewhere() at [[@LINE+2]], alive 1, runs 1
Task elsewhere();
Task unseen() { co_await elsewhere(); }
// CHECK-NEXT: vector(): function leaf(int) at {{[0-9]+}}, alive 2, runs 1
// CHECK-NEXT: with_lambda(): function with_lambda()::lambda(int) at {{[0-9]+}}, alive 1, runs 1
Task vector() {
  std::vector<Task> Tasks;
  Tasks.push_back(leaf());
  co_await Event{};
  co_await all(std::move(Tasks[0]));
}
Task with_lambda() {
  auto Inner = [](int) -> Task { co_await Event{}; };
  co_await Inner(1);
}
// The promise of a generator of tasks is no task either.
template <typename T> struct YieldPromise;
template <typename T> struct Yields {
  using promise_type = YieldPromise<T>;
};
template <typename T> struct YieldPromise {
  Yields<T> get_return_object();
  std::suspend_always initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  Event yield_value(int);
  void return_void();
  void unhandled_exception();
};
Yields<Task> yields() { co_yield 1; }
// CHECK-NOT: {{.}}

// CHAINS-DAG: kept(Holder &) at {{.*}}: {{[0-9]+}}; at least {{[0-9]+}} bytes in 1 allocation
// CHAINS-DAG: unknown: H.Kept
// CHAINS-DAG: indirect(Task (*)(int)) at {{.*}}: {{[0-9]+}}; at least
// CHAINS-DAG: in_a_loop(int) at {{.*}}: {{[0-9]+}}; at least {{[0-9]+}} bytes in 2 allocations
// CHAINS-DAG: leaf(int): {{[0-9]+}} for each turn of a loop
// CHAINS-DAG: in_a_variable(int) at {{.*}}: [[VARIABLE:[0-9]+]]; {{[0-9]+}} bytes in
// CHAINS-DAG: parameter(Task) at {{.*}}: {{[0-9]+}}; at least
// What is handed to a function that nobody sees is not counted.
// CHAINS-DAG: started() at {{.*}}: [[SIZE:[0-9]+]]; at least [[SIZE]] bytes in 1 allocation{{$}}
// ROOTS: all_at_once() at {{.*}}: {{[0-9]+}}; {{[0-9]+}} bytes in 3 allocations, peak at constructs.cpp:
