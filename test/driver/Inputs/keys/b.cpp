#include "run.h"
void three() {
  int X[30];
  run([X] {});
}
Task co_main(int, char **) {
  char Buffer[3000];
  touch(Buffer);
  co_await Event{};
  touch(Buffer);
  own(2);
  four();
}
// A class of the same name in each block, and another in another function.
void locals() {
  {
    struct Local {
      Task go() { co_await Event{}; }
    };
    Local().go();
  }
  {
    struct Local {
      Task go() {
        char Buffer[100];
        touch(Buffer);
        co_await Event{};
        touch(Buffer);
      }
    };
    Local().go();
  }
  struct {
    Task go() { co_await Event{}; }
  } Unnamed;
  Unnamed.go();
}
struct Value {
  Task get() & { co_await Event{}; }
  Task get() && {
    char Buffer[100];
    touch(Buffer);
    co_await Event{};
    touch(Buffer);
  }
};
void getBoth(Value V) {
  V.get();
  Value(V).get();
}
// At namespace scope, named by the variables that they initialize.
auto First = [](int) -> Task { co_await Event{}; };
inline auto Second = [](int) -> Task { co_await Event{}; };
// Overloads that differ by what they return.
struct Other {
  Other(Task) {}
};
template <class T> struct std::coroutine_traits<Other, T> : std::coroutine_traits<Task> {};
template <class T> Task overloaded(T) requires(sizeof(T) == 1) { co_await Event{}; }
template <class T> Other overloaded(T) requires(sizeof(T) == 4) { co_await Event{}; }
void calls() {
  First(1);
  Second(2);
  overloaded('a');
  overloaded(1);
}
