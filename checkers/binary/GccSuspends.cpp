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

#include "binary/MachineCode.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/DebugInfo/DWARF/DWARFUnit.h"
#include "llvm/MC/MCInstrDesc.h"
#include "llvm/Object/ObjectFile.h"

#include <set>

using namespace llvm;
using namespace llvm::object;

namespace coroscope {

GccCode::GccCode(DWARFUnit &Unit) : Unit(Unit) {
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

std::map<unsigned, Place> GccCode::suspensions(ArrayRef<DWARFDie> Functions,
                                               Bytes Index,
                                               const ShownPath &Shown) {
  std::map<unsigned, Place> Found;
  std::set<unsigned> Several;
  DWARFContext &Context = Unit.getContext();
  const DWARFDebugLine::LineTable *Lines =
      Reader ? Context.getLineTableForUnit(&Unit) : nullptr;
  if (!Lines)
    return Found;
  const ObjectFile &File = *Context.getDWARFObj().getFile();
  auto Take = [&](std::uint64_t Stored, const SectionedAddress &At) {
    // The first is 2; odd ones tell that the frame is to be destroyed.
    if (Stored < 2 || Stored % 2 != 0 || Stored > 0xffff)
      return;
    const auto Number = static_cast<unsigned>(Stored / 2 - 1);
    const std::uint32_t Row = Lines->lookupAddress(At);
    if (Row == Lines->UnknownRowIndex)
      return;
    const DWARFDebugLine::Row &Line = Lines->Rows[Row];
    const Place Where =
        placeIn(Unit.getUnitDIE(), Line.File, Line.Line, Line.Column, Shown);
    if (!Where.isKnown())
      return;
    const auto [It, IsNew] = Found.try_emplace(Number, Where);
    if (!IsNew && It->second.Line != Where.Line)
      Several.insert(Number);
  };
  for (const DWARFDie Function : Functions) {
    Expected<DWARFAddressRangesVector> Ranges = Function.getAddressRanges();
    if (!Ranges) {
      consumeError(Ranges.takeError());
      continue;
    }
    for (const DWARFAddressRange &Range : *Ranges)
      forEachStored(*Reader, bytesOf(File, Range), Range.LowPC, Index.Count,
                    [&](std::uint64_t Stored, std::uint64_t Address) {
                      Take(Stored, {Address, Range.SectionIndex});
                    });
  }
  for (unsigned Number : Several)
    Found.erase(Number);
  return Found;
}

} // namespace coroscope
