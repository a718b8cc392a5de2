// scope, call, declare-later: a cleanup function runs at the end of a life.
// They print "end" before "cleanup"; early() prints "cleanup of the buffer".
#include "known.h"
static void done(int *N) { out("cleanup", *N); }
static void doneBuf(char (*)[4096]) { out("cleanup of the buffer"); }
Task sibling() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  __attribute__((cleanup(done))) int Guard = 4;
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("end");
}
Task own() {
  __attribute__((cleanup(doneBuf))) char Buf[4096];
  put(Buf, sizeof Buf, 1);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("end");
}
Task early() {
  __attribute__((cleanup(doneBuf))) char Buf[4096];
  co_await Event{};
  if (coin())
    co_return;
  put(Buf, sizeof Buf, 1);
  out("sum", total(Buf, sizeof Buf));
}
Task before() {
  [[gnu::cleanup(done)]] int First = 1;
  [[gnu::cleanup(doneBuf)]] char Buf[4096];
  [[gnu::cleanup(done)]] int Second = 2;
  co_await Event{};
  [[gnu::cleanup(done)]] int Third = 3;
  put(Buf, sizeof Buf, 1);
  out("sum", total(Buf, sizeof Buf));
}
int main() { run(sibling()); run(own()); run(early()); run(before()); }
