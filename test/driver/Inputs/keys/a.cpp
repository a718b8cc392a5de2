#include "run.h"
void one() {
  int X[10];
  run([X] {});
}
void two() {
  int X[20];
  run([X] {});
}
Task co_main(int, char **) {
  char Buffer[800];
  touch(Buffer);
  co_await Event{};
  touch(Buffer);
  own(1);
  four();
}
