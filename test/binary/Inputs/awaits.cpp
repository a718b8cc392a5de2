// Suspensions of all kinds, each marked on its line.
#include "pause.h"

// Has something to destroy behind the await.
struct Owner {
  Pause *Owned = nullptr;
  ~Owner() { delete Owned; }
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) { use(this); }
  int await_resume() { return 1; }
};

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
  int Got = co_await Owner{}; // here
  switch (Got) {
  case 1:
    co_await Pause{}; // here
    [[fallthrough]];
  default:
    co_await Pause{}; // here
  }
}
