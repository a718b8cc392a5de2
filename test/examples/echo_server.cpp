// An echo server of Asio, and a client that talks to it.
#include <asio.hpp>

#include <array>
#include <cstdio>
#include <string>

using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

// One buffer a connection: it is what a waiting connection costs.
awaitable<void> echo(tcp::socket Socket) {
  char Buffer[4096];
  try {
    for (;;) {
      std::size_t Size =
          co_await Socket.async_read_some(asio::buffer(Buffer), use_awaitable);
      co_await asio::async_write(Socket, asio::buffer(Buffer, Size),
                                 use_awaitable);
    }
  } catch (const asio::system_error &) {
    // The client has gone.
  }
}

awaitable<void> serve(tcp::acceptor &Acceptor, int Connections) {
  for (int I = 0; I != Connections; ++I) {
    tcp::socket Socket = co_await Acceptor.async_accept(use_awaitable);
    co_spawn(Acceptor.get_executor(), echo(std::move(Socket)), asio::detached);
  }
}

awaitable<void> talk(tcp::endpoint Server, std::string Text) {
  tcp::socket Socket(co_await asio::this_coro::executor);
  co_await Socket.async_connect(Server, use_awaitable);
  co_await asio::async_write(Socket, asio::buffer(Text), use_awaitable);
  std::array<char, 64> Answer;
  std::size_t Size = co_await asio::async_read(
      Socket, asio::buffer(Answer, Text.size()), use_awaitable);
  std::printf("%.*s\n", static_cast<int>(Size), Answer.data());
}

int main() {
  asio::io_context Context;
  tcp::acceptor Acceptor(Context, {asio::ip::address_v4::loopback(), 0});
  co_spawn(Context, serve(Acceptor, 1), asio::detached);
  co_spawn(Context, talk(Acceptor.local_endpoint(), "hello, frame"),
           asio::detached);
  Context.run();
}
