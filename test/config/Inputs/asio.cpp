#include <asio.hpp>

asio::awaitable<void> read(asio::ip::tcp::socket Socket) {
  char Buffer[100];
  co_await Socket.async_read_some(asio::buffer(Buffer), asio::use_awaitable);
}
