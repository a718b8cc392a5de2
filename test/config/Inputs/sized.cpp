#include "task.h"

#ifndef SIZE
#define SIZE 8
#endif

Task sized() {
  char B[SIZE];
  touch(B);
  co_await Event{};
  touch(B);
}
