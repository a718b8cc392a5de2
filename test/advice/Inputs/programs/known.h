// Helpers with bodies that the unit sees: it need assume nothing of them.
#pragma once
#include "rt.h"
inline void put(char *P, std::size_t N, int S) {
  for (std::size_t I = 0; I < N; ++I)
    P[I] = char(S + I);
}
inline long total(const char *P, std::size_t N) {
  long S = 0;
  for (std::size_t I = 0; I < N; ++I)
    S += (unsigned char)P[I];
  return S;
}
