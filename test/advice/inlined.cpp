// The optimizer brings values of small functions into the coroutine, and Clang
// keeps them if there are many branches. Such a value is in a plain function
// already, which must not be inlined: the compiler agrees.
//
// RUN: not %coroscope audit --no-cache --no-measure --opt 2 --rule all=off --rule wasted-frame=512 %s -- -std=c++20 -I%probes | FileCheck %s
// RUN: %clang -std=c++20 -O2 -I%probes -Rpass=coro-split -c -o %t.o %s 2>&1 | FileCheck %s --check-prefix=CLANG
#include "task.h"

enum class Kind { Check, Require };
struct Result {
  char Text[700];
  Result(Kind, const char *);
  ~Result();
  void report();
};

#define CHECK_8 CHECK; CHECK; CHECK; CHECK; CHECK; CHECK; CHECK; CHECK

#define CHECK                                                                  \
  [] {                                                                         \
    Result R(Kind::Check, "coin()");                                           \
    if (!coin())                                                               \
      R.report();                                                              \
  }()
// CHECK: warning: frame of 'inlined' is {{[0-9][0-9][0-9][0-9][0-9]}} bytes
// CHECK: note: 'R of {{.*}}: keep its function from being inlined, as {{\[\[}}gnu::noinline{{\]\]}} does; no edit is offered, because it belongs to a function that was inlined
// CHECK-NOT: warning
// CLANG-DAG: Split '_Z7inlinedv' (frame_size={{[0-9][0-9][0-9][0-9][0-9]}},
Task inlined() {
  CHECK_8;
  CHECK_8;
  co_await Event{};
}

#undef CHECK
#define CHECK                                                                  \
  []() __attribute__((noinline)) {                                             \
    Result R(Kind::Check, "coin()");                                           \
    if (!coin())                                                               \
      R.report();                                                              \
  }()
// CLANG-DAG: Split '_Z5apartv' (frame_size={{[0-9][0-9]}},
Task apart() {
  CHECK_8;
  CHECK_8;
  co_await Event{};
}
