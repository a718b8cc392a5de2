// A program with Boost.Asio 1.81.
//
// RUN: %compare --opt 0 --opt 1 --opt 2 --opt 3 --opt s %s -- -std=c++20 | FileCheck %s
// RUN: %quiet --opt 2 --system --format json -o %t.json %s -- -std=c++20
// RUN: %validate %t.json
// RUN: jq -e '.totals | .unknownBytes * 50 < .frameBytes' %t.json
// RUN: %compare --advice --opt 2 %s -- -std=c++20 | FileCheck %s --check-prefix=ADVICE
// ADVICE: [[EDITS:[1-9][0-9]*]] of [[EDITS]] edits as promised
// CHECK-NOT: clang says
// CHECK: of {{[1-9][0-9]+}} frames equal in 5 units; {{.*}} 0 units not compiled, 0 units failed
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <array>
#include <chrono>
#include <string>
#include <vector>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

struct Frame {
  std::uint32_t Length;
  std::array<char, 1500> Payload;
};

awaitable<std::size_t> readFrame(tcp::socket &Socket, Frame &Into) {
  std::size_t Total = 0;
  Total += co_await asio::async_read(
      Socket, asio::buffer(&Into.Length, sizeof Into.Length), use_awaitable);
  Total += co_await asio::async_read(
      Socket, asio::buffer(Into.Payload, Into.Length), use_awaitable);
  co_return Total;
}

awaitable<void> timeout(std::chrono::steady_clock::duration Duration) {
  asio::steady_timer Timer(co_await asio::this_coro::executor);
  Timer.expires_after(Duration);
  co_await Timer.async_wait(use_awaitable);
}

awaitable<void> session(tcp::socket Socket) {
  Frame Received;
  std::string Log;
  for (;;) {
    auto Result = co_await (readFrame(Socket, Received) || timeout(30s));
    if (Result.index() == 1)
      co_return;
    Log += std::to_string(std::get<0>(Result));
    co_await asio::async_write(Socket, asio::buffer(Log), use_awaitable);
  }
}

awaitable<void> listener(unsigned short Port) {
  auto Executor = co_await asio::this_coro::executor;
  tcp::acceptor Acceptor(Executor, {tcp::v4(), Port});
  for (;;)
    co_spawn(Executor, session(co_await Acceptor.async_accept(use_awaitable)),
             asio::detached);
}

awaitable<std::vector<std::string>> resolveAll(std::vector<std::string> Hosts) {
  tcp::resolver Resolver(co_await asio::this_coro::executor);
  std::vector<std::string> Addresses;
  for (const std::string &Host : Hosts) {
    auto [Error, Results] = co_await Resolver.async_resolve(
        Host, "80", asio::as_tuple(use_awaitable));
    if (Error)
      continue;
    for (const auto &Entry : Results)
      Addresses.push_back(Entry.endpoint().address().to_string());
  }
  co_return Addresses;
}

int main() {
  asio::io_context Context;
  co_spawn(Context, listener(0), asio::detached);
  co_spawn(Context, resolveAll({"localhost"}), asio::detached);
  co_spawn(
      Context, []() -> awaitable<void> { co_await timeout(1ms); },
      asio::detached);
  Context.run_for(10ms);
}
