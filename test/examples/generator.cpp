// Generators: a small one, one with a large buffer, and one over another.
#include "Generator.h"

#include <array>
#include <cstdio>
#include <string>

Generator<int> countTo(int Last) {
  for (int I = 1; I <= Last; ++I)
    co_yield I;
}

// Its sieve is needed between two values: the frame has to keep it.
Generator<int> primes() {
  std::array<bool, 2000> IsComposite{};
  for (std::size_t Candidate = 2; Candidate != IsComposite.size(); ++Candidate) {
    if (IsComposite[Candidate])
      continue;
    co_yield static_cast<int>(Candidate);
    for (auto I = Candidate * Candidate; I < IsComposite.size(); I += Candidate)
      IsComposite[I] = true;
  }
}

// Its line is not needed while it waits, but is declared before it does.
Generator<std::string> formatted(Generator<int> Numbers) {
  char Line[1024];
  while (Numbers.next()) {
    std::snprintf(Line, sizeof Line, "<%d>", Numbers.value());
    co_yield std::string(Line);
  }
}

int main() {
  int Sum = 0;
  for (auto Numbers = countTo(10); Numbers.next();)
    Sum += Numbers.value();
  std::printf("sum %d\n", Sum);

  int Count = 0;
  for (auto Primes = primes(); Primes.next();)
    ++Count;
  std::printf("%d primes\n", Count);

  for (auto Texts = formatted(countTo(3)); Texts.next();)
    std::printf("%s\n", Texts.value().c_str());
}
