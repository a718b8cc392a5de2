// Tasks that await tasks: a request is read, parsed and answered.
#include "Task.h"

#include <array>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

struct Packet {
  std::array<char, 1500> Bytes{};
  std::size_t Size = 0;
};

Task<Packet> read(std::string_view Text) {
  Packet Received;
  Received.Size = std::min(Text.size(), Received.Bytes.size());
  std::memcpy(Received.Bytes.data(), Text.data(), Received.Size);
  co_return Received;
}

Task<std::vector<int>> parse(const Packet &Received) {
  std::vector<int> Numbers;
  int Number = 0;
  for (std::size_t I = 0; I != Received.Size; ++I) {
    if (Received.Bytes[I] != ' ') {
      Number = Number * 10 + (Received.Bytes[I] - '0');
      continue;
    }
    Numbers.push_back(Number);
    Number = 0;
  }
  Numbers.push_back(Number);
  co_return Numbers;
}

template <class T, class Function>
Task<T> fold(std::vector<T> Values, Function Combine) {
  T Result{};
  for (const T &Value : Values)
    Result = co_await Combine(Result, Value);
  co_return Result;
}

// A random engine is 5,000 bytes in libstdc++, and lives in the frame.
Task<int> shuffledSum(std::vector<int> Numbers) {
  std::mt19937 Engine(42);
  std::vector<int> Shuffled;
  while (!Numbers.empty()) {
    std::size_t Index = Engine() % Numbers.size();
    Shuffled.push_back(Numbers[Index]);
    Numbers.erase(Numbers.begin() + Index);
  }
  auto Add = [](int A, int B) -> Task<int> { co_return A + B; };
  co_return co_await fold(std::move(Shuffled), Add);
}

Task<std::string> answer(std::string_view Request) {
  Packet Received = co_await read(Request);
  std::vector<int> Numbers = co_await parse(Received);
  int Sum = co_await shuffledSum(std::move(Numbers));
  co_return "the sum is " + std::to_string(Sum);
}

int main() {
  std::printf("%s\n", answer("1 2 3 4 30").run().c_str());
}
