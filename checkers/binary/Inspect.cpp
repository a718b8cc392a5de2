//===- Inspect.cpp - The coroutines of built programs ---------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/Inspect.h"

#include "binary/CodeFrames.h"
#include "binary/Producer.h"
#include "binary/UnitFilter.h"
#include "binary/UnitReader.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFCompileUnit.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/DebugInfo/DWARF/DWARFDebugAbbrev.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

namespace {
/// Collects the results of units and joins them early, since many units have
/// the same inline coroutines.
class Results {
  static constexpr std::size_t AtATime = 128;
  std::mutex Lock;
  std::vector<UnitResult> Pending;
  std::vector<Report> Joined;

  void joinPending() {
    Joined.push_back(merge(std::move(Pending)));
    Pending.clear();
    if (Joined.size() < 8)
      return;
    Report All = join(std::move(Joined));
    Joined.clear();
    Joined.push_back(std::move(All));
  }

public:
  void add(UnitResult Result) {
    const std::lock_guard Held(Lock);
    Pending.push_back(std::move(Result));
    if (Pending.size() == AtATime)
      joinPending();
  }
  Report take() {
    joinPending();
    Report All = join(std::move(Joined));
    All.Part.reset();
    return All;
  }
};

/// Runs \p Work, which may read damaged data on which LLVM ends the program.
/// Returns false if that happened.
bool safely(function_ref<void()> Work) {
  CrashRecoveryContext Guard;
  return Guard.RunSafely(Work);
}

constexpr char CannotBeRead[] = "it is damaged: LLVM gave up reading it";

/// Runs \p Work for 0 to \p Count - 1, on up to \p Threads threads.
void forEachIndex(std::size_t Count, unsigned Threads,
                  function_ref<void(std::size_t)> Work) {
  std::atomic<std::size_t> Next = 0;
  auto Run = [&] {
    for (std::size_t I; (I = Next++) < Count;)
      Work(I);
  };
  std::vector<std::thread> Others;
  for (std::size_t I = 1; I < std::min<std::size_t>(Threads, Count); ++I)
    Others.emplace_back(Run);
  Run();
  for (std::thread &Other : Others)
    Other.join();
}

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
  Results &Into;
  const unsigned Threads;
  CodeOfObject Code;
  UnitFilter Filter;
  std::string Target;
  std::mutex Lock;
  StringSet<> Described; ///< Mangled names.
  /// Units that have line tables only, and may have coroutines.
  std::vector<UnitFound> LinesOnly;

  class Context;

  bool CanBeginAnew = true; ///< False if reading again costs too much.

  void readUnits();
  void readChunk(std::size_t First, std::size_t Last);
  /// Returns the size of the debug information that it had to read, in bytes.
  std::uint64_t readUnit(Context &In, DWARFUnit &U);
  void readUndescribed();
  void setCommon(Coroutine &C, const Unit &From) const;
  void finish(UnitFound Found);
  void fail(std::string File, std::string Reason);

public:
  ObjectReader(const BinaryObject &Of, const Inspection &Wanted, Results &Into,
               unsigned Threads)
      : Of(Of), Wanted(Wanted), Into(Into), Threads(Threads), Code(*Of.Object),
        Target(targetOf(*Of.Object)) {}
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

void ObjectReader::fail(std::string File, std::string Reason) {
  UnitResult Failed;
  Failed.Unit.File = std::move(File);
  Failed.Unit.Status = UnitStatus::Failed;
  Failed.Unit.Reason = std::move(Reason);
  Failed.Unit.Target = Target;
  Into.add(std::move(Failed));
}

void ObjectReader::setCommon(Coroutine &C, const Unit &From) const {
  const Producer Made = readProducer(From.Producer);
  C.Optimization = Made.Optimization;
  C.Compiler = Made.Compiler;
  C.Unit = From.File;
  C.Units = {From.File};
}

/// Returns the absolute path of the source file of \p U.
static std::string pathOf(DWARFUnit &U, DWARFDie Die) {
  StringRef Name = dwarf::toStringRef(Die.find(DW_AT_name));
  // rustc appends its own part of a crate to the name.
  Name = Name.split("/@/").first;
  if (Name.empty())
    return {};
  SmallString<256> Path(Name);
  if (sys::path::is_relative(Path))
    if (const char *Directory = U.getCompilationDir()) {
      Path = Directory;
      sys::path::append(Path, Name);
    }
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

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
  Found.Unit.Target = Target;
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
      Found.Unit.File = pathOf(U, Own);
      Die = Own;
    } else {
      fail(Wanted.Shown(Of.Name),
           "cannot read '" + Split.str() +
               "', which has the debug information of a unit");
      return Read;
    }
  }
  const std::string Path = pathOf(U, Die);
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
    setCommon(C, Found.Unit);
  Found.Unit.Coroutines = Found.Coroutines.size();
  finish(std::move(Found));
  return Read;
}

