#include "run.h"
#ifdef ADDED
#define FIRST run([] { int Added = 1; touch(&Added); });
#else
#define FIRST
#endif
void handlers() {
  FIRST
  char Small[100];
  run([Small] { /*body*/ });
  char Large[900];
  run([Large] { /*body*/ });
}
// Nothing but their bodies tells these apart.
void alike(int A) {
  auto Left = [](int A) -> Task { co_await Event{}; touch(&A); };
  auto Right = [](int A) -> Task { /*before*/ co_await Event{}; /*after*/ };
  Left(A);
  Right(A);
}
