// Edits in all the places where declarations stand: each compiles, and does what
// it promises, at every level.
//
// RUN: %compare --advice --opt 0 --opt 1 --opt 2 --opt s %s -- -std=c++20 -I%probes
// RUN: %compare --advice --opt 2 %s -- -std=c++23 -I%probes
// RUN: %coroscope audit --exit-zero --opt 2 --format json -o %t.json %s -- -std=c++20 -I%probes
// RUN: jq -r '.coroutines[] | .name as $n | .findings[] | "\($n) \(.value): \([.advice[] | .kind] | join(", "))"' %t.json | sort | FileCheck %s
// RUN: jq -e '[.coroutines[] | select(.name == "instance<int>(int)") | .findings[]] == []' %t.json
#include "task.h"
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>

// CHECK-DAG: array() Buffer: scope, call
Task array() {
  std::array<char, 3000> Buffer;
  touch(&Buffer[0]);
  co_await Event{};
}
// A value that nothing needs is freed, and not boxed.
// CHECK-DAG: branch() Buffer: call{{$}}
Task branch() {
  if (coin()) {
    char Buffer[3000];
    touch(Buffer);
  } else {
    co_await Event{};
  }
  for (;;) {
    {
      char Buffer[3000];
      touch(Buffer);
    }
    co_await Event{};
  }
}
// CHECK-DAG: engine() Generator: box
Task engine() {
  std::mt19937 Generator{42};
  std::uniform_int_distribution<int> Distribution(1, 6);
  for (int I = 0; I != 3; ++I) {
    co_await Event{};
    char C = static_cast<char>(Distribution(Generator));
    touch(&C);
  }
}
// CHECK-DAG: zeroed() Buffer: box
Task zeroed() {
  int Buffer[500] = {0};
  co_await Event{};
  touch(reinterpret_cast<char *>(Buffer));
  co_await Event{};
  touch(reinterpret_cast<char *>(Buffer));
}
// CHECK-DAG: matrix() Table: box
Task matrix() {
  double Table[20][10];
  touch(reinterpret_cast<char *>(&Table[1][2]));
  co_await Event{};
  for (auto &Row : Table)
    for (double &Cell : Row)
      touch(reinterpret_cast<char *>(&Cell));
}
struct Aggregate {
  char Bytes[1500];
  int Size;
};
// CHECK-DAG: aggregates() {{.*}}: box
Task aggregates() {
  Aggregate A{{}, 3};
  Aggregate B = Aggregate{{}, 4};
  Aggregate C;
  touch(C.Bytes);
  co_await Event{};
  touch(A.Bytes);
  touch(B.Bytes);
  touch(C.Bytes);
  auto ByCopy = [A] { return A.Size; };
  auto ByReference = [&] { return B.Size + sizeof(C); };
  A.Size = ByCopy() + static_cast<int>(ByReference());
}
// What shares its bytes has to go with it.
// CHECK-DAG: shared() {{[AB]}}: box
Task shared() {
  if (coin()) {
    char A[4000];
    touch(A);
    co_await Event{};
    touch(A);
  } else {
    char B[4000];
    touch(B);
    co_await Event{};
    touch(B);
  }
}
template <typename T> Task instance(T Value) {
  T Buffer[1000];
  touch(reinterpret_cast<char *>(Buffer));
  co_await Event{};
  Value = Buffer[0];
}
// Instances of one template have one finding, that of the largest.
// CHECK-DAG: instance<long>(long) Buffer: words
template Task instance<int>(int);
template Task instance<long>(long);

int takeAndCount(Big);
// CHECK-DAG: initialized() makeBig(): call
Task initialized() {
  int Count = takeAndCount(makeBig());
  co_await Event{};
  char C = static_cast<char>(Count);
  touch(&C);
}
// A coroutine in a coroutine: the edits of one are not tried with those of the
// other.
// CHECK-DAG: outer() Outer: box
// CHECK-DAG: outer()::lambda() Inner: box
Task outer() {
  char Outer[2000];
  touch(Outer);
  auto Nested = []() -> Task {
    char Inner[2000];
    touch(Inner);
    co_await Event{};
    touch(Inner);
  };
  co_await Nested();
  touch(Outer);
}
// CHECK-DAG: laterInBranch() Buffer: declare-later, box{{$}}
Task laterInBranch() {
  char Buffer[2000] = {};
  int Size = 0;
  co_await Event{};
  if (coin())
    touch(Buffer);
  char C = static_cast<char>(Size);
  touch(&C);
}
// Neither alone is enough: it is declared too early, and its address gets out.
// CHECK-DAG: laterAndScoped() Buffer: later-scope
Task laterAndScoped() {
  char Buffer[5000];
  co_await Event{};
  touch(Buffer);
  co_await Event{};
}
// The bodies of these are known, and so is what the library does.
void fillIn(char *Begin, char *End) {
  for (; Begin != End; ++Begin)
    *Begin = 'x';
}
// CHECK-DAG: known() Buffer: scope, call
Task known() {
  char Buffer[2000];
  fillIn(Buffer, Buffer + 1000);
  std::memset(Buffer + 1000, 'y', 1000);
  std::sort(Buffer, Buffer + 2000);
  std::printf("%s", Buffer);
  co_await Event{};
}
// Each element is constructed and destroyed in the box.
// CHECK-DAG: strings() Names: box{{$}}
Task strings() {
  std::string Names[40];
  Names[1] += "x";
  co_await Event{};
  Names[2] += "y";
}
// The number of elements stands before them, to destroy them.
// RUN: jq -e '[.coroutines[] | select(.name == "strings()") | .findings[].advice[] | .heapBytes] == [1288]' %t.json
// Edits move lines, so the text of a line's number may change.
#define TEXT_OF(Number) #Number
#define TEXT(Number) TEXT_OF(Number)
// CHECK-DAG: line() Buffer: box{{$}}
Task line() {
  char Buffer[2000];
  touch(Buffer);
  co_await Event{};
  touch(Buffer);
  std::puts("at line " TEXT(__LINE__) " of " __FILE__);
}
// RUN: jq -e '[.coroutines[] | select(.name == "known()") | .findings[].advice[] | select(.condition)] == []' %t.json
// RUN: jq -r '.coroutines[] | select(.name == "array()") | .findings[].advice[] | "\(.kind) if \(.condition)"' %t.json | FileCheck %s --check-prefix=IF
// IF: scope if 'touch' keeps no pointer to it
