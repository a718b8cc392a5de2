// Sets what the library looks at, as a config.h does: it has to be included
// first.
#pragma once
#define _GLIBCXX_USE_CXX11_ABI 0
