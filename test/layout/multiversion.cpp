// Functions with versions for several targets are as good as any others.
//
// RUN: %compare --opt 0 --opt 2 %s -- -std=c++20 -I%probes --target=x86_64-pc-linux-gnu
#include "task.h"

__attribute__((target("avx2"))) int versions(int N) { return N + 1; }
__attribute__((target("default"))) int versions(int N) { return N; }
__attribute__((target_clones("avx2", "default"))) int clones(int N) {
  return N;
}
namespace inner {
__attribute__((target("avx2"))) int versions(int N) { return N + 1; }
__attribute__((target("default"))) int versions(int N) { return N; }
} // namespace inner

__attribute__((target("avx2"))) Task coroutine(int N) {
  char Buffer[100];
  touch(Buffer);
  co_await Event{};
  Buffer[0] = static_cast<char>(versions(N) + clones(N) + inner::versions(N));
  touch(Buffer);
}
