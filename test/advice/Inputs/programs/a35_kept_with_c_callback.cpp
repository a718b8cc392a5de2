// scope, call: onTimer(fn, &C): a function pointer counts as plain value.
// It prints: tick 1
#include "rt.h"
struct Context { int Count = 0; char Scratch[4096]; };
void (*Handler)(void *); void *Data;
void onTimer(void (*F)(void *), void *D);
__attribute__((noinline)) void onTimer(void (*F)(void *), void *D) { Handler = F; Data = D; }
void tick(void *P) { out("tick", ++static_cast<Context *>(P)->Count); }
__attribute__((noinline)) void fire();
void fire() { Handler(Data); }
Task f() {
  Context C;
  onTimer(tick, &C);
  co_await Event{};
  fire();
  co_await Event{};
  fire();
}
int main() { run(f()); }
