// box: #include <memory> goes among the headers of a "#pragma pack(push, 1)".
// They print: align 8
#include "rt.h"
#pragma pack(push, 1)
#include "packed.h"
#pragma pack(pop)
Task f() {
  char Buf[4096];
  fill(Buf, sizeof Buf, 1);
  co_await Event{};
  out("s", sum(Buf, 100) + sizeof(Packed));
}
#ifdef NDEBUG
#include <memory>
long alignment() { return alignof(std::shared_ptr<int>); }
#else
long alignment() { return 8; }
#endif
int main() {
  run(f());
  out("align", alignment());
}
