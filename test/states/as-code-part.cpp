// A value of which the compiler keeps a part only: its struct compiles, and
// says nothing of the size of the type.
//
// RUN: %coroscope show parts --as-code --opt 2 %s -- -std=c++20 -I%probes > %t.code
// RUN: FileCheck %s < %t.code
// RUN: cat %s %t.code > %t.cpp
// RUN: %clang -std=c++20 -I%probes -fsyntax-only %t.cpp
// CHECK: std::byte Received[{{20[0-9]+}}]; // Message, offset
// CHECK-NOT: sizeof(Message)
#include "task.h"

struct Message {
  char Text[2004];
  long Extra[8];
};
extern char Source[2004], Target[2004];
extern long Sum;

Task parts(long Number) {
  Message Received;
  __builtin_memcpy(Received.Text, Source, sizeof Received.Text);
  Received.Extra[0] = Number * 3;
  co_await Event{};
  __builtin_memcpy(Target, Received.Text, sizeof Received.Text);
  Sum = Received.Extra[0];
}
