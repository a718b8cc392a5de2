// box: an array of a class without an initializer has an edit, too, and the box
// destroys its elements. It prints: joined 94, and last 47.
#include "rt.h"
#include <string>
Task f() {
  std::string Names[8];
  Names[1] = "longer than what fits into the string itself...";
  co_await Event{};
  Names[2] = Names[1] + Names[1];
  out("joined", long(Names[2].size()));
}
Task g() {
  std::string Names[2][4];
  Names[1][3] = "longer than what fits into the string itself...";
  co_await Event{};
  out("last", long(Names[1][3].size()));
}
int main() {
  run(f());
  run(g());
}
