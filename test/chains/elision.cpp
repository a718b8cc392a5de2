// Each call site: elided, or why not, at the user's level.
//
// DEFINE: %{calls} = jq -r '.coroutines[] | .name as $n | .calls[] | "\($n) \(.name): \(.elision)\(if .elidable then ", marked" else "" end) \(.movedBytes // "")"'
// RUN: rm -rf %t && mkdir -p %t
// RUN: %coroscope audit --no-cache --exit-zero --rule lost-elision=on -o %t/2.json %s -- -std=c++20 -O2 -I%probes
// RUN: %{calls} %t/2.json | sort | FileCheck %s
// RUN: %coroscope audit --no-cache --exit-zero --rule lost-elision=on -o %t/0.json %s -- -std=c++20 -O0 -I%probes
// RUN: %{calls} %t/0.json | sort | FileCheck %s --check-prefix=O0
// RUN: jq -r '.coroutines[].findings[] | select(.rule == "lost-elision") | "\(.severity) \(.line) \(.message)"' %t/2.json | sort -k2n | FileCheck %s --check-prefix=LOST
// RUN: jq -e '[.coroutines[].findings[] | select(.rule == "lost-elision")] == []' %t/0.json
//
// The remedy that a note names does what it says, here and in the compiler.
// RUN: jq -r '.coroutines[].findings[] | select(.rule == "lost-elision") | .notes[] | "\(.line) \(.message)"' %t/2.json | sort -n | FileCheck %s --check-prefix=NOTE
// RUN: %coroscope audit --no-cache --exit-zero --rule lost-elision=on -o %t/all.json %s -- -std=c++20 -O2 -I%probes -mllvm -coro-elide-branch-ratio=0
// RUN: jq -e '[.coroutines[].findings[] | select(.rule == "lost-elision")] == []' %t/all.json
// RUN: %compare --opt 2 %s -- -std=c++20 -I%probes -mllvm -coro-elide-branch-ratio=0
// A ratio is a number, and no path.
// RUN: %compare --opt 2 %s -- -std=c++20 -I%probes -mllvm -coro-elide-branch-ratio=0.4
// RUN: %compare --opt 2 --opt 0 %s -- -std=c++20 -I%probes
//
// What is lost and won between two reports.
// RUN: cd %t && %coroscope audit --no-cache --exit-zero --project-root . -o plain.json %s -- -std=c++20 -O2 -I%probes -DUNMARKED
// RUN: cd %t && %coroscope audit --no-cache --exit-zero --project-root . -o marked.json %s -- -std=c++20 -O2 -I%probes
// RUN: cd %t && %coroscope compare marked.json plain.json | FileCheck %s --check-prefix=LESS
// RUN: cd %t && %coroscope compare plain.json marked.json --forbid-lost-elision | FileCheck %s --check-prefix=MORE
// RUN: cd %t && not %coroscope compare marked.json plain.json --forbid-lost-elision | FileCheck %s --check-prefix=FORBIDDEN
// RUN: cd %t && %coroscope compare marked.json plain.json --format json | jq -r '.elisions[] | "\(.change) \(.rule) \(.caller) \(.place.line)"' | FileCheck %s --check-prefix=JSON
//
// The chain is the same: what is elided is not counted twice.
// RUN: jq -c '.coroutines[] | select(.name == "marked()") | [.frame.size, .chain.bytes, .chain.allocations]' %t/marked.json | FileCheck %s --check-prefix=CHAIN
#ifndef UNMARKED
struct [[clang::coro_await_elidable]] Task;
#endif
#include "task.h"

Task leaf() { char Buffer[1000]; touch(Buffer); co_await Event{}; touch(Buffer); }
Task other() { co_await Event{}; }
Task third() { co_await Event{}; }
Task unseen();

// CHECK-DAG: marked() leaf(): elided, marked 1040
// O0-DAG: marked() leaf(): not-optimized, marked
Task marked() { co_await leaf(); }
// CHECK-DAG: rare(bool) leaf(): low-frequency, marked
// LOST: note [[@LINE+3]] the frame of 'leaf()' is allocated at -O2, though the call is marked coro_await_elidable: it is not elided, because the call is too rare for the compiler
Task rare(bool Failed) {
  if (__builtin_expect(Failed, false))
    co_await leaf();
  co_await Event{};
}
// CHECK-DAG: not_here() unseen(): not-visible, marked
Task not_here() { co_await unseen(); }
// A call that is not awaited at once is not marked.
// CHECK-DAG: stored() leaf(): {{handle-escapes|not-annotated}}
Task stored() {
  Task T = leaf();
  co_await Event{};
  co_await T;
}
// Two calls of one callee are told apart.
// CHECK-DAG: twice(bool) leaf(): elided, marked 1040
// CHECK-DAG: twice(bool) leaf(): low-frequency, marked
Task twice(bool Failed) {
  co_await leaf();
  if (__builtin_expect(Failed, false))
    co_await leaf();
}
// LESS: marked(): 1088 -> {{[0-9]+}}
// What has suspended before is less likely to come here: clang 22 takes a third
// away for each. One finding tells of all the calls of a coroutine.
// CHECK-DAG: in_a_row() leaf(): elided, marked 1040
// CHECK-DAG: in_a_row() other(): low-frequency, marked
// CHECK-DAG: in_a_row() third(): low-frequency, marked
// LOST: note [[@LINE+6]] the frame of 'other()' is allocated
// NOTE: [[@LINE+5]] each suspension before a call makes it rarer; with -mllvm -coro-elide-branch-ratio=0 rare calls are elided too, and frames are larger
// NOTE: [[@LINE+5]] so is the frame of 'third()'
// LOST-NOT: third
Task in_a_row() {
  co_await leaf();
  co_await other();
  co_await third();
}
// LESS: elision.cpp:{{[0-9]+}}:{{[0-9]+}}: in marked(): 'leaf()' is no longer elided, which is one more allocation; it is not elided, because {{.*}} [coroscope-lost-elision]
// A call that was not elided, and is gone, is not lost.
// LESS-NOT: rare
// MORE: elision.cpp:{{[0-9]+}}:{{[0-9]+}}: in marked(): 'leaf()' is elided now: an allocation less{{$}}
// JSON: lost lost-elision marked() {{[0-9]+}}
// FORBIDDEN: ! exceeded: 3 calls that were elided are not any more (--forbid-lost-elision)
// CHAIN: [1088,1088,1]
