//===- UnitReader.cpp - The coroutines of one unit ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/UnitReader.h"

#include "binary/CppText.h"
#include "binary/DieFacts.h"
#include "binary/Producer.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFUnit.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/Support/Path.h"

#include <map>
#include <tuple>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

void setFunction(Coroutine &C, DWARFDie Die, const UnitToRead &Unit) {
  if (Die) {
    C.Name = functionName(Die);
    C.Where = placeOf(Die, Unit.Shown);
    if (StringRef Name = nameOf(declarationOf(Die)); Name.contains('<'))
      C.TemplateArguments = Name.substr(Name.find('<')).str();
    if (!C.TemplateArguments.empty())
      C.TemplateOf = StringRef(C.Name).split('<').first.str();
  }
  if (StringRef(C.Name).starts_with("(") || C.Name.empty())
    C.Name = C.MangledName.empty() ? "(unnamed)" : demangle(C.MangledName);
  // A provisional key, until setKeys().
  const bool IsAlone = Die && isExternal(Die) && !isLambda(Die);
  C.Key = IsAlone ? C.Name : C.Where.File + ":" + C.Name;
}

void setUnit(Coroutine &C, const Unit &From) {
  const Producer Made = readProducer(From.Producer);
  C.Optimization = Made.Optimization;
  C.Compiler = Made.Compiler;
  C.Unit = From.File;
  C.Units = {From.File};
}

std::string sourcePathOf(DWARFUnit &U, DWARFDie Die) {
  StringRef Name = dwarf::toStringRef(Die.find(DW_AT_name));
  // rustc appends its own part of a crate to the name.
  Name = Name.split("/@/").first;
  if (Name.empty())
    return {};
  SmallString<256> Path(Name);
  if (sys::path::is_relative(Path))
    if (const char *Directory = U.getCompilationDir()) {
      Path = Directory;
      sys::path::append(Path, Name);
    }
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

void setKeys(std::vector<Coroutine> &Coroutines) {
  // Two lambdas in one function have the same name: number them in the order of
  // the source.
  std::map<std::string, std::map<Place, unsigned>> OrdinalByPlace;
  for (Coroutine &C : Coroutines) {
    if (C.Key.empty())
      C.Key = C.Name;
    OrdinalByPlace[C.Key][C.Where] = 0;
  }
  for (auto &[Key, Ordinals] : OrdinalByPlace) {
    unsigned Next = 0;
    for (auto &[Where, Ordinal] : Ordinals)
      Ordinal = ++Next;
  }
  // Functions with the same name and place that differ for the linker.
  std::map<std::string, std::map<std::string, unsigned>> Copies;
  for (Coroutine &C : Coroutines) {
    if (const unsigned Ordinal = OrdinalByPlace[C.Key][C.Where]; Ordinal > 1)
      C.Key += "#" + std::to_string(Ordinal);
    auto &Known = Copies[C.Key];
    const unsigned Copy =
        Known.try_emplace(C.MangledName, static_cast<unsigned>(Known.size()))
            .first->second;
    if (Copy)
      C.Key += "@" + std::to_string(Copy + 1);
  }
}

} // namespace coroscope
