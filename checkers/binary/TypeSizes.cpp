//===- TypeSizes.cpp - Sizes and alignments of types ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/TypeSizes.h"

#include "binary/DieFacts.h"

#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFUnit.h"

#include <algorithm>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

std::optional<Bytes> sizeOfType(DWARFDie Type) {
  if (!Type)
    return std::nullopt;
  DWARFDie Resolved = Type.resolveTypeUnitReference();
  if (auto Size =
          Resolved.getTypeSize(Resolved.getDwarfUnit()->getAddressByteSize()))
    return Bytes(*Size);
  return std::nullopt;
}

static Bytes alignOfType(DWARFDie Type, unsigned Depth) {
  Type = stripped(Type);
  if (!Type || Depth == 12)
    return Bytes(0);
  if (auto Said = numberOf(Type, DW_AT_alignment))
    return Bytes(*Said);
  switch (Type.getTag()) {
  case DW_TAG_base_type:
  case DW_TAG_enumeration_type:
  case DW_TAG_pointer_type:
  case DW_TAG_reference_type:
  case DW_TAG_rvalue_reference_type: {
    const Bytes Size = sizeOfType(Type).value_or(Bytes(0));
    const unsigned Word = Type.getDwarfUnit()->getAddressByteSize();
    return Bytes(std::min<std::uint64_t>(Size.Count, 2 * Word));
  }
  case DW_TAG_array_type:
    return alignOfType(typeOf(Type), Depth + 1);
  default: {
    Bytes Most(Type.hasChildren() ? 0 : 1);
    for (DWARFDie Child : Type) {
      if (Child.getTag() != DW_TAG_member &&
          Child.getTag() != DW_TAG_inheritance)
        continue;
      if (Child.find(DW_AT_external)) // A static member.
        continue;
      if (auto Said = numberOf(Child, DW_AT_alignment))
        Most = std::max(Most, Bytes(*Said));
      Most = std::max(Most, alignOfType(typeOf(Child), Depth + 1));
    }
    return std::max(Most, Bytes(1));
  }
  }
}

Bytes alignOfType(DWARFDie Type) { return alignOfType(Type, 0); }

} // namespace coroscope
