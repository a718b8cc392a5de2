// scope: a lambda that is called with an address stores it in a variable that
// it has captured by reference. They print: last 4, longest 7, seen 3
#include "rt.h"
#include <algorithm>
#include <cstring>
Task called() {
  char *Last = nullptr;
  auto Note = [&Last](char *P) { Last = P; };
  char Buf[4096];
  memset(Buf, 4, sizeof Buf);
  Note(Buf + 2);
  co_await Event{};
  out("last", *Last);
  co_await Event{};
}
Task compared() {
  const char *Longest = nullptr;
  auto Consider = [&](const char *P) {
    if (!Longest || *P > *Longest)
      Longest = P;
  };
  char Buf[4096];
  memset(Buf, 7, sizeof Buf);
  for (int I = 0; I < 5; ++I)
    Consider(&Buf[I]);
  co_await Event{};
  out("longest", *Longest);
  co_await Event{};
}
Task byAlgorithm() {
  char *Seen = nullptr;
  char Buf[4096];
  memset(Buf, 3, sizeof Buf);
  std::for_each(Buf, Buf + 3, [&](char &C) { Seen = &C; });
  co_await Event{};
  out("seen", *Seen);
  co_await Event{};
}
int main() {
  run(called());
  run(compared());
  run(byAlgorithm());
}
