// Suspensions of all kinds, each marked on its line.
#include "pause.h"

Task awaits(int Count) {
  char Buffer[100];
  use(Buffer);
  co_await Pause{}; // here
  if (Count > 3)
    co_await Pause{}; // here
  for (int I = 0; I != Count; ++I) {
    use(Buffer);
    co_await Pause{}; // here
  }
  try {
    co_await Pause{}; // here
    co_await Pause{ // here
        };
  } catch (...) {
    use(Buffer);
  }
  switch (Count) {
  case 1:
    co_await Pause{}; // here
    [[fallthrough]];
  default:
    co_await Pause{}; // here
  }
}
