//===- FrameLocations.cpp - Places of variables in a frame ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/FrameLocations.h"

#include "binary/DieFacts.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/DebugInfo/DWARF/DWARFUnit.h"
#include "llvm/DebugInfo/DWARF/LowLevel/DWARFExpression.h"

#include <optional>
#include <tuple>
#include <utility>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

namespace {
/// An address as a base and an offset from it. The base is a register, or a
/// value read from memory, in our own notation.
struct Address {
  std::string Base;
  std::int64_t Offset = 0;
  bool IsValue = false; ///< The expression is the value, not its place.
  /// The address of the last read; nothing if there was none.
  std::optional<std::pair<std::string, std::int64_t>> ReadFrom;
};

struct LocatedAddress {
  std::optional<DWARFAddressRange> Range; ///< Nothing means everywhere.
  coroscope::Address Address;
  Bytes Piece; ///< 0 for the whole.
};
} // namespace

/// Reads \p Op, the first of an address, into \p Made.
static bool begin(Address &Made, const DWARFExpression::Operation &Op) {
  const std::uint8_t Code = Op.getCode();
  if (Code >= DW_OP_breg0 && Code <= DW_OP_breg31) {
    Made.Base = "r" + std::to_string(Code - DW_OP_breg0);
    Made.Offset = static_cast<std::int64_t>(Op.getRawOperand(0));
  } else if (Code == DW_OP_bregx) {
    Made.Base = "r" + std::to_string(Op.getRawOperand(0));
    Made.Offset = static_cast<std::int64_t>(Op.getRawOperand(1));
  } else if (Code == DW_OP_fbreg) {
    Made.Base = "fb";
    Made.Offset = static_cast<std::int64_t>(Op.getRawOperand(0));
  } else if (Code >= DW_OP_reg0 && Code <= DW_OP_reg31) {
    // The register holds the value itself.
    Made.Base = "r" + std::to_string(Code - DW_OP_reg0);
    Made.IsValue = true;
  } else if (Code == DW_OP_entry_value || Code == DW_OP_GNU_entry_value) {
    Made.Base = "entry";
  } else {
    return false;
  }
  return true;
}

/// Reads \p Op, a later one of an address, into \p Made.
static bool proceed(Address &Made, const DWARFExpression::Operation &Op) {
  switch (Op.getCode()) {
  case DW_OP_plus_uconst:
    Made.Offset += static_cast<std::int64_t>(Op.getRawOperand(0));
    return true;
  case DW_OP_deref:
  case DW_OP_deref_size:
    Made.ReadFrom = {Made.Base, Made.Offset};
    Made.Base += "+" + std::to_string(Made.Offset) + "*";
    Made.Offset = 0;
    return true;
  case DW_OP_stack_value:
    Made.IsValue = true;
    return true;
  default:
    return false;
  }
}

/// Adds the pieces of \p Expression that can be understood to \p Into.
static void read(const DWARFExpression &Expression,
                 const std::optional<DWARFAddressRange> &Range,
                 std::vector<LocatedAddress> &Into) {
  Address Made;
  bool IsEmpty = true, IsFine = true;
  for (const DWARFExpression::Operation &Op : Expression) {
    if (Op.isError())
      return;
    if (Op.getCode() == DW_OP_piece) {
      if (!IsEmpty && IsFine)
        Into.push_back({Range, std::move(Made), Bytes(Op.getRawOperand(0))});
      Made = {};
      IsEmpty = IsFine = true;
      continue;
    }
    IsFine = IsFine && (IsEmpty ? begin(Made, Op) : proceed(Made, Op));
    IsEmpty = false;
  }
  if (!IsEmpty && IsFine)
    Into.push_back({Range, std::move(Made), {}});
}