void ObjectReader::finish(UnitFound Found) {
  {
    const std::lock_guard Held(Lock);
    for (const Coroutine &C : Found.Coroutines)
      Described.insert(C.MangledName);
    if (Found.IsLinesOnly && Found.Coroutines.empty() &&
        Found.Unit.Status == UnitStatus::Analyzed) {
      LinesOnly.push_back(std::move(Found));
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

void ObjectReader::readUndescribed() {
  std::vector<const SymbolCoroutine *> Missing;
  for (const SymbolCoroutine &Symbol : Code.coroutines())
    if (!Described.contains(Symbol.MangledName))
      Missing.push_back(&Symbol);
  std::map<std::string, UnitResult> ByUnit; // By the file.
  std::unique_ptr<Context> In;
  if (!Missing.empty() && hasDwarf(Of.debugObject()))
    In = std::make_unique<Context>(Of.debugObject());
  std::map<std::string, Unit> LinesOnlyByFile;
  for (UnitFound &Found : LinesOnly)
    LinesOnlyByFile.try_emplace(Found.Unit.File, Found.Unit);
  const unsigned Word = Of.Object->getBytesInAddress();
  for (const SymbolCoroutine *Symbol : Missing) {
    Coroutine C =
        coroutineOf(*Symbol, Code.frameSize(Symbol->MangledName), Word);
    Unit Own;
    Own.File = Wanted.Shown(Of.Name);
    Own.Status = UnitStatus::Failed;
    Own.Reason = "it has no debug information, compile with -g; its symbols "
                 "name coroutines";
    Own.Target = Target;
    Own.Optimization = "unknown";
    if (In) {
      const object::SectionedAddress At{Symbol->Address};
      if (DWARFUnit *U = In->Dwarf->getCompileUnitForCodeAddress(At.Address)) {
        DWARFDie Die = U->getNonSkeletonUnitDIE();
        if (const std::string Path = pathOf(*U, Die); !Path.empty()) {
          Own.File = Wanted.Shown(Path);
          Own.Producer = dwarf::toStringRef(Die.find(DW_AT_producer)).str();
          Own.Optimization = readProducer(Own.Producer).Optimization;
          if (LinesOnlyByFile.contains(Own.File))
            Own.Reason = "it has line tables only (-g1), which describe no "
                         "frames; compile with -g";
          else
            Own.Reason = "its debug information does not describe the frames "
                         "of all its coroutines";
        }
      }
      const auto Line = In->Dwarf->getLineInfoForAddress(
          At, {DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath,
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
    setCommon(C, Own);
    if (C.Compiler.empty())
      C.Compiler = Symbol->IsGcc ? "gcc" : "clang";
    UnitResult &Into = ByUnit[Own.File];
    Into.Unit = std::move(Own);
    ++Into.Unit.Coroutines;
    Into.Coroutines.push_back(std::move(C));
  }
  for (auto &[File, Result] : ByUnit) {
    Result.Unit.Coroutines = Result.Coroutines.size();
    setKeys(Result.Coroutines);
    Into.add(std::move(Result));
  }
  // If symbols would reveal coroutines, nothing is lost in units without any.
  for (UnitFound &Found : LinesOnly) {
    if (ByUnit.contains(Found.Unit.File))
      continue;
    UnitResult Result;
    Result.Unit = std::move(Found.Unit);
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
    return fail(Wanted.Shown(Of.Name),
                "it has neither debug information nor symbols; inspect it "
                "before it is stripped");
  UnitResult Result;
  Result.Unit.File = Wanted.Shown(Of.Name);
  Result.Unit.Status = UnitStatus::Skipped;
  Result.Unit.Reason = "it has no debug information, and no symbol of a "
                       "coroutine";
  Result.Unit.Target = Target;
  Into.add(std::move(Result));
}

void ObjectReader::read() {
  if (hasDwarf(Of.debugObject()))
    readUnits();
  readUndescribed();
}

/// Sets the compiler of \p Read, "mixed" if there are several.
static void setCompiler(Report &Read) {
  std::set<std::string> All;
  for (const Coroutine &C : Read.Coroutines)
    All.insert(C.Compiler);
  if (All.empty())
    for (const Unit &U : Read.Units)
      if (std::string Own = readProducer(U.Producer).Compiler; !Own.empty())
        All.insert(std::move(Own));
  if (All.empty())
    return;
  Read.Compiler = All.size() == 1 ? *All.begin() : "mixed";
}

Report inspect(const Inspection &Wanted) {
  CrashRecoveryContext::Enable();
  Results Into;
  const unsigned Threads = std::max(1u, Wanted.Threads);
  const std::size_t Files = std::max<std::size_t>(1, Wanted.Files.size());
  const unsigned Inner =
      std::max<unsigned>(1, static_cast<unsigned>(Threads / Files));
  forEachIndex(Wanted.Files.size(), Threads, [&](std::size_t I) {
    const std::string &File = Wanted.Files[I];
    auto Fail = [&](const std::string &Name, std::string Reason) {
      UnitResult Failed;
      Failed.Unit.File = Name;
      Failed.Unit.Status = UnitStatus::Failed;
      Failed.Unit.Reason = std::move(Reason);
      Into.add(std::move(Failed));
    };
    auto ReadFile = [&] {
      auto Objects = openBinary(File, Wanted.Search);
      if (!Objects)
        return Fail(File, toString(Objects.takeError()));
      for (BinaryObject &Object : *Objects) {
        if (!Object.Wrong.empty()) {
          Fail(Object.Name, Object.Wrong);
          continue;
        }
        if (!safely([&] { ObjectReader(Object, Wanted, Into, Inner).read(); }))
          Fail(Object.Name, CannotBeRead);
        Object.Object.reset();
      }
    };
    if (!safely(ReadFile))
      Fail(File, CannotBeRead);
  });
  Report Read = Into.take();
  setCompiler(Read);
  // Link the calls to coroutines of the program.
  std::map<std::string, std::string> KeyByName;
  for (const Coroutine &C : Read.Coroutines)
    KeyByName.try_emplace(C.MangledName, C.Key);
  for (Coroutine &C : Read.Coroutines)
    for (CoroutineCall &Call : C.Calls)
      if (auto It = KeyByName.find(Call.MangledName); It != KeyByName.end())
        Call.Key = It->second;
  return Read;
}

} // namespace coroscope
