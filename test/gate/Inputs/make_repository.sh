#!/usr/bin/env bash
# Makes a repository of the examples in directory $2 from the checkout $1, with a
# branch for each kind of change.
set -euo pipefail
examples=$1/test/examples
mkdir -p "$2" && cd "$2"
git init -q -b main
git config user.name Somebody && git config user.email somebody@example.com
cp "$examples/generator.cpp" "$examples/Generator.h" "$examples/Task.h" .
# Its buffer in a header of its own.
{ echo '#pragma once' && echo '#include <array>' && echo '#include <cstddef>' &&
  sed -n '/^struct Packet/,/^};/p' "$examples/pipeline.cpp"; } >packet.h
sed '/^struct Packet/,/^};/d; s/#include "Task.h"/#include "Task.h"\n#include "packet.h"/' \
  "$examples/pipeline.cpp" >pipeline.cpp
echo 'int nothing;' >plain.cpp
cat >CMakeLists.txt <<'CMAKE'
cmake_minimum_required(VERSION 3.22)
project(example LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 20)
add_library(example STATIC generator.cpp pipeline.cpp plain.cpp)
CMAKE
cat >configure <<'SH'
#!/bin/sh
mkdir -p build
for f in generator pipeline plain; do
  echo "{\"directory\": \"$PWD\", \"file\": \"$f.cpp\", \"command\": \"c++ -std=c++20 -c $f.cpp\"}"
done | jq -s . >build/compile_commands.json
SH
chmod +x configure
printf 'build\ncoroscope-reports\n' >.gitignore
git add . && git commit -qm 'Begin'

change() { # Branch, message, sed script, file.
  git checkout -q -b "$1" main
  sed -i "$3" "$4"
  git commit -qam "$2"
}
change grow 'Take larger packets' 's/1500/6000/' packet.h
change shrink 'Sieve fewer numbers' 's/2000/1000/' generator.cpp
change rename 'Call it what it does' 's/\bparse(/readNumbers(/; 1i // A new first line.' pipeline.cpp
change break 'Forget a semicolon' '$a int Broken = ' pipeline.cpp
change nothing 'Explain' '1i // Some words.\n' pipeline.cpp
change new 'Add one' '$a Task<int> added(std::string_view Text) { char B[4096]; std::memcpy(B, Text.data(), Text.size()); Packet P = co_await read(Text); co_return B[P.Size]; }' pipeline.cpp
git checkout -q main
echo 'int more;' >>plain.cpp && git commit -qam 'Go on'
