// scope, call: emplace and std::in_place give an address to a constructor.
// They print: last 43, last 44, last 45
#include "known.h"
#include <optional>
#include <vector>
static const int *Last;
struct Base {
  int N;
  explicit Base(const int *P) : N(1) { Last = P; }
};
Task emplaced() {
  std::vector<Base> Vec;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 43;
  Vec.emplace_back(&Flag);
  out("sum", total(Buf, sizeof Buf) + Vec.size());
  co_await Event{};
  out("last", *Last);
}
Task optional() {
  std::optional<Base> O;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 44;
  O.emplace(&Flag);
  out("sum", total(Buf, sizeof Buf) + O->N);
  co_await Event{};
  out("last", *Last);
}
Task inPlace() {
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  int Flag = 45;
  std::optional<Base> O(std::in_place, &Flag);
  out("sum", total(Buf, sizeof Buf) + O->N);
  co_await Event{};
  out("last", *Last);
}
int main() { run(emplaced()); run(optional()); run(inPlace()); }
