// Calls of coroutines in functions that are none: elided onto the stack, or why
// not, as the compiler's own remarks say in the same run.
//
// DEFINE: %{sites} = jq -r '.callSites[] | "\(.line) \(.caller) \(.name): \(.elision) \(.movedBytes // "")"'
// RUN: rm -rf %t && mkdir -p %t
// RUN: sed '1i #define DEFINES_UNSEEN' %s > %t/unseen.cpp
// RUN: %coroscope audit --no-cache --exit-zero -o %t/2.json %s %t/unseen.cpp -- -std=c++20 -O2
// RUN: %{sites} %t/2.json | FileCheck %s
// RUN: %{sites} %t/2.json | not grep -E 'unevaluated|unused'
// RUN: %coroscope audit --no-cache --exit-zero -o %t/0.json %s %t/unseen.cpp -- -std=c++20 -O0
// RUN: %{sites} %t/0.json | FileCheck %s --check-prefix=O0
//
// RUN: %clang -std=c++20 -O2 -c -o /dev/null -Rpass=coro-elide %s 2> %t/remarks
// RUN: jq -r '[.callSites[] | select(.elision == "elided")] | length' %t/2.json > %t/ours
// RUN: grep -c "elided in" %t/remarks | diff %t/ours -
//
// The coroutine shows who calls it, its chain that it may need no allocation.
// RUN: %coroscope show count --no-cache %s -- -std=c++20 -O2 | FileCheck %s --check-prefix=SHOW
// SHOW: called by {{.*}}where {{.*}}elision
// SHOW: sum(int) {{.*}}call-sites.cpp:{{[0-9:]+}} elided, [[#]] bytes on its stack
// SHOW: escaping() {{.*}} handle-escapes
// RUN: %coroscope show count --no-cache --format json %s -- -std=c++20 -O2 | jq -e '[.callSites[] | select(.caller | startswith("shared") | not)] | length == 5'
// RUN: %coroscope audit --no-cache --exit-zero --filter '^unseen' --format json %s %t/unseen.cpp -- -std=c++20 -O2 | jq -e '[.callSites[].caller] == ["elsewhere()"]'
// RUN: %coroscope chains %t/2.json --root count | FileCheck %s --check-prefix=ROOT
// ROOT: {{^}}count(int) at {{.*}}call-sites.cpp:[[#]]: [[#]]; [[#]] bytes in 1 allocation, elided at 6 of its 7 calls in functions{{$}}
// RUN: %coroscope chains %t/2.json --root count --format json | jq -e '.[] | select(.callSites) | [.callSites, .elidedCallSites] == [7, 6]'
//
// What is lost between two reports.
// RUN: %coroscope audit --no-cache --exit-zero -o %t/lost.json %s %t/unseen.cpp -- -std=c++20 -O2 -DESCAPES
// RUN: %coroscope compare %t/2.json %t/lost.json | FileCheck %s --check-prefix=LOST
// LOST: call-sites.cpp:[[#]]:[[#]]: in sum(int): 'count(int)' is no longer elided, which is one more allocation; it is not elided, because the compiler cannot prove
// LOST-NOT: in {{.*}}:
// RUN: not %coroscope compare %t/2.json %t/lost.json --forbid-lost-elision
#include <coroutine>
#include <exception>
#include <utility>

struct Generator {
  struct promise_type {
    int Value = 0;
    Generator get_return_object() {
      return Generator{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int V) noexcept {
      Value = V;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  explicit Generator(std::coroutine_handle<promise_type> H) : Handle(H) {}
  Generator(Generator &&Other) : Handle(std::exchange(Other.Handle, {})) {}
  ~Generator() {
    if (Handle)
      Handle.destroy();
  }
  bool next() {
    Handle.resume();
    return !Handle.done();
  }
  int value() const { return Handle.promise().Value; }
  std::coroutine_handle<promise_type> Handle;
};

Generator count(int Last) {
  for (int I = 0; I != Last; ++I)
    co_yield I;
}
Generator unseen(int Last);
void keep(Generator &&);
#ifdef DEFINES_UNSEEN
Generator unseen(int Last) { co_yield Last; }
#else

// CHECK: [[@LINE+4]] sum(int) count(int): elided [[#]]
// O0: [[@LINE+3]] sum(int) count(int): not-optimized
int sum(int Last) {
  int Sum = 0;
  Generator G = count(Last);
  while (G.next())
    Sum += G.value();
#ifdef ESCAPES
  keep(std::move(G));
#endif
  return Sum;
}

// CHECK: [[@LINE+1]] escaping() count(int): handle-escapes
void escaping() { keep(count(3)); }

// CHECK: [[@LINE+1]] elsewhere() unseen(int): not-visible
void elsewhere() { keep(unseen(3)); }

// A function may be a lambda or a member, or be made from a template; what
// depends on its parameters is no call yet.
// CHECK: [[@LINE+4]] lambda()::lambda(int) count(int): elided
int lambda() {
  auto Sum = [](int Last) {
    int All = 0;
    for (Generator G = count(Last); G.next();)
      All += G.value();
    return All;
  };
  return Sum(2);
}
struct Member {
  int First;
  // CHECK: [[@LINE+2]] Member::Member(int) count(int): elided
  Member(int Last) {
    Generator G = count(Last);
    G.next();
    First = G.value();
  }
};
int member() { return Member(7).First; }
template <typename T> int instantiated(T Last) {
  // CHECK: [[@LINE+1]] instantiated{{.*}} count(int): elided
  Generator G = count(Last);
  G.next();
  return G.value();
}
int instance() { return instantiated(3); }

// Instances share what does not depend on their parameters, and have a call each.
template <typename T> int shared(T First) {
  // CHECK-DAG: [[@LINE+2]] shared<int>(int) count(int): elided
  // CHECK-DAG: [[@LINE+1]] shared<char>(char) count(int): elided
  Generator G = count(3);
  G.next();
  return G.value() + First;
}
int instances() { return shared(3) + shared('c'); }

// What is not evaluated calls nothing, and of what nothing refers to there is
// no code.
static_assert(!noexcept(count(1)));
int unevaluated() { return sizeof(count(1)); }
inline int unused() {
  Generator G = count(1);
  return G.next();
}
#endif
