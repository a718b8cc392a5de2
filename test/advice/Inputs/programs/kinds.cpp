#include "kinds.h"

static const char *Last;
static long (*Timer)(const void *);
static const void *TimerData;
void keepConst(const char &First) { Last = &First; }
void keepHandle(const Handle &H) { Last = H.P; }
void onTimer(long (*Function)(const void *), const void *Data) {
  Timer = Function;
  TimerData = Data;
}
long tick(const void *Data) { return *static_cast<const char *>(Data); }
long readKept() {
  long Sum = 0;
  if (Last)
    Sum += *Last;
  if (Timer)
    Sum += Timer(TimerData);
  Last = nullptr;
  Timer = nullptr;
  return Sum;
}
long lookAt(const char *P, std::size_t N) { return sum(P, N); }
