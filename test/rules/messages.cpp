// Each rule where it fires, with its notes, and beside it something that is just
// within the limit.
//
// RUN: %python %S/../exit_code.py 1 %coroscope audit --opt 2 --no-measure %s -- -std=c++20 -I%probes > %t.txt
// Lines of the source have tests of their own.
// RUN: grep -vE '^ +[0-9]* \| ' %t.txt | FileCheck %s
// RUN: not grep -i "'small" %t.txt
// RUN: %coroscope audit --exit-zero --opt 2 --no-measure --format json -o %t.json %s -- -std=c++20 -I%probes
// RUN: %validate %t.json
// RUN: jq -e '.totals.findings == 7' %t.json
#include "task.h"

// CHECK: messages.cpp:[[@LINE+2]]:8: warning: 'Dead' of type 'char[300]' keeps 300 bytes at -O2 in the frame of 'deadValue', though nothing uses it after a suspension; the limit is 256 [coroscope-dead-value]
Task deadValue() {
  char Dead[300];
  touch(Dead);
  co_await Event{};
  // CHECK-NEXT: messages.cpp:[[@LINE-1]]:3: note: held across this suspension
  // CHECK-NEXT: messages.cpp:[[@LINE-3]]:3: note: because its address was passed on here, to 'touch(char*)', the compiler cannot know that nothing uses it afterwards
  // CHECK-NEXT: messages.cpp:[[@LINE-5]]:8: note: end its scope before the suspension, or use it in a plain function; no edit is offered, because a scope that ends after its last use was not tried;
}
Task smallDead() {
  char Dead[256];
  touch(Dead);
  co_await Event{};
}

// CHECK: messages.cpp:[[@LINE+2]]:8: warning: 'Early' of type 'char[2000]' keeps 2000 bytes at -O2 in the frame of 'declaredEarly', though it is used only after a suspension; the limit is 256 [coroscope-dead-value]
Task declaredEarly() {
  char Early[2000];
  co_await Event{};
  touch(Early);
  // CHECK-NEXT: messages.cpp:[[@LINE-2]]:3: note: held across this suspension
  // CHECK-NEXT: messages.cpp:[[@LINE-2]]:3: note: it is used only from here on; before, it holds nothing
}

// CHECK: messages.cpp:[[@LINE+2]]:8: warning: 'Large' of type 'char[1025]' keeps 1025 bytes at -O2 in the frame of 'largeValue'; the limit is 1024 [coroscope-large-value]
Task largeValue() {
  char Large[1025];
  touch(Large);
  co_await Event{};
  co_await Event{};
  touch(Large);
  // CHECK-NEXT: messages.cpp:[[@LINE-3]]:3: note: held across this suspension and 1 other
  // CHECK-NEXT: messages.cpp:[[@LINE-2]]:3: note: because it is used here afterwards
}
Task smallLarge() {
  char Large[1024];
  touch(Large);
  co_await Event{};
  touch(Large);
}

// CHECK: messages.cpp:[[@LINE+1]]:25: warning: parameter 'Given' of type 'Big' keeps 2048 bytes at -O2 in the frame of 'largeParameter'; the limit is 1024 [coroscope-large-parameter]
Task largeParameter(Big Given) {
  co_await Event{};
  touch(Given.Bytes);
  // CHECK-NEXT: messages.cpp:[[@LINE-2]]:3: note: held across this suspension
  // CHECK-NEXT: messages.cpp:[[@LINE-2]]:3: note: because it is used here afterwards
  // CHECK-NEXT: note: take a handle {{.*}} (core guideline CP.53)
}

// CHECK: messages.cpp:[[@LINE+2]]:15: warning: temporary 'makeBig()' of type 'Big' keeps 2048 bytes at -O2 in the frame of 'largeTemporary'; the limit is 1024 [coroscope-large-temporary]
Task largeTemporary() {
  takeByValue(makeBig());
  co_await Event{};
}

// One cause, one finding: neither frame-size nor wasted-frame for this array.
// CHECK: messages.cpp:[[@LINE+2]]:8: warning: 'Huge' of type 'char[65536]' {{.*}} [coroscope-dead-value]
Task oneCause() {
  char Huge[65536];
  touch(Huge);
  co_await Event{};
}

// CHECK: messages.cpp:[[@LINE+1]]:6: warning: frame of 'manyParts' is {{[0-9]+}} bytes at -O2; the limit is 4096 [coroscope-frame-size]
Task manyParts() {
  char A[900], B[900], C[900], D[900], E[901];
  for (char *Part : {A, B, C, D, E})
    touch(Part);
  co_await Event{};
  for (char *Part : {A, B, C, D, E})
    touch(Part);
  // CHECK-NEXT: messages.cpp:[[@LINE-6]]:40: note: 'E' of type 'char[901]' is the largest part, 901 bytes
}
// CHECK-NOT: warning:
// CHECK: 7 findings
