// What must not be edited is not, and the words say why.
//
// RUN: %coroscope audit --exit-zero --opt 2 --format json -o %t.json %s -- -std=c++20 -I%probes
// RUN: %validate %t.json
// RUN: jq -r '.coroutines[] | .name as $n | .findings[] | "\($n) \(.value): \([.advice[] | .kind + (if .kind == "words" then " " + .text else "" end)] | join(", "))"' %t.json | sort > %t.txt
// RUN: FileCheck %s < %t.txt
// RUN: %compare --advice --opt 0 --opt 2 %s -- -std=c++20 -I%probes
#include "task.h"
#include <span>

// A destructor would run at another time: a scope, no.
struct Logged {
  Logged();
  ~Logged();
  char Text[2000];
};
// CHECK-DAG: destructor() Value: box
Task destructor() {
  Logged Value;
  touch(Value.Text);
  co_await Event{};
}

// The destructor of something declared in between.
struct Small {
  ~Small();
};
// CHECK-DAG: destructorBetween() Buffer: words {{.*}}; no edit is offered, because the destructor of 'Guard' would run at another time
Task destructorBetween() {
  char Buffer[1000];
  Small Guard;
  touch(Buffer);
  co_await Event{};
}

// GCC knows no "new char[1][2000]{"GET "}", in braces or not.
// CHECK-DAG: string() Text: words {{.*}}; no edit is offered, because GCC rejects a string as the initializer of an array in a box
Task string() {
  char Text[2000] = "GET ";
  touch(Text);
  co_await Event{};
  touch(Text);
}
// CHECK-DAG: stringInBraces() Text: words {{.*}}; no edit is offered, because GCC rejects a string as the initializer of an array in a box
Task stringInBraces() {
  char Text[2000] = {"GET "};
  touch(Text);
  co_await Event{};
  touch(Text);
}

// Needed after the scope would end.
// CHECK-DAG: neededAfter() Buffer: words {{.*}}; no edit is offered, because 'Size' is declared before its last use and needed afterwards
int fill(char *);
void use(int);
Task neededAfter() {
  char Buffer[1000];
  int Size = fill(Buffer);
  co_await Event{};
  use(Size);
}

// The caller keeps the address: what it returns points into the buffer.
// CHECK-DAG: resultPoints() Buffer: box
char *find(char *);
Task resultPoints() {
  char Buffer[2000];
  char *Found = find(Buffer);
  co_await Event{};
  read(Found);
}

// An object that was given the address together with it.
struct Log {
  void add(const char *);
  char *Kept;
};
// CHECK-DAG: keptByObject(Log &) Buffer: box
Task keptByObject(Log &L) {
  char Buffer[2000];
  touch(Buffer);
  L.add(Buffer);
  co_await Event{};
}

// A view.
// CHECK-DAG: view() Buffer: box
void read(std::span<char>);
Task view() {
  char Buffer[2000];
  touch(Buffer);
  std::span<char> View(Buffer);
  co_await Event{};
  read(View);
}

// What is awaited may use it: boxing is fine there.
struct Operation {
  char *Data;
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  int await_resume() noexcept;
};
// CHECK-DAG: awaited() Buffer: box
Task awaited() {
  char Buffer[2000];
  co_await Operation{Buffer};
}

// Jumps.
// CHECK-DAG: jumps() Buffer: words {{.*}}; no edit is offered, because it is not declared by a statement of its own
Task jumps() {
Again:
  char Buffer[1000];
  touch(Buffer);
  co_await Event{};
  if (coin())
    goto Again;
}

// The body of a switch.
// CHECK-DAG: inSwitch(int) Buffer: words {{.*}}; no edit is offered, because it is not declared by a statement of its own
Task inSwitch(int N) {
  switch (N) {
  case 1:
    char Buffer[1000];
    touch(Buffer);
    co_await Event{};
    break;
  case 2:
    co_await Event{};
  }
}

// Text of a macro.
#define BUFFER(Name) char Name[1000]
// CHECK-DAG: fromMacro() Buffer: words {{.*}}; no edit is offered, because the text comes from a macro
Task fromMacro() {
  BUFFER(Buffer);
  touch(Buffer);
  co_await Event{};
}

// Other builds see other text.
// CHECK-DAG: directives() Buffer: words {{.*}}; no edit is offered, because there are preprocessor directives in between
Task directives() {
  char Buffer[2000];
#ifdef NEVER
  if (coin()) {
#else
  {
#endif
    touch(Buffer);
  }
  co_await Event{};
}

// No default construction, no type that is written, more than one variable.
struct NoDefault {
  NoDefault(int, int);
  NoDefault(const NoDefault &) = delete;
  char Bytes[2000];
};
NoDefault makeNoDefault();
// CHECK-DAG: deduced() Value: words {{.*}}; no edit is offered, because its initializer would run at another time; its type is not written
Task deduced() {
  auto Value = makeNoDefault();
  co_await Event{};
  touch(Value.Bytes);
}
// CHECK-DAG: constructed() Value: box
Task constructed() {
  NoDefault Value{1, 2};
  co_await Event{};
  touch(Value.Bytes);
}
// CHECK-DAG: several() A: words {{.*}}; no edit is offered, because other variables are declared with it
Task several() {
  char A[2000], B[8];
  touch(A);
  co_await Event{};
  touch(A);
  touch(B);
}
// A list stays a list; a text cannot be one.
// CHECK-DAG: initialized() Text: words {{.*}}; no edit is offered, because GCC rejects a string as the initializer of an array in a box
Task initialized() {
  char Text[2000] = "hello";
  touch(Text);
  co_await Event{};
  touch(Text);
}
// CHECK-DAG: decltypeOf() Value: words declare it after the suspension; no edit is offered, because its uses cannot move into a function
Task decltypeOf() {
  char Value[2000];
  decltype(Value) *Pointer = &Value;
  co_await Event{};
  touch(*Pointer);
}
// CHECK-DAG: constant() Value: words {{.*}}; no edit is offered, because {{.*}}; a box for it would need another type
Task constant() {
  const NoDefault Value(1, 2);
  co_await Event{};
  read(Value.Bytes);
}
// A static variable is in no frame.
Task isStatic() {
  static char Buffer[5000];
  co_await Event{};
  touch(Buffer);
}
// Nothing can be done about it, and nothing is advised.
// CHECK-DAG: temporaryInAwait() makeBig():{{ $}}
struct Taker {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept;
};
Taker takeForLater(Big);
Task temporaryInAwait() { co_await takeForLater(makeBig()); }
// A box would be lost if the coroutine were destroyed while it waits there.
struct Reading {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  Big await_resume();
};
// CHECK-DAG: initializerAwaits() Value: words {{.*}}; no edit is offered, because {{.*}}its initializer awaits
Task initializerAwaits() {
  Big Value = co_await Reading{};
  co_await Event{};
  touch(Value.Bytes);
}
