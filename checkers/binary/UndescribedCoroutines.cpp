//===- UndescribedCoroutines.cpp - Coroutines in symbols alone ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/UndescribedCoroutines.h"

#include "binary/Producer.h"
#include "binary/UnitReader.h"

#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFCompileUnit.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"

#include <map>
#include <memory>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

/// Fills in \p Own, the unit whose code is at \p Address, if \p Lines has it.
static void setUnitAt(Unit &Own, std::uint64_t Address, DWARFContext &Lines,
                      const StringSet<> &LinesOnly, const ShownPath &Shown) {
  if (DWARFUnit *U = Lines.getCompileUnitForCodeAddress(Address)) {
    DWARFDie Die = U->getNonSkeletonUnitDIE();
    if (const std::string Path = sourcePathOf(*U, Die); !Path.empty()) {
      Own.File = Shown(Path);
      Own.Producer = dwarf::toStringRef(Die.find(DW_AT_producer)).str();
      Own.Optimization = readProducer(Own.Producer).Optimization;
      if (LinesOnly.contains(Own.File))
        Own.Reason = "it has line tables only (-g1), which describe no "
                     "frames; compile with -g";
      else
        Own.Reason = "its debug information does not describe the frames "
                     "of all its coroutines";
    }
  }
}

/// Sets the place of \p C, whose code is at \p Address, if \p Lines has it.
static void setPlaceAt(Coroutine &C, std::uint64_t Address, DWARFContext &Lines,
                       const Inspection &Wanted) {
  const auto Line = Lines.getLineInfoForAddress(
      object::SectionedAddress{Address},
      {DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath,
       DILineInfoSpecifier::FunctionNameKind::None});
  if (Line && *Line) {
    const std::string File =
        Line->StartLine ? Line->StartFileName : Line->FileName;
    const unsigned Number = Line->StartLine ? Line->StartLine : Line->Line;
    if (Number && File != DILineInfo::BadString) {
      C.Where = {Wanted.Shown(File), Number, 0, 0};
      C.System = Wanted.IsSystem(C.Where.File.str());
    }
  }
}

void readUndescribed(const BinaryObject &Of, CodeOfObject &Code,
                     const DescribedObject &Read, const Inspection &Wanted,
                     UnitResults &Into) {
  std::vector<const SymbolCoroutine *> Missing;
  for (const SymbolCoroutine &Symbol : Code.coroutines())
    if (!Read.Names.contains(Symbol.MangledName))
      Missing.push_back(&Symbol);
  std::map<std::string, UnitResult> ByUnit; // By the file.
  std::unique_ptr<DWARFContext> Lines;
  if (!Missing.empty() && hasDwarf(Of.debugObject()))
    Lines = DWARFContext::create(Of.debugObject(),
                                 DWARFContext::ProcessDebugRelocations::Process,
                                 nullptr, "", consumeError, consumeError);
  StringSet<> LinesOnly; // Files.
  for (const Unit &Own : Read.LinesOnly)
    LinesOnly.insert(Own.File);
  const unsigned Word = Of.Object->getBytesInAddress();
  for (const SymbolCoroutine *Symbol : Missing) {
    Coroutine C =
        coroutineOf(*Symbol, Code.frameSize(Symbol->MangledName), Word);
    Unit Own;
    Own.File = Wanted.Shown(Of.Name);
    Own.Status = UnitStatus::Failed;
    Own.Reason = "it has no debug information, compile with -g; its symbols "
                 "name coroutines";
    Own.Target = Read.Target;
    Own.Optimization = "unknown";
    if (Lines) {
      setUnitAt(Own, Symbol->Address, *Lines, LinesOnly, Wanted.Shown);
      setPlaceAt(C, Symbol->Address, *Lines, Wanted);
    }
    setUnit(C, Own);
    if (C.Compiler.empty())
      C.Compiler = Symbol->IsGcc ? "gcc" : "clang";
    UnitResult &Result = ByUnit[Own.File];
    Result.Unit = std::move(Own);
    Result.Coroutines.push_back(std::move(C));
  }
  for (auto &[File, Result] : ByUnit) {
    Result.Unit.Coroutines = Result.Coroutines.size();
    setKeys(Result.Coroutines);
    Into.add(std::move(Result));
  }
  // If symbols would reveal coroutines, nothing is lost in units without any.
  for (const Unit &Own : Read.LinesOnly) {
    if (ByUnit.contains(Own.File))
      continue;
    UnitResult Result;
    Result.Unit = Own;
    Result.Unit.Status =
        Code.hasSymbols() ? UnitStatus::Skipped : UnitStatus::Failed;
    Result.Unit.Reason =
        Code.hasSymbols()
            ? "it has line tables only (-g1), and no symbol of a coroutine"
            : "it has line tables only (-g1), and no symbols";
    Into.add(std::move(Result));
  }
  if (hasDwarf(Of.debugObject()) || !ByUnit.empty())
    return;
  if (!Code.hasSymbols())
    return Into.addFailed(
        Wanted.Shown(Of.Name),
        "it has neither debug information nor symbols; inspect it "
        "before it is stripped",
        Read.Target);
  UnitResult Result;
  Result.Unit.File = Wanted.Shown(Of.Name);
  Result.Unit.Status = UnitStatus::Skipped;
  Result.Unit.Reason = "it has no debug information, and no symbol of a "
                       "coroutine";
  Result.Unit.Target = Read.Target;
  Into.add(std::move(Result));
}

} // namespace coroscope
