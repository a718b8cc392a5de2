#include "pause.h"

#include <memory>
#include <string>

namespace net {
Task work(int Count, std::string Name) {
  char Buffer[300];
  for (int Index = 0; Index < Count; ++Index) {
    long Numbers[10];
    use(Numbers);
    co_await Pause{Index};
    use(Numbers);
    use(Buffer);
  }
  use(&Name);
}
} // namespace net

namespace measured {
static int sum() {
  char Scratch[4096];
  use(Scratch);
  return Scratch[7];
}
Task scoped() {
  int First;
  {
    char Scratch[4096];
    use(Scratch);
    First = Scratch[7];
  }
  co_await Pause{First};
}
Task called() {
  int First = sum();
  co_await Pause{First};
}
Task lambda() {
  int First = [] {
    char Scratch[4096];
    use(Scratch);
    return Scratch[7];
  }();
  co_await Pause{First};
}
Task boxed() {
  auto Scratch = std::make_unique<char[]>(4096);
  use(Scratch.get());
  co_await Pause{Scratch[7]};
}
} // namespace measured

int main() {
  for (Task T : {net::work(3, "name"), measured::scoped(), measured::called(),
                 measured::lambda(), measured::boxed()})
    T.run();
}
