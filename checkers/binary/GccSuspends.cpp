//===- GccSuspends.cpp - Where coroutines of GCC wait ---------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// GCC describes no suspension, but its code stores the number of each into the
// frame, and the line table has the line of the store (gcc 12:
// gcc/cp/coroutines.cc, expand_one_await_expression).
//
//===----------------------------------------------------------------------===//

#include "binary/GccSuspends.h"

#include "binary/DieFacts.h"
#include "binary/MachineCode.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/DebugInfo/DWARF/DWARFUnit.h"
#include "llvm/MC/MCInstrDesc.h"
#include "llvm/Object/ObjectFile.h"

#include <set>

using namespace llvm;
using namespace llvm::object;

namespace coroscope {

/// Functions are described in more bytes than this part of their code. What
/// claims more code is damaged, and would take long to read.
static constexpr std::uint64_t CodePerInformation = 16;

GccCode::GccCode(DWARFUnit &Unit, const ShownPath &Shown)
    : Unit(Unit), Shown(Shown), Left(CodePerInformation * Unit.getLength()) {
  if (const ObjectFile *File = Unit.getContext().getDWARFObj().getFile())
    Reader = Machine::create(*File);
}

GccCode::~GccCode() = default;

/// Returns the bytes of \p Range; empty if the file does not have them, as one
/// with debug information alone.
static ArrayRef<std::uint8_t> bytesOf(const ObjectFile &File,
                                      const DWARFAddressRange &Range) {
  const std::uint64_t Size = Range.HighPC - Range.LowPC;
  for (const SectionRef &Section : File.sections()) {
    const std::uint64_t Begin = Section.getAddress();
    if (!Section.isText() || Range.HighPC <= Range.LowPC ||
        Range.LowPC < Begin ||
        (Range.SectionIndex != SectionedAddress::UndefSection &&
         Range.SectionIndex != Section.getIndex()))
      continue;
    Expected<StringRef> Contents = Section.getContents();
    if (!Contents) {
      consumeError(Contents.takeError());
      continue;
    }
    const std::uint64_t Offset = Range.LowPC - Begin;
    if (Offset < Contents->size() && Size <= Contents->size() - Offset)
      return arrayRefFromStringRef(Contents->substr(Offset, Size));
  }
  return {};
}

/// Returns the call in \p Function that was replaced with the code at \p At; an
/// invalid DIE if there is none.
static DWARFDie inlinedAt(DWARFDie Function, const SectionedAddress &At) {
  DWARFDie Found;
  forEachDescendant(Function, [&](DWARFDie Die) {
    if (Found || Die.getTag() != dwarf::DW_TAG_inlined_subroutine)
      return !Found && Die.getTag() == dwarf::DW_TAG_lexical_block;
    Expected<DWARFAddressRangesVector> Ranges = Die.getAddressRanges();
    if (!Ranges)
      consumeError(Ranges.takeError());
    else if (any_of(*Ranges, [&](const DWARFAddressRange &Range) {
               return Range.SectionIndex == At.SectionIndex &&
                      Range.LowPC <= At.Address && At.Address < Range.HighPC;
             }))
      Found = Die;
    return false;
  });
  return Found;
}

/// Returns the place in the source of the coroutine that the code at \p At in
/// \p Function is of; unknown where the code is none of the coroutine's.
Place GccCode::placeAt(DWARFDie Function, const GccFunctions &Of,
                       const SectionedAddress &At) const {
  auto IsActor = [&](DWARFDie Die) {
    return Die == Of.Actor || Die.getAttributeValueAsReferencedDie(
                                  dwarf::DW_AT_abstract_origin) == Of.Actor;
  };
  bool IsInside = IsActor(Function);
  while (const DWARFDie Call = inlinedAt(Function, At)) {
    if (IsInside)
      return placeOfCall(Call, Shown);
    if (!IsActor(Call))
      return {};
    IsInside = true;
    Function = Call;
  }
  const auto *Lines = Unit.getContext().getLineTableForUnit(&Unit);
  if (!Lines || !IsInside)
    return {};
  const std::uint32_t Row = Lines->lookupAddress(At);
  if (Row == Lines->UnknownRowIndex)
    return {};
  const DWARFDebugLine::Row &Line = Lines->Rows[Row];
  return placeIn(Unit.getUnitDIE(), Line.File, Line.Line, Line.Column, Shown);
}

/// Returns true if \p Where is behind the first line of the coroutine and
/// before its last one, which code of no statement has, or if it has only one.
static bool isInBody(const Place &Where, const GccFunctions &Of) {
  return Where.isKnown() && Where.File == Of.First.File &&
         (Of.First.Line == Of.LastLine
              ? Where.Line == Of.LastLine
              : Of.First.Line < Where.Line && Where.Line < Of.LastLine);
}

std::map<unsigned, Place> GccCode::suspensions(const GccFunctions &Of,
                                               Bytes Index) {
  std::map<unsigned, Place> Found;
  if (!Reader)
    return Found;
  std::set<unsigned> Several;
  auto Take = [&](const StoredConstant &Stored, DWARFDie Function,
                  std::uint64_t Section) {
    // The first is 2; odd ones tell that the frame is to be destroyed.
    if (Stored.Value < 2 || Stored.Value % 2 != 0 || Stored.Value > 0xffff)
      return;
    Place Where = placeAt(Function, Of, {Stored.Address, Section});
    // The store of an await in an initializer counts as one at the end of the
    // coroutine, and what the optimizer has moved as one at its beginning; the
    // call of await_suspend behind it does not.
    for (std::uint64_t Next : Stored.Next) {
      if (isInBody(Where, Of))
        break;
      Where = placeAt(Function, Of, {Next, Section});
    }
    if (!isInBody(Where, Of))
      return;
    const auto Number = static_cast<unsigned>(Stored.Value / 2 - 1);
    const auto [It, IsNew] = Found.try_emplace(Number, Where);
    if (!IsNew && It->second.Line != Where.Line)
      Several.insert(Number);
  };
  const ObjectFile &File = *Unit.getContext().getDWARFObj().getFile();
  for (const DWARFDie Function : Of.All) {
    Expected<DWARFAddressRangesVector> Ranges = Function.getAddressRanges();
    if (!Ranges) {
      consumeError(Ranges.takeError());
      continue;
    }
    for (const DWARFAddressRange &Range : *Ranges) {
      const ArrayRef<std::uint8_t> Code = bytesOf(File, Range);
      if (Code.size() > Left)
        continue;
      Left -= Code.size();
      for (const StoredConstant &Stored :
           storedConstants(*Reader, Code, Range.LowPC, Index.Count))
        Take(Stored, Function, Range.SectionIndex);
    }
  }
  for (unsigned Number : Several)
    Found.erase(Number);
  return Found;
}

} // namespace coroscope
