// scope, call: the edit fits one instance of a template, and changes another
// one, too. They print: get 5, last 3, p 8
#include "known.h"
struct Nothing { void put(const char *) {} int get() { return 0; } };
struct Keeps { const char *P = nullptr; void put(const char *Q) { P = Q; } int get() { return *P; } };
template <class K> Task g() {
  K Keep;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  Keep.put(Buf + 4);
  out("sum", total(Buf, sizeof Buf));
  co_await Event{};
  out("get", Keep.get());
}
template <bool B> Task h() {
  const char *Last = nullptr;
  char Buf[4096];
  put(Buf, sizeof Buf, 1);
  Last = Buf + 2;
  out("sum", total(Buf, sizeof Buf) + *Last);
  co_await Event{};
  if constexpr (B) out("last", *Last);
  out("end");
}
template <class T> struct S {
  const char *P = nullptr;
  Task m() {
    char Buf[4096];
    put(Buf, sizeof Buf, 3);
    if constexpr (sizeof(T) == 8) P = Buf + 5;
    out("sum", total(Buf, sizeof Buf));
    co_await Event{};
    if constexpr (sizeof(T) == 8) out("p", *P);
    out("end");
  }
};
int main() { run(g<Nothing>()); run(g<Keeps>()); run(h<false>()); run(h<true>()); S<int> A; run(A.m()); S<long> B; run(B.m()); }
