//===- Producer.cpp - The compiler and flags of a unit --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/Producer.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"

using namespace llvm;

namespace coroscope {

/// Returns the first word of \p Text that is a version, such as "12.2.0".
static StringRef versionIn(StringRef Text) {
  SmallVector<StringRef> Words;
  Text.split(Words, ' ', -1, /*KeepEmpty=*/false);
  for (StringRef Word : Words)
    if (isDigit(Word.front()) && Word.contains('.'))
      return Word.take_while([](char C) { return isDigit(C) || C == '.'; });
  return {};
}

static std::string named(StringRef Name, StringRef Version) {
  return Version.empty() ? Name.str() : (Name + " " + Version).str();
}

Producer readProducer(std::string_view Written) {
  const StringRef Text(Written);
  Producer Made;
  if (const std::size_t At = Text.find("rustc version "); At != StringRef::npos)
    Made.Compiler = named("rustc", versionIn(Text.substr(At)));
  else if (Text.starts_with("GNU "))
    Made.Compiler = named("gcc", versionIn(Text));
  else if (const std::size_t Clang = Text.find("clang version ");
           Clang != StringRef::npos)
    Made.Compiler = named(
        Text.take_front(Clang).contains("Apple") ? "apple-clang" : "clang",
        versionIn(Text.substr(Clang)));

  // GCC records the flags, and so does Clang with -grecord-command-line.
  bool HasFlags = false;
  std::string Level;
  SmallVector<StringRef> Words;
  Text.split(Words, ' ', -1, /*KeepEmpty=*/false);
  for (StringRef Word : Words) {
    if (!Word.starts_with("-"))
      continue;
    HasFlags = true;
    if (Word == "-g0" || Word == "-g1" || Word == "-gmlt" ||
        Word == "-gline-tables-only" || Word == "-gline-directives-only")
      Made.IsLinesOnly = true;
    else if (Word.starts_with("-g") && !Word.contains('='))
      // The last flag counts: -g1 -g is -g.
      Made.IsLinesOnly &= Word != "-g" && Word != "-g2" && Word != "-g3";
    if (Word.starts_with("-O"))
      Level = Word.drop_front().str();
  }
  if (Level == "O")
    Level = "O1";
  else if (Level == "Ofast" || Level == "O4")
    Level = "O3";
  else if (Level == "Og")
    Level = "O1";
  const bool IsKnown = Level == "O0" || Level == "O1" || Level == "O2" ||
                       Level == "O3" || Level == "Os" || Level == "Oz";
  Made.Optimization = IsKnown                     ? Level
                      : HasFlags && Level.empty() ? "O0"
                                                  : "unknown";
  return Made;
}

} // namespace coroscope
