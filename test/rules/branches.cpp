// Clang takes a value whose scope has many branches for one that is held across
// a suspension behind it. Its scope cannot end before the suspension: it does.
//
// RUN: not %coroscope audit --no-measure --opt 2 --rule all=off --rule wasted-frame=512 %s -- -std=c++20 -I%probes | FileCheck %s
// RUN: %compare --opt 2 %s -- -std=c++20 -I%probes
#include "task.h"

#define LINE if (coin()) touch(Line);
#define LINES LINE LINE LINE LINE LINE LINE LINE LINE LINE LINE

// CHECK: branches.cpp:[[@LINE+1]]:6: warning: frame of 'branches' is {{[0-9]+}} bytes at -O2, but its peak live bytes are
Task branches() {
  char Line[2000];
  touch(Line);
  LINES LINES
  LINES LINES
  co_return;
}
// CHECK: note: 'Line' takes 2000 bytes, and nothing uses it after a suspension
// CHECK: note: 'Line': use it in a plain function: no suspension is in its scope, but the compiler does not see that
