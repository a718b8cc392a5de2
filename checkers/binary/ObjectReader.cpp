//===- ObjectReader.cpp - The coroutines of one object --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/ObjectReader.h"

#include "binary/CodeFrames.h"
#include "binary/GuardedThreads.h"
#include "binary/Producer.h"
#include "binary/UndescribedCoroutines.h"
#include "binary/UnitFilter.h"
#include "binary/UnitReader.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFCompileUnit.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/DebugInfo/DWARF/DWARFDebugAbbrev.h"

#include <mutex>
#include <optional>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

namespace {
/// Returns the target, such as "x86_64-elf"; an object tells no more.
std::string targetOf(const object::ObjectFile &Object) {
  const StringRef Format = Object.isCOFF()    ? "coff"
                           : Object.isMachO() ? "macho"
                                              : "elf";
  return (Triple::getArchTypeName(Object.getArch()) + "-" + Format).str();
}

/// The result of one unit of debug information.
struct UnitFound {
  coroscope::Unit Unit;
  std::vector<Coroutine> Coroutines;
  bool IsLinesOnly = false;
};

/// Reads one object.
class ObjectReader {
  const BinaryObject &Of;
  const Inspection &Wanted;
  UnitResults &Into;
  const unsigned Threads;
  CodeOfObject Code;
  UnitFilter Filter;
  std::mutex Lock;
  DescribedObject Described;

  class Context;

  bool CanBeginAnew = true; ///< False if reading again costs too much.

  void readUnits();
  void readChunk(std::size_t First, std::size_t Last);
  /// Returns the size of the debug information that it had to read, in bytes.
  std::uint64_t readUnit(Context &In, DWARFUnit &U);
  void finish(UnitFound Found);
  void fail(std::string File, std::string Reason) {
    Into.addFailed(std::move(File), std::move(Reason), Described.Target);
  }

public:
  ObjectReader(const BinaryObject &Of, const Inspection &Wanted,
               UnitResults &Into, unsigned Threads)
      : Of(Of), Wanted(Wanted), Into(Into), Threads(Threads), Code(*Of.Object),
        Described{targetOf(*Of.Object), {}, {}} {}
  void read();
};

/// The debug information of the object, with its first error.
class ObjectReader::Context {
  std::string FirstWrong;

public:
  std::unique_ptr<DWARFContext> Dwarf;
  /// The filter for the names of the last split unit.
  const char *StringsOfSplit = nullptr;
  UnitFilter FilterOfSplit;

  explicit Context(const object::ObjectFile &Object) {
    auto Note = [this](Error Why) {
      const std::string Text = toString(std::move(Why));
      if (FirstWrong.empty())
        FirstWrong = Text;
    };
    Dwarf = DWARFContext::create(Object,
                                 DWARFContext::ProcessDebugRelocations::Process,
                                 nullptr, "", Note, Note);
  }
  /// Returns the first error since the last call; or empty.
  std::string takeWrong() { return std::exchange(FirstWrong, {}); }
};
} // namespace

/// Returns true if no DIE of \p U can describe values.
static bool hasLinesOnly(DWARFUnit &U) {
  const DWARFAbbreviationDeclarationSet *Declared = U.getAbbreviations();
  if (!Declared)
    return false;
  return none_of(*Declared, [](const DWARFAbbreviationDeclaration &D) {
    switch (D.getTag()) {
    case DW_TAG_base_type:
    case DW_TAG_pointer_type:
    case DW_TAG_structure_type:
    case DW_TAG_class_type:
    case DW_TAG_union_type:
    case DW_TAG_enumeration_type:
    case DW_TAG_typedef:
    case DW_TAG_unspecified_type:
    case DW_TAG_variable:
    case DW_TAG_formal_parameter:
    case DW_TAG_imported_declaration:
      return true;
    default:
      return false;
    }
  });
}

std::uint64_t ObjectReader::readUnit(Context &In, DWARFUnit &U) {
  // The abbreviations stay in memory.
  std::uint64_t Read = 16384;
  UnitFound Found;
  Found.Unit.Target = Described.Target;
  DWARFDie Die = U.getUnitDIE(/*ExtractUnitDIEOnly=*/true);
  if (!Die) {
    const std::string Why = In.takeWrong();
    fail(Of.Name, "debug information at offset " +
                      std::to_string(U.getOffset()) + " is damaged" +
                      (Why.empty() ? "" : ": " + Why));
    return Read;
  }
  DWARFUnit *Reading = &U;
  const StringRef Split =
      dwarf::toStringRef(Die.find({DW_AT_dwo_name, DW_AT_GNU_dwo_name}));
  const bool IsSplit = !Split.empty() && !U.isDWOUnit();
  if (IsSplit) {
    DWARFDie Own = U.getNonSkeletonUnitDIE(/*ExtractUnitDIEOnly=*/true);
    if (Own && Own.getDwarfUnit() != &U) {
      Reading = Own.getDwarfUnit();
      Found.Unit.File = sourcePathOf(U, Own);
      Die = Own;
    } else {
      fail(Wanted.Shown(Of.Name),
           "cannot read '" + Split.str() +
               "', which has the debug information of a unit");
      return Read;
    }
  }
  const std::string Path = sourcePathOf(U, Die);
  Found.Unit.File = Path.empty() ? Of.Name : Wanted.Shown(Path);
  Found.Unit.Producer = dwarf::toStringRef(Die.find(DW_AT_producer)).str();
  const Producer Made = readProducer(Found.Unit.Producer);
  Found.Unit.Optimization = Made.Optimization;
  Found.Unit.Status = UnitStatus::Analyzed;
  Found.IsLinesOnly = Made.IsLinesOnly || hasLinesOnly(*Reading);

  const UnitFilter *Choice = &Filter;
  if (IsSplit) {
    const StringRef Strings = Reading->getStringSection();
    if (In.StringsOfSplit != Strings.data()) {
      In.StringsOfSplit = Strings.data();
      In.FilterOfSplit = UnitFilter(Strings);
    }
    Choice = &In.FilterOfSplit;
  }
  if (IsSplit)
    Read += Reading->getLength();
  if (Choice->mayHaveCoroutines(*Reading)) {
    Read += Reading->getLength();
    const UnitToRead Own{Reading->getUnitDIE(/*ExtractUnitDIEOnly=*/false),
                         Wanted.Shown};
    if (Own.Root) {
      for (auto *Read : {readClangUnit, readGccUnit, readRustUnit})
        llvm::append_range(Found.Coroutines, Read(Own));
      // Keep only the consistent coroutines of damaged information.
      erase_if(Found.Coroutines, [&](const Coroutine &C) {
        return !findDefect(C.Frame, C.Suspends.size()).empty() ||
               !findDefect(C).empty();
      });
      setKeys(Found.Coroutines);
      for (Coroutine &C : Found.Coroutines)
        C.System = C.Where.isKnown() && Wanted.IsSystem(C.Where.File.str());
    }
  }
  if (const std::string Why = In.takeWrong(); !Why.empty()) {
    Found.Unit.Status = UnitStatus::Failed;
    Found.Unit.Reason = "its debug information is damaged: " + Why;
  }
  for (Coroutine &C : Found.Coroutines)
    setUnit(C, Found.Unit);
  Found.Unit.Coroutines = Found.Coroutines.size();
  finish(std::move(Found));
  return Read;
}

