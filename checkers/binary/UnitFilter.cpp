//===- UnitFilter.cpp - Units that may have coroutines --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/UnitFilter.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/DebugInfo/DWARF/DWARFUnit.h"
#include "llvm/Support/Endian.h"

#include <algorithm>
#include <cstring>

using namespace llvm;

namespace coroscope {

/// Names in the descriptions of coroutines by Clang, GCC and rustc, with the
/// terminating 0: a string may be stored as the end of another one.
static constexpr StringRef Names[] = {
    StringRef("__coro_frame\0", 13),
    StringRef("frame_ptr\0", 10),
    StringRef("Unresumed\0", 10),
};

static constexpr unsigned LowBits = 16;

UnitFilter::UnitFilter(StringRef Strings)
    : Low(1u << LowBits), HasStrings(!Strings.empty()) {
  for (StringRef Name : Names)
    for (std::size_t At = 0; (At = Strings.find(Name, At)) != StringRef::npos;
         At += Name.size())
      Offsets.push_back(static_cast<std::uint32_t>(At));
  std::sort(Offsets.begin(), Offsets.end());
  for (std::uint32_t Offset : Offsets)
    Low[Offset & ((1u << LowBits) - 1)] = true;
}

bool UnitFilter::mayBeIn(StringRef Bytes, unsigned Step) const {
  if (Offsets.empty() || Bytes.size() < 4)
    return false;
  const char *At = Bytes.data();
  const char *const End = At + Bytes.size() - 3;
  // Programs in big-endian byte order are not filtered.
  if (Offsets.size() == 1) {
    // One offset is the usual case, and memmem is fast.
    char Wanted[4];
    support::endian::write32le(Wanted, Offsets.front());
    return ::memmem(Bytes.data(), Bytes.size(), Wanted, 4) != nullptr;
  }
  for (; At < End; At += Step) {
    const std::uint32_t Value = support::endian::read32le(At);
    if (Low[Value & ((1u << LowBits) - 1)] &&
        std::binary_search(Offsets.begin(), Offsets.end(), Value))
      return true;
  }
  return false;
}

bool UnitFilter::mayHaveCoroutines(DWARFUnit &Unit) const {
  if (IsOff || !Unit.isLittleEndian() || Unit.getFormat() == dwarf::DWARF64)
    return true;
  const StringRef Section = Unit.getInfoSection().Data;
  if (Unit.getNextUnitOffset() > Section.size() ||
      Unit.getOffset() > Unit.getNextUnitOffset())
    return true;
  const StringRef Own =
      Section.slice(Unit.getOffset(), Unit.getNextUnitOffset());
  if (Unit.getVersion() >= 5)
    if (const auto &Table = Unit.getStringOffsetsTableContribution()) {
      const StringRef Offsets = Unit.getStringOffsetSection().Data;
      if (Table->Base > Offsets.size() ||
          Table->Size > Offsets.size() - Table->Base)
        return true;
      if (mayBeIn(Offsets.substr(Table->Base, Table->Size), 4))
        return true;
    }
  if (mayBeIn(Own, 1))
    return true;
  return !HasStrings &&
         any_of(Names, [&](StringRef Name) { return Own.contains(Name); });
}

} // namespace coroscope
