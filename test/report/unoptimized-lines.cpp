// A range-based for has variables that nobody has written: the lines of the
// sources are shown all the same, also where such variables are in the frame.
//
// RUN: %coroscope audit --opt 0 --no-measure --exit-zero %s -- -std=c++20 -I%probes | FileCheck %s
#include "task.h"
#include <array>

Task each() {
  std::array<char, 2000> Values{};
  touch(Values.data());
  for (char &Value : Values) {
    co_await Event{};
    touch(&Value);
  }
}
// CHECK: warning: 'Values' of type 'std::array<char, 2000>' keeps 2000 bytes
// CHECK-NEXT: {{^}}    9 |   std::array<char, 2000> Values{};
