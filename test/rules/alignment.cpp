// An error that names the value, unless the allocation is taken care of.
//
// RUN: not %coroscope audit %s -- -std=c++20 -I%probes | grep -vE '^ +[0-9]* \| ' | FileCheck %s
// RUN: %coroscope audit %s -- -std=c++20 -I%probes -fcoro-aligned-allocation
#include "task.h"

// CHECK: alignment.cpp:[[@LINE+1]]:6: error: frame of 'misaligned' needs an alignment of 32 at -O0, but its allocation guarantees 16: undefined behaviour [coroscope-over-aligned-frame]
Task misaligned() {
  // CHECK-NEXT: alignment.cpp:[[@LINE+1]]:20: note: 'Line' of type 'char[64]' asks for an alignment of 32
  alignas(32) char Line[64];
  touch(Line);
  co_await Event{};
  touch(Line);
}
// CHECK-NOT: error:
Task enough() {
  alignas(16) char Line[64];
  touch(Line);
  co_await Event{};
  touch(Line);
}
