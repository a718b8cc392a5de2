#include <coroutine>
#include "no_such_header.h"

std::suspend_always Unused;
