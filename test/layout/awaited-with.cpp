// An operation that is awaited may use what it was given until it ends, whatever
// type it has; what only its arguments are made of is not needed for it.
//
// RUN: %quiet %s --opt 0 --format json -- -std=c++20 -I%probes > %t.0.json
// RUN: %quiet %s --opt 2 --format json -- -std=c++20 -I%probes > %t.2.json
// RUN: jq -r '.coroutines[] | .name as $n | .frame.ranges[].occupants[] | select(.kind == "local") | "\($n) \(.name): \(.reason) \(.escapesTo // "") \(.liveAcross)"' %t.0.json %t.2.json | sort | FileCheck %s
// RUN: %compare --opt 0 --opt 2 %s -- -std=c++20 -I%probes
#include "task.h"
#include <string_view>

// As of a ring of requests: the address is in a table of the kernel.
struct Operation {
  int Number;
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  int await_resume() noexcept;
  Operation within(int Seconds);
};
Operation operator&&(Operation, Operation);
Operation writeAll(std::string_view);
Event writeRest(const char *);
int checksum(const char *);
Operation send(int);

// CHECK-DAG: number() Buffer: escapes writeAll(std::basic_string_view<char, std::char_traits<char>>) [1]
Task number() {
  char Buffer[300];
  touch(Buffer);
  co_await writeAll({Buffer, sizeof Buffer});
  co_await Event{};
}
// CHECK-DAG: nothing() Buffer: escapes writeRest(char const*) [1]
Task nothing() {
  char Buffer[300];
  touch(Buffer);
  co_await writeRest(Buffer);
  co_await Event{};
}
// CHECK-DAG: limited() Buffer: escapes writeAll(std::basic_string_view<char, std::char_traits<char>>) [1]
Task limited() {
  char Buffer[300];
  touch(Buffer);
  co_await writeAll({Buffer, sizeof Buffer}).within(3);
}
// CHECK-DAG: both() One: escapes writeAll(std::basic_string_view<char, std::char_traits<char>>) [1]
// CHECK-DAG: both() Other: escapes writeAll(std::basic_string_view<char, std::char_traits<char>>) [1]
Task both() {
  char One[300], Other[300];
  touch(One);
  touch(Other);
  co_await (writeAll({One, sizeof One}) && writeAll({Other, sizeof Other}));
}
// CHECK-DAG: copied() Buffer: escapes {{.*}} []
Task copied() {
  char Buffer[300];
  touch(Buffer);
  co_await send(checksum(Buffer));
}
