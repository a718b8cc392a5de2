// Targets with other pointers, without a library of theirs.
//
// RUN: %compare --opt 0 --opt 2 %s -- -std=c++20 -I%inputs -target i686-linux-gnu -nostdinc | FileCheck %s
// RUN: %compare --opt 0 --opt 2 %s -- -std=c++20 -I%inputs -target aarch64-linux-gnu -nostdinc | FileCheck %s
// RUN: %compare --opt 0 --opt 2 %s -- -std=c++20 -I%inputs -target riscv32-unknown-elf -nostdinc -fno-exceptions | FileCheck %s
// RUN: %compare --opt 0 --opt 2 %s -- -std=c++20 -I%inputs -target x86_64-pc-windows-msvc -nostdinc | FileCheck %s
// RUN: %coroscope show wait %s -- -std=c++20 -I%inputs -target i686-linux-gnu | FileCheck %s --check-prefix=SMALL
// RUN: %coroscope audit --format json %s -- -std=c++20 -I%inputs -target aarch64-linux-gnu | jq -r .target | FileCheck %s --check-prefix=TARGET
#include "coroutine.h"

// CHECK: 4 of 4 frames equal in 2 units
// SMALL: 0 4 resume-pointer
// SMALL-NEXT: 4 4 destroy-pointer
// TARGET: aarch64-unknown-linux-gnu
Task wait() {
  char Buffer[100];
  touch(Buffer);
  co_await Event{};
  touch(Buffer);
}
Generator count(long long Start) {
  for (;;)
    co_yield static_cast<int>(Start++);
}
