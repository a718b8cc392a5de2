// What is advised in words makes sense: a parameter becomes a reference only if
// it is a copy now, and a value that a co_await makes cannot come after it.
//
// DEFINE: %{words} = jq -r '.coroutines[] | .name as $n | .findings[] | "\($n) \(.value): \([.advice[] | select(.kind == "words") | .text] | join(", "))"'
// RUN: rm -rf %t && mkdir -p %t
// RUN: %coroscope audit --no-cache --exit-zero --no-measure --opt 0 -o %t/0.json %s -- -std=c++20 -I%probes
// RUN: %{words} %t/0.json | FileCheck %s
// RUN: %{words} %t/0.json | FileCheck %s --check-prefix=SILENT
#include "task.h"

struct Row {
  char Text[2000];
  explicit Row(int);
  Row(const Row &);
  ~Row();
};
Row when(int);
void takes(Row);
void looks(const Row &);
struct Pair {
  Pair(int, const Row &);
};
// CHECK-DAG: passed() when(3): make and use it in a plain function, or let 'takes(Row)' take it by const reference if it takes a copy
Task passed() {
  takes(when(3));
  co_await Event{};
}
// It is what the function returns.
// CHECK-DAG: dropped() when(3): make and use it in a plain function{{($|; no edit)}}
Task dropped() {
  when(3);
  co_await Event{};
}
// A constructor takes its arguments, not what it makes.
struct Tag {
  Tag(int);
  Tag(const Tag &);
  ~Tag();
};
namespace tagged {
template <typename T> struct Note {
  char Text[2000];
  explicit Note(T);
  ~Note();
};
} // namespace tagged
// CHECK-DAG: built() tagged::Note<Tag>{Tag{3}}: make and use it in a plain function{{($|; no edit)}}
Task built() {
  tagged::Note<Tag>{Tag{3}};
  co_await Event{};
}
// SILENT-NOT: let 'when(int)'
// SILENT-NOT: let 'looks
Task seen() {
  looks(when(3));
  co_await Event{};
}

struct Rows {
  struct promise_type {
    const Row *Current;
    Rows get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(const Row &Value);
    void return_void() {}
    void unhandled_exception() {}
  };
};
// SILENT-NOT: let 'Rows
Rows rows() {
  co_yield Row(1);
  co_yield Row(2);
}

struct Receive {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  Row await_resume() noexcept;
};
// SILENT-NOT: received() Made: declare it after
Task received() {
  Row Made = co_await Receive{};
  looks(Made);
}
// CHECK-DAG: receivedInTwoLines() Made: {{$}}
Task receivedInTwoLines() {
  Row Made =
      co_await Receive{};
  looks(Made);
}
// CHECK-DAG: receivedForNothing() Made: {{$}}
Task receivedForNothing() {
  [[maybe_unused]] Row Made = co_await Receive{};
}

// An awaited temporary is needed where it is, and one that is too small for
// an edit, too.
// RUN: %coroscope audit --no-cache --exit-zero --no-measure --opt 0 --rule large-temporary=64 -o %t/small.json %s -- -std=c++20 -I%probes
// RUN: %{words} %t/small.json | FileCheck %s --check-prefix=SMALL
struct Ticket {
  char Text[80];
  explicit Ticket(int);
  ~Ticket();
};
Event waits(const Ticket &);
// SMALL-DAG: awaited() Ticket(4): {{$}}
Task awaited() {
  co_await waits(Ticket(4));
}
// Wherever it is awaited: in a condition, in a loop, in what is returned, or in
// a header.
// SMALL-DAG: awaitedInCondition() Ticket(5): {{$}}
Task awaitedInCondition() {
  if (co_await waits(Ticket(5)))
    touch(nullptr);
}
// SMALL-DAG: awaitedInLoop() Ticket(6): {{$}}
Task awaitedInLoop() {
  for (int I = 0; I != 3; ++I)
    co_await waits(Ticket(6));
}
struct Number {
  struct promise_type {
    Number get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(int);
    void unhandled_exception() {}
  };
};
// SMALL-DAG: returned() Ticket(7): {{$}}
Number returned() {
  co_return co_await waits(Ticket(7));
}

// A plain function cannot use what is needed after the suspension.
// SMALL-DAG: extended() makeBig(): {{$}}
Task extended() {
  const Big &Made = makeBig();
  co_await Event{};
  takeByRef(Made);
}
// SMALL-DAG: ranged() makeBig(): {{$}}
Task ranged() {
  for (char &Each : makeBig().Bytes) {
    co_await Event{};
    touch(&Each);
  }
}

// SMALL-DAG: awaitedInHeader() Ticket(8): {{$}}
#include "Inputs/awaited.h"
