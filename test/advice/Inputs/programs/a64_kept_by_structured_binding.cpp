// scope, call: a structured binding in an inner block holds the address. They
// print: p 42, p 9, p 44, p 45
#include "known.h"
#include <algorithm>
#include <tuple>
struct Row { int N; int *P; };
Task ranged() {
  int *P = nullptr;
  char Buf[2000];
  put(Buf, sizeof Buf, 1);
  int Flag = 42;
  Row Rows[2] = {{1, &Flag}, {2, &Flag}};
  for (auto [N, Q] : Rows)
    P = Q;
  out("s", total(Buf, sizeof Buf));
  co_await Event{};
  out("p", *P);
}
Task inIf() {
  int *P = nullptr;
  char Buf[2000];
  put(Buf, sizeof Buf, 1);
  int V[4] = {3, 1, 9, 4};
  if (auto [Lo, Hi] = std::minmax_element(V, V + 4); Lo != Hi)
    P = Hi;
  out("s", total(Buf, sizeof Buf));
  co_await Event{};
  out("p", *P);
}
Task tuples() {
  int *P = nullptr;
  char Buf[2000];
  put(Buf, sizeof Buf, 1);
  int Flag = 44;
  {
    auto [N, Q] = std::tuple(1, &Flag);
    P = Q + N - 1;
  }
  out("s", total(Buf, sizeof Buf));
  co_await Event{};
  out("p", *P);
}
Task array() {
  int *P = nullptr;
  char Buf[2000];
  put(Buf, sizeof Buf, 1);
  int Flag = 45;
  {
    int *A[2] = {&Flag, nullptr};
    auto [X, Y] = A;
    P = X;
  }
  out("s", total(Buf, sizeof Buf));
  co_await Event{};
  out("p", *P);
}
int main() { run(ranged()); run(inIf()); run(tuples()); run(array()); }
