// What is needed across a suspension: what a use afterwards reads. A write that
// fills a value makes nothing before it needed, one that fills a part does not.
// Where the frame holds nothing, the compiler has done as much.
//
// DEFINE: %{values} = jq -r '.coroutines[] | .name as $c | .frame.ranges[].occupants[] | select(.kind != "awaiter" and .size >= 64) | "\($c) \(.name) needed [\(.liveAcross | join(","))] \(.reason) \(.usedAt.line // "")"'
// RUN: rm -rf %t && mkdir -p %t
// RUN: %coroscope audit --no-cache --exit-zero --opt 0 -o %t/0.json %s -- -std=c++20 -I%inputs
// RUN: %{values} %t/0.json | FileCheck %s
// RUN: %coroscope audit --no-cache --exit-zero --opt 2 -o %t/2.json %s -- -std=c++20 -I%inputs
// RUN: %{values} %t/2.json | FileCheck %s
#include "coroutine.h"

extern "C" {
void *memset(void *, int, unsigned long);
void *memcpy(void *, const void *, unsigned long);
long read(int, void *, unsigned long);
}
bool coin();
struct Message {
  char Text[2048];
  int Kind;
};
void parse(Message &);
int use(const Message &);
int sum(const char *);

// CHECK-DAG: {{^}}set() M needed [] escapes
Task set() {
  Message M;
  while (coin()) {
    co_await Event{};
    memset(&M, 0, sizeof M);
    parse(M);
  }
}
// CHECK-DAG: {{^}}copied() M needed [] escapes
Task copied() {
  static const Message Empty{};
  Message M;
  while (coin()) {
    co_await Event{};
    M = Empty;
    parse(M);
  }
}
// The function of the library fills the buffer.
// CHECK-DAG: {{^}}received() B needed [] escapes
Task received() {
  char B[2048];
  for (;;) {
    read(0, B, sizeof B);
    if (sum(B))
      co_await Event{};
  }
}
// Only a part of it: the rest may be from before.
// CHECK-DAG: {{^}}receivedBehind(int) B needed [1] used-after [[@LINE+6]]{{$}}
Task receivedBehind(int Have) {
  char B[2048];
  while (coin()) {
    co_await Event{};
    read(0, B + Have, 16);
    sum(B);
  }
}
// CHECK-DAG: {{^}}half() M needed [1] used-after [[@LINE+6]]{{$}}
Task half() {
  Message M;
  memset(&M, 0, sizeof M);
  co_await Event{};
  memset(&M, 0, 1024);
  use(M);
}
// CHECK-DAG: {{^}}twoHalves() M needed [] escapes
Task twoHalves() {
  Message M;
  memset(&M, 0, sizeof M);
  use(M);
  co_await Event{};
  memset(&M, 1, 1024);
  memset(M.Text + 1024, 2, sizeof M - 1024);
  use(M);
}
// On one of two ways.
// CHECK-DAG: {{^}}perhaps() M needed [1] used-after [[@LINE+7]]{{$}}
Task perhaps() {
  Message M;
  memset(&M, 0, sizeof M);
  co_await Event{};
  if (coin())
    memset(&M, 0, sizeof M);
  use(M);
}
struct Made {
  char Text[2048];
  Made();
  Made(const Made &);
};
int use(const Made &);
// A constructor makes an object, and reads none.
// CHECK-DAG: {{^}}made() M needed [] conservative
Task made() {
  while (coin()) {
    co_await Event{};
    Made M;
    use(M);
  }
}
// What await_resume returns is not there before.
struct Fetch {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  Message await_resume() noexcept;
};
Fetch fetch();
// CHECK-DAG: {{^}}fetched() M needed [] escapes
Task fetched() {
  Message M = co_await fetch();
  const int Kind = M.Kind;
  co_await Event{};
  touch(reinterpret_cast<void *>(Kind));
}
// CHECK-DAG: {{^}}fetchedAndUsed() M needed [2] used-after [[@LINE+4]]{{$}}
Task fetchedAndUsed() {
  Message M = co_await fetch();
  co_await Event{};
  use(M);
}
// It is used in each turn before the suspension, not only after it.
// CHECK-DAG: {{^}}turns() B needed [] escapes
Task turns() {
  char B[2048];
  memset(B, 0, sizeof B);
  for (;;) {
    touch(B);
    co_await Event{};
    memset(B, 0, sizeof B);
  }
}
// CHECK-DAG: {{^}}early() B needed [] conservative [[@LINE+4]]{{$}}
Task early() {
  char B[2048];
  co_await Event{};
  touch(B);
}
