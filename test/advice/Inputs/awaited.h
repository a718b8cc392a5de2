inline Task awaitedInHeader() {
  co_await waits(Ticket(8));
}