static std::vector<LocatedAddress> locationsOf(DWARFDie Variable) {
  std::vector<LocatedAddress> Made;
  if (!Variable.find(DW_AT_location))
    return Made;
  auto Locations = Variable.getLocations(DW_AT_location);
  if (!Locations) {
    consumeError(Locations.takeError());
    return Made;
  }
  const DWARFUnit *U = Variable.getDwarfUnit();
  const unsigned Width = U->getAddressByteSize();
  if (Width != 4 && Width != 8)
    return Made;
  for (const DWARFLocationExpression &L : *Locations) {
    const DataExtractor Data(
        StringRef(reinterpret_cast<const char *>(L.Expr.data()), L.Expr.size()),
        U->getContext().isLittleEndian(), static_cast<std::uint8_t>(Width));
    read(
        DWARFExpression(Data, static_cast<std::uint8_t>(Width), U->getFormat()),
        L.Range, Made);
  }
  return Made;
}

static bool overlap(const std::optional<DWARFAddressRange> &A,
                    const std::optional<DWARFAddressRange> &B) {
  return !A || !B || (A->LowPC < B->HighPC && B->LowPC < A->HighPC);
}

/// Returns the frame offset of \p Base plus \p Offset, where \p Range is valid.
static std::optional<Bytes>
offsetIn(const std::vector<LocatedAddress> &Frame,
         const std::optional<DWARFAddressRange> &Range, const std::string &Base,
         std::int64_t Offset) {
  for (const LocatedAddress &F : Frame)
    if (F.Address.Base == Base && Offset >= F.Address.Offset &&
        overlap(Range, F.Range))
      return Bytes(static_cast<std::uint64_t>(Offset - F.Address.Offset));
  return std::nullopt;
}

std::vector<PlacedVariable> placedVariables(DWARFDie Function,
                                            DWARFDie FrameVariable) {
  std::vector<PlacedVariable> Placed;
  std::vector<LocatedAddress> Frame = locationsOf(FrameVariable);
  // If the frame pointer was spilled, use the address that it was loaded from.
  for (LocatedAddress &L : Frame)
    if (Address &A = L.Address; A.IsValue && A.ReadFrom && A.Offset == 0) {
      std::tie(A.Base, A.Offset) = std::pair(*A.ReadFrom);
      A.IsValue = false;
    }
  if (Frame.empty())
    return Placed;
  const std::uint64_t Own = Function.getOffset();
  forEachDescendant(Function, [&](DWARFDie Die) {
    const Tag Kind = Die.getTag();
    if (Kind == DW_TAG_inlined_subroutine)
      return true;
    if (Kind != DW_TAG_variable && Kind != DW_TAG_formal_parameter)
      return Kind == DW_TAG_lexical_block;
    if (Die == FrameVariable)
      return false;
    DWARFDie Around = Die.getParent();
    while (Around && Around.getTag() == DW_TAG_lexical_block)
      Around = Around.getParent();
    const bool IsInlined = Around && Around.getOffset() != Own;
    auto Place = [&](Bytes Offset, Bytes Piece, bool IsPointee) {
      if (none_of(Placed, [&](const PlacedVariable &Known) {
            return Known.Variable == Die && Known.Offset == Offset;
          }))
        Placed.push_back({Die, Offset, Piece, IsInlined, IsPointee,
                          IsPointee ? linkageNameOf(Around) : StringRef()});
    };
    for (const LocatedAddress &L : locationsOf(Die)) {
      const Address &A = L.Address;
      if (!A.IsValue)
        if (auto At = offsetIn(Frame, L.Range, A.Base, A.Offset)) {
          Place(*At, L.Piece, false);
          continue;
        }
      // A value read from the frame lies there.
      if (A.ReadFrom) {
        if (auto At =
                offsetIn(Frame, L.Range, A.ReadFrom->first, A.ReadFrom->second))
          Place(*At, L.Piece, false);
      } else if (A.IsValue && Kind == DW_TAG_formal_parameter && IsInlined) {
        if (auto At = offsetIn(Frame, L.Range, A.Base, A.Offset))
          Place(*At, L.Piece, true);
      }
    }
    return false;
  });
  return Placed;
}

} // namespace coroscope
