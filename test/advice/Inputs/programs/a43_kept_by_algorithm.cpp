// scope: std::copy copies pointers, and a tuple holds one; both count as copies
// of characters. They print: copied 5, tied 6
#include "rt.h"
#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>
Task copied() {
  char *Q = nullptr;
  char Buf[4096];
  memset(Buf, 5, sizeof Buf);
  char *P = Buf;
  std::copy(&P, &P + 1, &Q);
  co_await Event{};
  out("copied", *Q);
  co_await Event{};
}
Task tied() {
  char *P = nullptr;
  int N = 0;
  char Buf[4096];
  memset(Buf, 6, sizeof Buf);
  std::tie(P, N) = std::pair<char *, int>(Buf, 3);
  co_await Event{};
  out("tied", P[N]);
  co_await Event{};
}
int main() {
  run(copied());
  run(tied());
}
