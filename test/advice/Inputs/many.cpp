#include "task.h"

// Its body says that it keeps nothing; the optimizer must not look.
[[clang::optnone, clang::noinline]] void touch(char *P) { *P = 1; }

Task two() {
  char First[8192];
  touch(First);
  co_await Event{};
  char Second[4096] = {};
  touch(Second);
  co_await Event{};
  touch(Second);
}

Task other() {
  char Buffer[8192];
  touch(Buffer);
  co_await Event{};
}