void ObjectReader::finish(UnitFound Found) {
  {
    const std::lock_guard Held(Lock);
    for (const Coroutine &C : Found.Coroutines)
      Described.Names.insert(C.MangledName);
    if (Found.IsLinesOnly && Found.Coroutines.empty() &&
        Found.Unit.Status == UnitStatus::Analyzed) {
      Described.LinesOnly.push_back(std::move(Found.Unit));
      return;
    }
  }
  UnitResult Result;
  Result.Unit = std::move(Found.Unit);
  Result.Coroutines = std::move(Found.Coroutines);
  Into.add(std::move(Result));
}

void ObjectReader::readChunk(std::size_t First, std::size_t Last) {
  // LLVM frees parsed units only together with the whole context.
  static constexpr std::uint64_t MostAtATime = 4u << 20;
  std::optional<Context> In;
  std::size_t Count = 0;
  std::uint64_t Read = 0;
  for (std::size_t I = First; I < Last; ++I) {
    if (!In || (Read > MostAtATime && CanBeginAnew)) {
      In.emplace(Of.debugObject());
      Count = In->Dwarf->getNumCompileUnits();
      Read = 0;
      // Errors about the units in general are reported once.
      if (First != 0)
        In->takeWrong();
    }
    if (I >= Count)
      break;
    DWARFUnit *U = In->Dwarf->getUnitAtIndex(static_cast<unsigned>(I));
    if (U && !U->isTypeUnit())
      Read += readUnit(*In, *U);
  }
  if (Last >= Count) {
    // A file of split units has only these.
    if (Count == 0)
      for (const std::unique_ptr<DWARFUnit> &U : In->Dwarf->dwo_compile_units())
        readUnit(*In, *U);
    if (const std::string Why = In->takeWrong(); !Why.empty())
      fail(Of.Name, "its debug information is damaged: " + Why);
  }
  Of.forgetPages();
}

/// Returns true if parts of \p Object must be prepared before they can be read,
/// work that each thread should not repeat.
static bool isPrepared(const object::ObjectFile &Object) {
  return Object.isRelocatableObject() ||
         any_of(Object.sections(), [](const object::SectionRef &Section) {
           return Section.isCompressed();
         });
}

void ObjectReader::readUnits() {
  std::vector<std::size_t> Begins = {0}; // The begins of the chunks.
  const bool InOne = isPrepared(Of.debugObject());
  CanBeginAnew = !InOne;
  {
    Context In(Of.debugObject());
    const DWARFObject &Sections = In.Dwarf->getDWARFObj();
    if (!Of.debugObject().isRelocatableObject())
      Filter = UnitFilter(Sections.getStrSection());
    static constexpr std::uint64_t ChunkSize = 8u << 20;
    std::uint64_t End = ChunkSize;
    const std::size_t Count = In.Dwarf->getNumCompileUnits();
    for (std::size_t I = 0; I < Count && !InOne; ++I) {
      const DWARFUnit *U = In.Dwarf->getUnitAtIndex(static_cast<unsigned>(I));
      if (U && U->getOffset() >= End) {
        Begins.push_back(I);
        End = U->getOffset() + ChunkSize;
      }
    }
    Of.forgetPages();
  }
  Begins.push_back(~std::size_t(0));
  forEachIndex(Begins.size() - 1, Threads, [&](std::size_t I) {
    if (!safely([&] { readChunk(Begins[I], Begins[I + 1]); }))
      fail(Of.Name, CannotBeRead);
  });
}

void ObjectReader::read() {
  if (hasDwarf(Of.debugObject()))
    readUnits();
  readUndescribed(Of, Code, Described, Wanted, Into);
}

void readObject(const BinaryObject &Object, const Inspection &Wanted,
                unsigned Threads, UnitResults &Into) {
  ObjectReader(Object, Wanted, Into, Threads).read();
}

} // namespace coroscope
