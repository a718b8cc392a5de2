// Every byte has an owner with a name, a type and a place.
//
// RUN: %coroscope show everything --opt 0 %s -- -std=c++20 -I%inputs | FileCheck %s
// RUN: %coroscope show everything --opt 2 %s -- -std=c++20 -I%inputs | FileCheck %s --check-prefixes=CHECK,OPT
// RUN: %quiet --opt 0 --format json %s -- -std=c++20 -I%inputs | jq -e '.totals.unknownBytes == 0'
// RUN: %quiet --opt 2 --format json %s -- -std=c++20 -I%inputs | jq -e '.totals.unknownBytes == 0'
#include "coroutine.h"
#include <initializer_list>

using Byte = unsigned char;
struct Packet { Byte Bytes[300]; Packet(); Packet(const Packet &); ~Packet(); };
Packet receive();
void send(const Packet &);
void consume(Packet);
int compute();
void show(int);

struct Holder {
  int Value;
  Task everything(Packet Argument, int Count);
};

// CHECK: Holder::everything(Packet, int) at {{.*}}names.cpp:[[@LINE+1]]:14
Task Holder::everything(Packet Argument, int Count) {
  Byte Buffer[200];
  touch(Buffer);
  co_await Event{};                          // suspension 1
  touch(Buffer);
  send((co_await Event{}, receive()));       // suspension 2
  consume(receive());
  int Sum = compute();
  for (int Element : {Count, Sum, Value}) {
    co_await Event{};                        // suspension 3
    show(Element);
  }
  try {
    co_await Event{};                        // suspension 4
  } catch (...) {
  }
  send(Argument);
  show(Sum);
}

// CHECK: offset  size  what
// CHECK-NEXT: 0 8 resume-pointer
// CHECK-NEXT: 8 8 destroy-pointer
// CHECK-DAG: local 'Buffer'{{(, 200)?}} Byte[200] 25:8 1{{(-[0-9])?}} used-after
// CHECK-DAG: parameter 'Argument' Packet 24:32 0-{{[0-9]}} used-after
// CHECK-DAG: parameter 'this' Holder *
// CHECK-DAG: temporary 'receive()' Packet 30:11
// CHECK-DAG: awaiter 'Event{}'{{.*}} Event 27:12 1 used-after
// CHECK-DAG: awaiter 'initial_suspend()'{{.*}} std::suspend_always {{.*}} 0 used-after
// CHECK-DAG: local 'Sum' int 31:7
// CHECK-DAG: suspend-index
// OPT-DAG: shared by

// CHECK: suspension  kind
// CHECK-NEXT: 0  initial {{.*}}names.cpp:24:14 {{[0-9]+}}
// CHECK-NEXT: 1  await {{.*}}names.cpp:27:3 {{[0-9]+}} Event{}
// CHECK-NEXT: 2  await {{.*}}names.cpp:29:9 {{[0-9]+}} Event{}
// CHECK-NEXT: 3  await {{.*}}names.cpp:33:5 {{[0-9]+}} Event{}
// CHECK-NEXT: 4  await {{.*}}names.cpp:37:5 {{[0-9]+}} Event{}
// CHECK-NEXT: 5  final {{.*}}names.cpp:24:14 {{[0-9]+}}
