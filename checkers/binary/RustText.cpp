//===- RustText.cpp - Types of Rust as text -------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/RustText.h"

#include "binary/DieFacts.h"

#include "llvm/BinaryFormat/Dwarf.h"

#include <optional>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

namespace {
/// Writes types of Rust, to a limited depth.
class RustText {
  unsigned Depth = 0;

public:
  std::string path(DWARFDie Die) {
    std::string Text;
    unsigned Levels = 0;
    for (DWARFDie Scope = declarationOf(Die); Scope && Levels++ != DeepestType;
         Scope = Scope.getParent()) {
      if (Scope.getTag() == DW_TAG_compile_unit)
        break;
      if (StringRef Name = nameOf(Scope); !Name.empty())
        Text = Text.empty() ? Name.str() : (Name + "::" + Text).str();
    }
    return Text;
  }

  std::string type(DWARFDie Type) {
    if (!Type)
      return "()";
    if (++Depth > DeepestType)
      return "...";
    std::string Text;
    switch (Type.getTag()) {
    case DW_TAG_array_type: {
      Text = "[" + type(typeOf(Type));
      for (DWARFDie Bound : Type)
        if (Bound.getTag() == DW_TAG_subrange_type) {
          std::optional<std::uint64_t> Count = numberOf(Bound, DW_AT_count);
          if (!Count)
            if (auto Last = numberOf(Bound, DW_AT_upper_bound))
              Count = *Last + 1;
          if (Count)
            Text += "; " + std::to_string(*Count);
        }
      Text += "]";
      break;
    }
    case DW_TAG_pointer_type:
      // The pointer's name is the type.
      Text =
          nameOf(Type).empty() ? "*" + type(typeOf(Type)) : nameOf(Type).str();
      break;
    default:
      Text = nameOf(Type).starts_with("&") || nameOf(Type).starts_with("*")
                 ? nameOf(Type).str()
                 : path(Type);
    }
    --Depth;
    return Text;
  }
};
} // namespace

std::string rustType(DWARFDie Type) { return RustText().type(Type); }

} // namespace coroscope
