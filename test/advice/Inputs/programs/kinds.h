// Types for generated programs, each with a way of its own to be initialized.
#pragma once
#include "rt.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <new>
#include <string>

struct Plain {
  char B[700];
  int Tag;
};
struct Defaults {
  char B[520] = {1};
  int Tag = 64;
};
struct Ctor {
  char B[600];
  int Tag;
  Ctor() : B{2}, Tag(64) { out("Ctor()"); }
  Ctor(int D) : B{3}, Tag(D) { out("Ctor(int)", D); }
  Ctor(int A, int C) : B{4}, Tag(A - C) { out("Ctor(int, int)", Tag); }
};
struct Explicit {
  char B[640];
  int Tag;
  explicit Explicit(int D = 5) : B{5}, Tag(D) { out("Explicit", D); }
  Explicit(double D) : B{6}, Tag(-1) { out("Explicit(double)", long(D)); }
};
struct Listed {
  char B[560];
  int Tag;
  Listed() : B{7}, Tag(9) { out("Listed()"); }
  Listed(std::initializer_list<int> L) : B{8}, Tag(int(L.size())) {
    out("Listed list", Tag);
  }
  Listed(int A, int C) : B{9}, Tag(A + C) { out("Listed(int, int)", Tag); }
};
struct Loud {
  char B[800];
  int Tag;
  explicit Loud(int T) : B{}, Tag(T) { out("+Loud", T); }
  Loud(const Loud &O) : Tag(O.Tag) {
    std::memcpy(B, O.B, sizeof B);
    out("copied Loud", Tag);
  }
  ~Loud() { out("~Loud", Tag); }
};
struct Refers {
  const Tracker &T;
  char B[500];
  int Tag;
};
struct Source {
  int Tag = 3;
  operator Plain() const {
    Plain P{};
    P.Tag = Tag;
    return P;
  }
};
struct Owning {
  char B[480];
  int Tag = 1;
  static void *operator new(std::size_t N) {
    out("Owning::new", long(N));
    return std::malloc(N);
  }
  static void operator delete(void *P) {
    out("Owning::delete");
    std::free(P);
  }
};
struct alignas(64) Aligned {
  char B[512];
  int Tag;
};
template <class T, std::size_t N> struct Array {
  T B[N];
  int Tag;
  T *data() { return B; }
  const T *data() const { return B; }
  std::size_t size() const { return N; }
};
struct View {
  const char *Data;
  std::size_t Size;
};

template <class T> T make(int Tag) {
  T Made{};
  Made.Tag = Tag;
  return Made;
}
template <class T> const T &same(const T &V) { return V; }

// Keep what they are given, each in another way.
void keepConst(const char &First);
struct Handle {
  const char *P;
  template <class T> Handle(const T &V) : P(reinterpret_cast<const char *>(V.B)) {}
};
void keepHandle(const Handle &H);
template <class F> struct Kept {
  static inline const F *Last = nullptr;
};
template <class F> void keepFunction(const F &Function) {
  Kept<F>::Last = &Function;
}
void onTimer(long (*Function)(const void *), const void *Data);
long tick(const void *Data);
long readKept();

// Keep nothing.
long lookAt(const char *P, std::size_t N);
inline long visible(const char *P) { return P[0] + P[1]; }
