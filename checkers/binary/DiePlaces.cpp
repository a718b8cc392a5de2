//===- DiePlaces.cpp - Places where entries are declared ------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/DiePlaces.h"

#include "binary/DieFacts.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/DebugInfo/DWARF/DWARFUnit.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

static std::string pathOf(DWARFDie Die, std::uint64_t File) {
  // A split unit uses the files of the unit that names it.
  DWARFUnit *U = Die.getDwarfUnit();
  if (DWARFUnit *Linked = U->getLinkedUnit(); Linked && !U->isTypeUnit())
    U = Linked;
  std::string Path;
  if (const auto *Lines = U->getContext().getLineTableForUnit(U))
    Lines->getFileNameByIndex(
        File, U->getCompilationDir(),
        DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath, Path);
  if (Path.empty())
    return Path;
  SmallString<256> Short(Path);
  sys::path::remove_dots(Short, /*remove_dot_dot=*/true);
  return std::string(Short);
}

Place placeIn(DWARFDie Die, std::uint64_t File, unsigned Line, unsigned Column,
              const ShownPath &Shown) {
  const std::string Path = Line ? pathOf(Die, File) : std::string();
  if (Path.empty())
    return {};
  return {Shown(Path), Line, Column, 0};
}

Place placeOfCall(DWARFDie Inlined, const ShownPath &Shown) {
  auto Number = [&](dwarf::Attribute Named) {
    return numberOf(Inlined, Named).value_or(0);
  };
  return placeIn(Inlined, Number(DW_AT_call_file),
                 static_cast<unsigned>(Number(DW_AT_call_line)),
                 static_cast<unsigned>(Number(DW_AT_call_column)), Shown);
}

std::string fileOf(DWARFDie Die) {
  if (auto File = Die.findRecursively({DW_AT_decl_file}))
    return Die.getDeclFile(
        DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath);
  return {};
}

Place placeOf(DWARFDie Die, const ShownPath &Shown) {
  // The file number belongs to the unit that has it.
  for (unsigned Depth = 0; Die && Depth != DeepestType; ++Depth) {
    if (auto Line = numberOf(Die, DW_AT_decl_line))
      if (auto File = numberOf(Die, DW_AT_decl_file))
        return placeIn(
            Die, *File, static_cast<unsigned>(*Line),
            static_cast<unsigned>(numberOf(Die, DW_AT_decl_column).value_or(0)),
            Shown);
    DWARFDie Next = Die.getAttributeValueAsReferencedDie(DW_AT_abstract_origin);
    Die =
        Next ? Next : Die.getAttributeValueAsReferencedDie(DW_AT_specification);
  }
  return {};
}

} // namespace coroscope
