// A size that depends on what is defined before <string> is included.
#pragma once
#include <string>
inline long textSize() { return sizeof(std::string); }
