// Values that are never alive together share a slot, when optimized.
//
// RUN: %compare --opt 0 --opt 2 %s -- -std=c++20 -I%inputs
// RUN: %quiet --opt 2 --format json %s -- -std=c++20 -I%inputs | jq -e '[.coroutines[0].frame.ranges[] | select(.size == 4096)] | length == 1 and ([.[0].occupants[].name] | contains(["A", "B"]))'
// RUN: %quiet --opt 0 --format json %s -- -std=c++20 -I%inputs | jq -e '[.coroutines[0].frame.ranges[] | select(.size >= 2048)] | length == 2 and all(.[]; .occupants | length == 1)'
#include "coroutine.h"

Task disjoint() {
  { char A[4096]; touch(A); co_await Event{}; touch(A); }
  { char B[2048]; touch(B); co_await Event{}; touch(B); }
}
