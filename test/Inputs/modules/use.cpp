#include "coroutine.h"
import lib;
Task user(int A) { fromModule(A); co_await Event{}; touch(&A); }
