// Coroutines of every form are found, and named as people write them.
//
// RUN: %compare --opt 0 --opt 1 --opt 2 --opt 3 --opt s %s -- -std=c++20 -I%inputs
// RUN: %coroscope audit --opt 0 %s -- -std=c++20 -I%inputs | FileCheck %s
// RUN: %coroscope audit --opt 2 --format json -o %t.json %s -- -std=c++20 -I%inputs
// RUN: %validate %t.json
// RUN: jq -r '.coroutines[].name' %t.json | FileCheck %s --check-prefix=SILENT
// RUN: jq -r '.coroutines[].key' %t.json | sort | uniq -d | count 0
#include "coroutine.h"

// CHECK-DAG: plain(int) {{.*}}forms.cpp:[[@LINE+1]]:6
Task plain(int A) { co_await Event{}; touch(&A); }

namespace net {
struct Session {
  int State;
  // CHECK-DAG: net::Session::run(){{ }}
  Task run() { co_await Event{}; touch(&State); }
  // CHECK-DAG: net::Session::peek() const
  Task peek() const { co_await Event{}; }
  // CHECK-DAG: net::Session::make(char)
  static Task make(char C) { co_await Event{}; touch(&C); }
  // CHECK-DAG: net::Session::operator()(int)
  Task operator()(int A) { co_await Event{}; touch(&A); }
};
} // namespace net

// CHECK-DAG: numbers(int)
Generator numbers(int Last) { for (int I = 0; I != Last; ++I) co_yield I; }

namespace {
// CHECK-DAG: (anonymous namespace)::hidden()
Task hidden() { co_await Event{}; }
} // namespace
// CHECK-DAG: internal(int)
static Task internal(int A) { co_await Event{}; touch(&A); }

extern "C++" {
// CHECK-DAG: linked()
Task linked() { co_await Event{}; }
}

// Both instances stand under their template.
// CHECK-DAG: generic, 2 instances:
// CHECK-DAG: {{^ +[0-9]+ +[0-9]+ +-O0 +}}<int>
// CHECK-DAG: {{^ +[0-9]+ +[0-9]+ +-O0 +}}<char[64]>
template <class T> Task generic() { T Value; touch(&Value); co_await Event{}; touch(&Value); }

template <class T> struct Box {
  T Value;
  // CHECK-DAG: Box<double>::open()
  Task open() { co_await Event{}; touch(&Value); }
};

// Two lambdas in one function, and one in a lambda.
void uses() {
  // CHECK-DAG: uses()::lambda(int) {{.*}}forms.cpp:[[@LINE+1]]
  auto First = [](int A) -> Task { co_await Event{}; touch(&A); };
  // CHECK-DAG: uses()::lambda#2(int) {{.*}}forms.cpp:[[@LINE+2]]
  // CHECK-DAG: uses()::lambda#2(int)::lambda() {{.*}}forms.cpp:[[@LINE+2]]
  auto Second = [](int A) -> Task {
    auto Inner = []() -> Task { co_await Event{}; };
    Inner();
    co_await Event{};
    touch(&A);
  };
  First(1);
  Second(2);
  generic<int>();
  generic<char[64]>();
  Box<double>().open();
  hidden();
  internal(1);
  net::Session().run();
  // CHECK-DAG: uses()::lambda#3<int>(int)
  auto Generic = [](auto A) -> Task { co_await Event{}; touch(&A); };
  Generic(1);
  struct Local {
    // CHECK-DAG: uses()::Local::go()
    Task go() { co_await Event{}; }
  };
  Local().go();
}

// Variable templates: the visitor of clang 22 has a weakness there.
// CHECK-DAG: Starter<double>::lambda(double) {{.*}}forms.cpp:[[@LINE+1]]
template <class T> inline constexpr auto Starter = [](T A) -> Task { co_await Event{}; touch(&A); };
template <class T> struct Nested {
  template <class U> static inline auto Member = [](U A) -> Task { co_await Event{}; touch(&A); };
};
template <class T> void startAll() {
  Starter<T>(T());
  Nested<T>::template Member<char>('a');
}
template void startAll<double>();

struct Pooled {
  struct promise_type : Task::promise_type {
    static void *operator new(decltype(sizeof 0) Size);
    static void operator delete(void *);
    Pooled get_return_object() { return {}; }
  };
};
// CHECK-DAG: pooled(int)
Pooled pooled(int A) { co_await Event{}; touch(&A); }

// Nothing calls it: the compiler drops it, we do not.
// CHECK-DAG: unused(int)
inline Task unused(int A) { co_await Event{}; touch(&A); }

// Not a coroutine.
// SILENT-NOT: ordinary
Task ordinary() { return plain(1); }
