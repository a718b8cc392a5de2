#include "task.h"

Task dead() {
  char Buffer[8192];
  touch(Buffer);
  co_await Event{};
}

Task used() {
  char Buffer[8192] = {};
  touch(Buffer);
  co_await Event{};
  touch(Buffer);
}

Task early() {
  char Buffer[8192];
  co_await Event{};
  touch(Buffer);
}

Task loop() {
  for (int I = 0; I < 4; ++I) {
    char Buffer[4096];
    touch(Buffer);
    co_await Event{};
  }
}
