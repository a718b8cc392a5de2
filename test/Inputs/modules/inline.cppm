module;
#include "coroutine.h"
export module inlines;
inline Task hidden(int A) { co_await Event{}; touch(&A); }
export inline Task visible(int A) { hidden(A); co_await Event{}; touch(&A); }
export template <int N> Task sized() { char B[N]; co_await Event{}; touch(&B); }
export struct Held {
  inline Held() { inConstructor(); }
  inline ~Held() { inDestructor(); }
  inline Task member() { co_await Event{}; touch(this); }
  inline static Task inConstructor() { int I; co_await Event{}; touch(&I); }
  inline static Task inDestructor() { long L; co_await Event{}; touch(&L); }
};
export template <class T> struct Box {
  T Value;
  Task run() {
    auto L = [this]() -> Task { co_await Event{}; touch(&Value); };
    L();
    co_await Event{};
  }
};
export Task outOfLine(int A) { co_await Event{}; touch(&A); }
