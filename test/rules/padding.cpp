// What an alignment costs is told once: by the error, which has the same cause,
// or by the waste, which names the value that asks for it.
//
// RUN: not %coroscope audit --opt 2 --no-measure %s -- -std=c++20 -I%probes | grep -vE '^ +[0-9]* \| ' | FileCheck %s --check-prefix=ERROR
// RUN: not %coroscope audit --opt 2 --no-measure %s -- -std=c++20 -I%probes -fcoro-aligned-allocation | grep -vE '^ +[0-9]* \| ' | FileCheck %s --check-prefix=WASTE
#include "task.h"

// ERROR: padding.cpp:[[@LINE+1]]:6: error: frame of 'padded' needs an alignment of 4096
Task padded() {
  // ERROR: padding.cpp:[[@LINE+1]]:22: note: 'Line' of type 'char[64]'
  alignas(4096) char Line[64];
  touch(Line);
  co_await Event{};
  touch(Line);
}
// ERROR-NOT: warning:

// WASTE-NOT: error:
// WASTE: padding.cpp:[[@LINE-10]]:6: warning: frame of 'padded' is 8192 bytes at -O2, but its peak live bytes are 4096; the limit is 512 [coroscope-wasted-frame]
// WASTE-NEXT: note: 4096 bytes are padding
// WASTE-NEXT: padding.cpp:[[@LINE-10]]:22: note: 'Line' of type 'char[64]' asks for an alignment of 4096
// WASTE-NOT: {{note|warning}}:
//
// RUN: not %coroscope audit --no-measure %s -- -std=c++20 -I%probes -fcoro-aligned-allocation | grep -vE '^ +[0-9]* \| ' | FileCheck %s --check-prefix=SIZE
// SIZE: padding.cpp:[[@LINE-16]]:6: warning: frame of 'padded' is 8192 bytes at -O0; the limit is 4096 [coroscope-frame-size]
// SIZE-NEXT: bytes are padding
// SIZE-NEXT: padding.cpp:[[@LINE-16]]:22: note: 'Line' of type 'char[64]' asks for an alignment of 4096
// SIZE-NOT: {{note|warning}}:

// A reference has nothing that a handle could take away.
//
// RUN: not %coroscope audit --opt 2 --no-measure --rule frame-size=16 %s -- -std=c++20 -I%probes -fcoro-aligned-allocation | grep -vE '^ +[0-9]* \| ' | FileCheck %s --check-prefix=HANDLE
// HANDLE: padding.cpp:[[@LINE+1]]:6: warning: frame of 'refers' is
Task refers(Big &There) {
  // HANDLE-NEXT: note: 'There' of type 'Big &' is the largest part, 8 bytes
  co_await Event{};
  // HANDLE-NEXT: padding.cpp:[[@LINE-1]]:3: note: held across this suspension
  // HANDLE-NEXT: padding.cpp:[[@LINE+1]]:3: note: because it is used here afterwards
  touch(There.Bytes);
}
// HANDLE-NOT: handle or a smaller type
