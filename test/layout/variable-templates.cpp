// Instances of variable templates that are members of templates: the visitor of
// clang 22 asserts on them when it has assertions.
//
// RUN: %compare --opt 0 %s -- -std=c++20 -I%inputs | FileCheck %s
// CHECK: 1 of 1 frames equal in 1 units
#include "coroutine.h"

template <class T> struct Outer {
  template <class U> static const bool IsLarge;
  template <class U> static inline auto Start = [](U A) -> Task { co_await Event{}; touch(&A); };
};
template <class T> template <class U> const bool Outer<T>::IsLarge = sizeof(U) > 1;
bool IsLarge = Outer<int>::IsLarge<long>;
void start() { Outer<int>::Start<long>(1); }
