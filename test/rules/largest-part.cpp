// A promise can be what makes a frame large: a finding says so, and gives no
// advice on values that do not matter.
//
// RUN: %python %S/../exit_code.py 1 %coroscope audit --opt 2 --rule frame-size=4096 %s -- -std=c++20 > %t.txt
// RUN: grep -vE '^ +[0-9]* \| ' %t.txt | FileCheck %s
#include <coroutine>
#include <initializer_list>

template <int Size> struct Task {
  struct promise_type {
    char Arena[Size];
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
void touch(char *);

// CHECK: [[@LINE+2]]:12: warning: frame of 'onlyPromise' is {{[0-9]+}} bytes at -O2; the limit is 4096 (set by --rule) [coroscope-frame-size]
// CHECK-NEXT: [[@LINE+1]]:12: note: the promise of type 'Task<5000>::promise_type' is the largest part, 5000 bytes
Task<5000> onlyPromise(int &Value) {
  co_await std::suspend_always{};
  Value = 1;
}

// CHECK-NEXT: [[@LINE+3]]:12: warning: frame of 'both' is
// CHECK-NEXT: [[@LINE+2]]:12: note: the promise of type 'Task<5000>::promise_type' is the largest part, 5000 bytes
// CHECK-NEXT: [[@LINE+2]]:8: note: 'A' of type 'char[1000]' is the largest other part, 1000 bytes
Task<5000> both() {
  char A[1000], B[1000], C[1000], D[1000], E[1000];
  for (char *Part : {A, B, C, D, E})
    touch(Part);
  co_await std::suspend_always{};
  for (char *Part : {A, B, C, D, E})
    touch(Part);
}
