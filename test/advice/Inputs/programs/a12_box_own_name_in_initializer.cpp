// box: Head{&Head,...} finds the member Head instead.
// It prints: own 1
#include "rt.h"
struct Node { Node *Next; Node *Prev; char Pad[4096]; };
struct List {
  Node Head{nullptr, nullptr, {}};
  Task f() {
    Node Head{&Head, &Head, {}};
    touch(Head.Pad);
    co_await Event{};
    out("own", Head.Next == &Head);
  }
};
List L;
int main() { run(L.f()); }
