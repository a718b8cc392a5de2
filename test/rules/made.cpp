// An inlined constructor that keeps the address of what it makes stands where the
// value is declared, where nothing can be seen to be passed on.
//
// RUN: not %coroscope audit --no-measure --opt 2 --rule all=off --rule large-value=1KiB %s -- -std=c++20 -I%probes | FileCheck %s
#include "task.h"

struct Server {
  char State[2000];
  static inline Server *Last = nullptr;
  Server() { Last = this; }
  Server(const Server &) = delete;
};

// CHECK: made.cpp:[[@LINE+2]]:10: warning: 'S' of type 'Server' keeps 2000 bytes
Task served() {
  Server S;
  // CHECK: made.cpp:[[@LINE+1]]:3: note: held across this suspension
  co_await Event{};
  // CHECK: made.cpp:[[@LINE-3]]:10: note: because its address is passed on where it is made, and may be kept
}
