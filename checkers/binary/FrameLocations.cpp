//===- FrameLocations.cpp - Which variable lies where in a frame ----------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/FrameLocations.h"

#include "binary/DieText.h"

#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/DebugInfo/DWARF/DWARFUnit.h"
#include "llvm/DebugInfo/DWARF/LowLevel/DWARFExpression.h"

#include <optional>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

namespace {
/// An address as a base and an offset from it. The base is a register, or what
/// was read from memory, in a spelling of ours.
struct Address {
  std::string Base;
  std::int64_t Offset = 0;
  bool IsValue = false; ///< The expression is the value, and not its place.
  /// The address that the last read was from; nothing if none was.
  std::optional<std::pair<std::string, std::int64_t>> ReadFrom;
};

struct LocatedAddress {
  std::optional<DWARFAddressRange> Range; ///< Nothing: everywhere.
  coroscope::Address Address;
};
} // namespace

/// \p Expression as an address; nothing if it is something else.
static std::optional<Address> addressOf(const DWARFExpression &Expression) {
  Address Made;
  bool HasBase = false;
  for (const DWARFExpression::Operation &Op : Expression) {
    if (Op.isError())
      return std::nullopt;
    const std::uint8_t Code = Op.getCode();
    if (!HasBase) {
      HasBase = true;
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
        // The value itself is in the register.
        Made.Base = "r" + std::to_string(Code - DW_OP_reg0);
        Made.IsValue = true;
      } else if (Code == DW_OP_entry_value || Code == DW_OP_GNU_entry_value) {
        Made.Base = "entry";
      } else {
        return std::nullopt;
      }
      continue;
    }
    switch (Code) {
    case DW_OP_plus_uconst:
      Made.Offset += static_cast<std::int64_t>(Op.getRawOperand(0));
      break;
    case DW_OP_deref:
    case DW_OP_deref_size:
      Made.ReadFrom = {Made.Base, Made.Offset};
      Made.Base += "+" + std::to_string(Made.Offset) + "*";
      Made.Offset = 0;
      break;
    case DW_OP_stack_value:
      Made.IsValue = true;
      break;
    default:
      return std::nullopt;
    }
  }
  return HasBase ? std::optional<Address>(std::move(Made)) : std::nullopt;
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
    if (auto Where = addressOf(DWARFExpression(
            Data, static_cast<std::uint8_t>(Width), U->getFormat())))
      Made.push_back({L.Range, std::move(*Where)});
  }
  return Made;
}

static bool overlap(const std::optional<DWARFAddressRange> &A,
                    const std::optional<DWARFAddressRange> &B) {
  return !A || !B || (A->LowPC < B->HighPC && B->LowPC < A->HighPC);
}

/// The offset of \p Base and \p Offset in the frame, where \p Range is valid.
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
  if (Frame.empty())
    return Placed;
  const std::uint64_t Own = Function.getOffset();
  // The innermost inlined function around, with the end of what is below it.
  std::vector<DWARFDie> Inlined;
  forEachDescendant(Function, [&](DWARFDie Die) {
    const Tag Kind = Die.getTag();
    if (Kind == DW_TAG_inlined_subroutine)
      return true;
    if (Kind != DW_TAG_variable && Kind != DW_TAG_formal_parameter)
      return Kind == DW_TAG_lexical_block;
    if (Die == FrameVariable)
      return false;
    for (const LocatedAddress &L : locationsOf(Die)) {
      DWARFDie Around = Die.getParent();
      while (Around && Around.getTag() == DW_TAG_lexical_block)
        Around = Around.getParent();
      PlacedVariable Made{
          Die, {}, Around && Around.getOffset() != Own, false, {}};
      const Address &A = L.Address;
      if (!A.IsValue) {
        if (auto At = offsetIn(Frame, L.Range, A.Base, A.Offset)) {
          Made.Offset = *At;
          Placed.push_back(Made);
          break;
        }
      }
      // What was read from the frame is there.
      if (A.ReadFrom)
        if (auto At = offsetIn(Frame, L.Range, A.ReadFrom->first,
                               A.ReadFrom->second)) {
          Made.Offset = *At;
          Placed.push_back(Made);
          break;
        }
      if (A.IsValue && Kind == DW_TAG_formal_parameter && Made.IsInlined &&
          !A.ReadFrom)
        if (auto At = offsetIn(Frame, L.Range, A.Base, A.Offset)) {
          Made.Offset = *At;
          Made.IsPointee = true;
          Made.Of = linkageNameOf(Around);
          Placed.push_back(Made);
          break;
        }
    }
    return false;
  });
  return Placed;
}

} // namespace coroscope
