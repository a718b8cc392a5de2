// scope, call: addresses become numbers, or are copied as bytes. They print:
// n 42, q 44, q 45, t 46
#include "known.h"
#include <bit>
#include <cstdint>
#include <strings.h>
Task cast() {
  std::uintptr_t N;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 42;
  N = std::bit_cast<std::uintptr_t>(&Flag);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("n", *std::bit_cast<const int *>(N));
}
Task copied() {
  int *Q;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 44;
  int *P = &Flag;
  bcopy(&P, &Q, sizeof P);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("q", *Q);
}
Task builtin() {
  std::uintptr_t N;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 45;
  int *P = &Flag;
  N = __builtin_bit_cast(std::uintptr_t, P);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("q", *reinterpret_cast<int *>(N));
}
struct Tagged { std::uintptr_t V = 0; void set(int *P) { V = std::bit_cast<std::uintptr_t>(P) | 1; } int *get() const { return std::bit_cast<int *>(V & ~std::uintptr_t(1)); } };
Task tagged() {
  Tagged T;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 46;
  T.set(&Flag);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("t", *T.get());
}
int main() { run(cast()); run(copied()); run(builtin()); run(tagged()); }
