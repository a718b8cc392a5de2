// What is passed by value to a function that is inlined has the name that it
// has in the caller, and not that of the parameter.
//
// RUN: %quiet %s --opt 2 --format json -- -std=c++20 -I%probes > %t.json
// RUN: jq -r '.coroutines[] | .name as $n | .frame.ranges[].occupants[] | select(.size >= 1200) | "\($n): \(.kind) \(.name), \(.type)"' %t.json | FileCheck %s --implicit-check-not="local"
// RUN: %compare --opt 2 %s -- -std=c++20 -I%probes
#include "task.h"

struct Context {
  char Text[1200];
  Context(int);
  Context(Context &&);
  ~Context();
};
// CHECK-DAG: handle(Context): parameter Handled, Context
static Task handle(Context Handled) {
  co_await Event{};
  touch(Handled.Text);
}
// CHECK-DAG: caller(): temporary Context(1), Context
Task caller() { co_await handle(Context(1)); }
// CHECK-DAG: passing(Context): parameter Mine, Context
// CHECK-DAG: passing(Context): temporary std::move(Mine), Context
Task passing(Context Mine) { co_await handle(std::move(Mine)); }
