#include "task.h"

// Its body says that it keeps nothing; the optimizer must not look.
[[clang::optnone, clang::noinline]] void touch(char *P) { *P = 1; }

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
