// scope: a member function stores an address where a member of its object
// points, which is not in the object. They print: end 5, called 6, by algorithm
// 7
#include "rt.h"
#include <algorithm>
#include <cstring>
struct Parser {
  char *At;
  char **End;
  void finish() { *End = At; }
};
Task member() {
  char *End = nullptr;
  char Buf[4096];
  memset(Buf, 5, sizeof Buf);
  Parser P{Buf, &End};
  P.finish();
  co_await Event{};
  out("end", *End);
  co_await Event{};
}
struct Keeper {
  char **Slot;
  void operator()(char &C) const { *Slot = &C; }
};
Task functionObject() {
  char *Kept = nullptr;
  Keeper Keep{&Kept};
  char Buf[4096];
  memset(Buf, 6, sizeof Buf);
  Keep(Buf[3]);
  co_await Event{};
  out("called", *Kept);
  co_await Event{};
}
Task byAlgorithm() {
  char *Kept = nullptr;
  char Buf[4096];
  memset(Buf, 7, sizeof Buf);
  std::for_each(Buf, Buf + 2, Keeper{&Kept});
  co_await Event{};
  out("by algorithm", *Kept);
  co_await Event{};
}
int main() {
  run(member());
  run(functionObject());
  run(byAlgorithm());
}
