// box: #include <memory> goes before a header that has to be the first one.
// It prints: size 8
#include "abi.h"
#include "text_size.h"

#include "rt.h"
Task f() {
  char Buf[4096] = {};
  Buf[1] = 3;
  co_await Event{};
  out("kept", Buf[1]);
  out("size", textSize());
}
int main() { run(f()); }
