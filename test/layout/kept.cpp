// Who keeps the address of a value, and so uses it: the body of a function tells,
// or what is known of it, or the types of what it got together with the address.
//
// DEFINE: %{values} = jq -r '.coroutines[] | .name as $c | .frame.ranges[].occupants[] | select(.kind == "local" and .size >= 64) | "\($c) \(.name) needed [\(.liveAcross | join(","))] \(.reason) \(.usedAt.line // "")"'
// RUN: rm -rf %t && mkdir -p %t
// RUN: %coroscope audit --no-cache --exit-zero --opt 0 -o %t/0.json %s -- -std=c++20 -I%probes
// RUN: %{values} %t/0.json | FileCheck %s
// RUN: %coroscope audit --no-cache --exit-zero --opt 2 -o %t/2.json %s -- -std=c++20 -I%probes
// RUN: %{values} %t/2.json | FileCheck %s
#include "task.h"

#include <algorithm>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void fill(char *);
void out(const char *);
struct Parser {
  char State[2048];
  Parser();
  ~Parser();
};
Task route(struct Request &);

// Kept in an object.
struct Request {
  Parser &P;
  Request(Parser &P);
  ~Request();
};
// CHECK-DAG: {{^}}served() P needed [1] escapes [[@LINE+3]]{{$}}
Task served() {
  Parser P;
  Request R(P);
  co_await route(R);
}
struct View {
  Parser &P;
  View(Parser &P) : P(P) {}
  void show();
};
// CHECK-DAG: {{^}}viewed() P needed [1] used-after [[@LINE+5]]{{$}}
Task viewed() {
  Parser P;
  View V(P);
  co_await Event{};
  V.show();
}
// The body keeps nothing.
struct Counter {
  char *Text = nullptr;
  long Sum = 0;
  void add(Parser &P) { Sum += P.State[0]; }
  void show();
};
// CHECK-DAG: {{^}}counted() P needed [1] destroyed-after [[@LINE+7]]{{$}}
Task counted() {
  Parser P;
  Counter C;
  C.add(P);
  co_await Event{};
  C.show();
}
// One member's address goes where another member points, which is not in the
// object; through the wrappers of an algorithm, likewise.
struct Finder {
  char *At;
  char **End;
  void finish() { *End = At; }
};
// CHECK-DAG: {{^}}found() Text needed [1] used-after [[@LINE+8]]{{$}}
Task found() {
  char *End = nullptr;
  char Text[2000];
  fill(Text);
  Finder F{Text, &End};
  F.finish();
  co_await Event{};
  out(End);
}
// CHECK-DAG: {{^}}byAlgorithm() Text needed [1] used-after [[@LINE+8]]{{$}}
Task byAlgorithm() {
  char *Copy = nullptr;
  char Text[2000];
  fill(Text);
  char *First = Text;
  std::copy(&First, &First + 1, &Copy);
  co_await Event{};
  out(Copy);
}
// Nobody can see the body, and it got both.
struct Unseen {
  char *Text = nullptr;
  void add(Parser &P);
  void show();
};
// CHECK-DAG: {{^}}unseen() P needed [1] used-after [[@LINE+6]]{{$}}
Task unseen() {
  Parser P;
  Unseen U;
  U.add(P);
  co_await Event{};
  U.show();
}

// A coroutine of this unit keeps it in its frame until it is gone.
Task inner(const Parser &P) {
  co_await Event{};
  out(P.State);
}
// CHECK-DAG: {{^}}lent() P needed {{\[1(,2)?\]}} {{escapes|used-after}}
Task lent() {
  Parser P;
  co_await inner(P);
  co_await Event{};
}

// Not kept: there is no place for an address.
struct Sha {
  unsigned H[8];
  unsigned char Block[2048];
};
void shaFinal(Sha *, unsigned char *);
// CHECK-DAG: {{^}}hashed() C needed [] escapes [[@LINE+4]]{{$}}
Task hashed() {
  unsigned char Digest[32];
  Sha C{};
  shaFinal(&C, Digest);
  co_await Event{};
  out(reinterpret_cast<char *>(Digest));
}
struct Large {
  char *Text;
  char Bytes[2048];
  Large();
  Large(Large &&);
  ~Large();
};
int cost(const Large &);
// A copy holds what the original holds, and not its address.
// CHECK-DAG: {{^}}moved() B needed [1] destroyed-after [[@LINE+7]]{{$}}
// CHECK-DAG: {{^}}moved() Copy needed [1] used-after [[@LINE+5]]{{$}}
Task moved() {
  Large B;
  Large Copy = std::move(B);
  co_await Event{};
  cost(Copy);
}
// CHECK-DAG: {{^}}copied() Line needed [] escapes [[@LINE+3]]{{$}}
Task copied() {
  char Line[2048];
  fill(Line);
  std::string Text(Line, 10);
  co_await Event{};
  out(Text.c_str());
}

// Kept where nobody here can see.
struct Subject {
  void attach(Parser *);
};
extern Subject TheSubject;
// CHECK-DAG: {{^}}attached() P needed [1] escapes [[@LINE+3]]{{$}}
Task attached() {
  Parser P;
  TheSubject.attach(&P);
  co_await Event{};
}
// CHECK-DAG: {{^}}threaded() B needed [1] escapes [[@LINE+4]]{{$}}
Task threaded() {
  char B[2048];
  fill(B);
  std::thread([&B] { fill(B); }).detach();
  co_await Event{};
}
void schedule(std::function<void()>);
// CHECK-DAG: {{^}}scheduled() B needed [1] escapes [[@LINE+4]]{{$}}
Task scheduled() {
  char B[2048];
  fill(B);
  schedule([&B] { fill(B); });
  co_await Event{};
}
// The same, where what is given away goes on through a body that is known.
using Scheduler = std::function<void(std::function<void()>)>;
// CHECK-DAG: {{^}}handedOn(Scheduler) B needed [1] escapes [[@LINE+4]]{{$}}
Task handedOn(Scheduler Run) {
  char B[2048];
  fill(B);
  Run([&B] { fill(B); });
  co_await Event{};
}
// It is called, and gone.
void call(std::function<void()> Callback) { Callback(); }
// CHECK-DAG: {{^}}called() B needed [] {{none|escapes}}
Task called() {
  char B[2048];
  fill(B);
  call([&B] { fill(B); });
  co_await Event{};
}
std::vector<std::function<void()>> Queue;
template <class F> void later(F Callback) {
  Queue.push_back(std::move(Callback));
}
// CHECK-DAG: {{^}}queued() B needed [1] escapes [[@LINE+4]]{{$}}
Task queued() {
  char B[2048];
  fill(B);
  later([&B] { fill(B); });
  co_await Event{};
}

// Kept in a variable that a lambda refers to.
// CHECK-DAG: {{^}}captured() B needed [1] used-after
Task captured() {
  char *Last = nullptr;
  auto Note = [&Last](char *P) { Last = P; };
  char B[2048];
  fill(B);
  Note(B + 2);
  co_await Event{};
  out(Last);
}

// The use to show is one that names the value, not the suspension.
struct Read {
  char *Into;
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept;
};
// CHECK-DAG: {{^}}shown() B needed [1] used-after [[@LINE+6]]{{$}}
Task shown() {
  char B[2048];
  char *Cursor = B;
  co_await Read{B};
  fill(Cursor);
  out(B);
}
