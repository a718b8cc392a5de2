// A wasted frame is about what wastes it, although something larger is there.
//
// RUN: not %coroscope audit --no-measure --opt 2 --rule all=off --rule wasted-frame=512 %s -- -std=c++20 -I%probes | grep -vE '^ +[0-9]* \| ' | FileCheck %s
#include "task.h"

// CHECK: waste-cause.cpp:[[@LINE+1]]:6: warning: frame of 'late' is {{[0-9]+}} bytes at -O2, but its peak live bytes are
Task late() {
  char Kept[3000];
  touch(Kept);
  co_await Event{};
  read(Kept);
  co_await Event{};
  char Late[2500];
  touch(Late);
  co_await Event{};
}
// CHECK: note: 'Late' takes 2500 bytes, and nothing uses it after a suspension
// CHECK-NEXT: note: 'Kept' takes 3000 bytes and is not always needed
// CHECK-NEXT: note: 'Late': end its scope before the suspension
