// The frame of an elided callee lies in the frame of its caller.
//
// RUN: %compare --opt 0 --opt 1 --opt 2 --opt 3 %s -- -std=c++20 -I%probes
// RUN: %coroscope show root --opt 2 %s -- -std=c++20 -I%probes | FileCheck %s
// RUN: %coroscope show root --opt 0 %s -- -std=c++20 -I%probes | FileCheck %s --check-prefix=O0
struct [[clang::coro_await_elidable]] Task;
#include "task.h"

Task leaf() { char Buffer[1000]; touch(Buffer); co_await Event{}; touch(Buffer); }
Task root() { co_await leaf(); }

// CHECK: promise Task::promise_type
// CHECK: 10{{[0-9]+}} callee-frame 'leaf()'
// O0-NOT: callee-frame
