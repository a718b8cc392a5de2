// Labels, variables and functions that macros name after their line stay what
// they are when an edit moves them.
//
// RUN: not %coroscope audit %s -- -std=c++20 -I%probes | FileCheck %s
#include "task.h"

#define JOINED(A, B) A##B
#define WITH(A, B) JOINED(A, B)
#define CHECKED(Condition)                                                     \
  if (!(Condition))                                                            \
    goto WITH(failed, __LINE__);                                               \
  else                                                                         \
    WITH(failed, __LINE__) : touch(nullptr)
#define GUARDED() Guard WITH(Guarded, __LINE__){1}
#define TEST() static int WITH(test, __LINE__)()

struct Guard {
  int Id;
  ~Guard() { touch(reinterpret_cast<char *>(&Id)); }
};

Task both() {
  // CHECK: lines.cpp:[[@LINE+1]]:8: warning: 'Kept'
  char Kept[2000];
  touch(Kept);
  GUARDED();
  co_await Event{};
  CHECKED(Kept[0]);
  // CHECK: note: boxing it makes the frame {{[0-9]+}} bytes (measured)
  touch(Kept);
}

TEST() {
  GUARDED();
  CHECKED(true);
  return 1;
}

// CHECK-NOT: would mean something else
