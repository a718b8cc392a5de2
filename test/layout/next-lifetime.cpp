// Clang keeps what lives again and again between suspensions, so that it has the
// same address each time. Nothing needs its bytes while the coroutine waits, also
// if an object that had its address is used there.
//
// RUN: %quiet %s --opt 0 --format json -- -std=c++20 -I%probes > %t.0.json
// RUN: %quiet %s --opt 2 --format json -- -std=c++20 -I%probes > %t.2.json
// RUN: jq -r '.coroutines[].frame.ranges[].occupants[] | select(.name == "Name") | "\(.name) held \(.heldAcross) needed \(.liveAcross)"' %t.0.json %t.2.json | FileCheck %s
// RUN: %compare --opt 0 --opt 2 %s -- -std=c++20 -I%probes
#include "task.h"

struct Names {
  char *First = nullptr;
};
void publish(Names &);

// CHECK-COUNT-2: {{^}}Name held [1] needed []{{$}}
Task chat() {
  Names Known;
  while (coin()) {
    co_await Event{};
    publish(Known);
    if (coin()) {
      char Name[2000];
      touch(Name);
      Known.First = Name;
      publish(Known);
      Known.First = nullptr;
    }
  }
}
