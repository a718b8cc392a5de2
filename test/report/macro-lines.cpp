// A coroutine with more variables of macros than of its own has not changed
// since it was analyzed, although none of those is where its name would be.
//
// RUN: not %coroscope audit --no-measure --opt 2 --rule all=off --rule large-value=4000 %s -- -std=c++20 -I%probes | FileCheck %s
#include "task.h"

#define HOLD(N)                                                                \
  Big Held##N;                                                                 \
  co_await Event{};                                                            \
  takeByRef(Held##N)

Task guarded() {
  char Buffer[5000];
  touch(Buffer);
  HOLD(1);
  HOLD(2);
  HOLD(3);
  read(Buffer);
}
// CHECK: macro-lines.cpp:[[@LINE-7]]:8: warning: 'Buffer' of type 'char[5000]' keeps 5000 bytes
// CHECK-NEXT: {{^}} [[@LINE-8]] |   char Buffer[5000];
