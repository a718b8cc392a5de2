module;
#include "coroutine.h"
export module lib;
export Task fromModule(int A) { co_await Event{}; touch(&A); }
