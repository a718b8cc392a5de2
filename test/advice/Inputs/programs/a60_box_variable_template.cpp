// box: decltype of the variable is the argument of a variable template.
// They print: array 1, ref 0, array
#include "known.h"
#include <type_traits>
Task trait() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  co_await Event{};
  out("array", std::is_array_v<decltype(Buf)>);
  out("ref", std::is_reference_v<decltype(Buf)>);
  out("s", total(Buf, 100));
}
Task branch() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  co_await Event{};
  if constexpr (std::is_array_v<decltype(Buf)>) out("array");
  else out("pointer");
  out("s", total(Buf, 100));
}
int main() { run(trait()); run(branch()); }
