// compiled only
// noise: 20 everyday dead buffers. -O2: 6 get the free edit, 11 only a box (c06), 3 are called needed (fgets, strftime, emplace_back).
// e11, e12: blamed on out(const char *), "where it may be kept", which is trusted elsewhere.
#include "rt.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include <unistd.h>
#include <arpa/inet.h>
int parseSpan(std::span<const char>);
int parseView(std::string_view);
void put(const std::string &);
// Everywhere the buffer is dead at the suspension: a scope or a call would free it.
Task e01() { char B[2048]; std::memset(B, 0, sizeof B); put("x"); read(0, B, 2048); co_await Event{}; out("end"); }
Task e02() { char B[2048]; std::memcpy(B, "abc", 4); read(0, B, 2048); co_await Event{}; out("end"); }
Task e03() { char B[2048]; std::strcpy(B, "abc"); out(B); co_await Event{}; out("end"); }
Task e04() { char B[2048]; std::fill(B, B + 2048, 'x'); out(B); co_await Event{}; out("end"); }
Task e05() { char B[2048]; std::snprintf(B, sizeof B, "%d", 3); out(B); co_await Event{}; out("end"); }
Task e06() { char B[2048]; std::snprintf(B, sizeof B, "%d", 3); put(B); co_await Event{}; out("end"); }
Task e07() { char B[2048]; std::snprintf(B, sizeof B, "%d", 3); std::cout << B << '\n'; co_await Event{}; out("end"); }
Task e08() { char B[2048]; long N = read(0, B, 2048); out("n", parseSpan({B, std::size_t(N)})); co_await Event{}; out("end"); }
Task e09() { char B[2048]; long N = read(0, B, 2048); out("n", parseView({B, std::size_t(N)})); co_await Event{}; out("end"); }
Task e10() { char B[2048]; gethostname(B, sizeof B); out(B); co_await Event{}; out("end"); }
Task e11() { char B[2048]; std::fgets(B, sizeof B, stdin); out(B); co_await Event{}; out("end"); }
Task e12() { char B[2048]; std::time_t T = 0; std::strftime(B, sizeof B, "%c", std::localtime(&T)); out(B); co_await Event{}; out("end"); }
Task e13() { char B[2048]; auto R = std::to_chars(B, B + 2048, 42); out("n", R.ptr - B); co_await Event{}; out("end"); }
Task e14() { std::array<int, 500> A; for (auto &X : A) X = 3; std::sort(A.begin(), A.end()); out("a", A[3]); co_await Event{}; out("end"); }
Task e15() { std::array<int, 500> A{}; int S = 0; for (int X : A) S += X; out("a", S); co_await Event{}; out("end"); }
Task e16() { char B[2048]; for (auto &C : B) C = 'a'; out("s", sum(B, 2048)); co_await Event{}; out("end"); }
Task e17() { char B[2048]; char *P = B; *P++ = 'a'; *P = 0; out(B); co_await Event{}; out("end"); }
Task e18() { std::vector<std::string> V; char B[2048]; read(0, B, 2048); V.emplace_back(B, 10); co_await Event{}; out(V[0].c_str()); }
Task e19() { char B[2048]; read(0, B, 2048); if (B[0] == 'x') { out("bad"); co_return; } co_await Event{}; out("end"); }
Task e20() { char B[2048]; if (read(0, B, 2048) < 0) throw 1; out(B); co_await Event{}; out("end"); }
int main() {}
