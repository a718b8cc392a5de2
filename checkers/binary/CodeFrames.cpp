//===- CodeFrames.cpp - Frames in the machine code ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/CodeFrames.h"

#include "binary/FrameParts.h"
#include "binary/MachineCode.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/MC/MCInst.h"
#include "llvm/MC/MCInstrAnalysis.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Object/ObjectFile.h"

#include <algorithm>
#include <map>
#include <set>

using namespace llvm;
using namespace llvm::object;

namespace coroscope {

std::optional<SymbolCoroutine> coroutineOfSymbol(StringRef Symbol) {
  // GCC puts the mangled name of the frame's class, after its length, into the
  // name of the function.
  if (StringRef Rest = Symbol;
      Rest.consume_back(".actor") && Rest.ends_with(".Frame")) {
    for (std::size_t At = Rest.rfind("_Z"); At != StringRef::npos && At != 0;
         At = Rest.take_front(At).rfind("_Z")) {
      const std::size_t First =
          Rest.take_front(At).find_last_not_of("0123456789") + 1;
      std::size_t Length;
      // Some of the digits before may belong to another name.
      for (std::size_t From = First; From < At; ++From)
        if (!Rest.slice(From, At).getAsInteger(10, Length) &&
            Length == Rest.size() - At)
          return SymbolCoroutine{Rest.substr(At).drop_back(6).str(), true};
    }
    return std::nullopt;
  }
  StringRef Rest = Symbol;
  if (Rest.consume_back(".resume") && !Rest.empty() && !Rest.contains('.'))
    return SymbolCoroutine{Rest.str(), false};
  return std::nullopt;
}

namespace {
struct FunctionSymbol {
  std::string Name;
  std::uint64_t Address = 0;
  std::uint64_t Size = 0;
  SectionRef Section;
};

/// The kind of a called function.
enum class Callee { Other, New, Delete };
} // namespace

struct CodeOfObject::Implementation {
  const ObjectFile &Object;
  std::unique_ptr<Machine> Reader;
  StringMap<std::size_t> ByName;
  std::vector<FunctionSymbol> Functions;
  std::vector<SymbolCoroutine> Coroutines;
  /// The callees by address, or by the calling instruction in an object file.
  std::map<std::uint64_t, Callee> Callees;
  std::map<std::uint64_t, std::map<std::uint64_t, Callee>> Relocated;
  bool HasSymbols = false;
  bool IsTried = false;

  explicit Implementation(const ObjectFile &Object) : Object(Object) {}
  void readSymbols();
  void readFunctions();
  void readCallees();
  const FunctionSymbol *find(StringRef Name) const;
  void read(const FunctionSymbol &Function, std::set<std::uint64_t> &News,
            std::set<std::uint64_t> &Deletes);
};

static Callee kindOf(StringRef Symbol) {
  // Names as Microsoft's compiler mangles them.
  if (Symbol.starts_with("??2@"))
    return Callee::New;
  if (Symbol.starts_with("??3@"))
    return Symbol.ends_with("_K@Z") || Symbol.ends_with("I@Z") ? Callee::Delete
                                                               : Callee::Other;
  // Operators of the language, or of a class.
  Symbol.consume_front("_"); // Mach-O.
  if (!Symbol.starts_with("_Z") && !Symbol.starts_with("Z"))
    return Callee::Other;
  const std::string Mangled =
      Symbol.starts_with("Z") ? ("_" + Symbol).str() : Symbol.str();
  if (Mangled.find("nw") == std::string::npos &&
      Mangled.find("dl") == std::string::npos)
    return Callee::Other;
  const std::string Name = demangle(Mangled);
  if (Name.find("operator new(") != std::string::npos)
    return Callee::New;
  // Only the sized operators: (void*, unsigned long).
  const std::size_t Delete = Name.find("operator delete(void*, unsigned");
  return Delete != std::string::npos ? Callee::Delete : Callee::Other;
}

/// Calls \p Visit with each symbol of a function that \p Object defines. Skips
/// unreadable symbols.
static void forEachFunction(const ObjectFile &Object,
                            function_ref<void(StringRef, SymbolRef)> Visit) {
  // A damaged table may not end: a symbol takes at least this many bytes.
  std::size_t Left = Object.getData().size() / 8;
  auto Look = [&](const SymbolRef &Symbol) {
    auto Flags = Symbol.getFlags();
    if (!Flags) {
      // Further symbols will be as wrong.
      Left = std::min<std::size_t>(Left, 64);
      return consumeError(Flags.takeError());
    }
    if (*Flags & SymbolRef::SF_Undefined)
      return;
    auto Type = Symbol.getType();
    if (!Type)
      return consumeError(Type.takeError());
    if (*Type != SymbolRef::ST_Function)
      return;
    auto Name = Symbol.getName();
    if (!Name)
      return consumeError(Name.takeError());
    StringRef Plain = *Name;
    if (Object.isMachO())
      Plain.consume_front("_");
    Visit(Plain, Symbol);
  };
  for (const SymbolRef &Symbol : Object.symbols()) {
    if (Left == 0)
      return;
    --Left;
    Look(Symbol);
  }
  if (const auto *Elf = dyn_cast<ELFObjectFileBase>(&Object))
    for (const ELFSymbolRef &Symbol : Elf->getDynamicSymbolIterators()) {
      if (Left == 0)
        return;
      --Left;
      Look(Symbol);
    }
}

static std::optional<std::uint64_t> addressOf(const ObjectFile &Object,
                                              const SymbolRef &Symbol) {
  auto Address = Symbol.getAddress();
  if (!Address) {
    consumeError(Address.takeError());
    return std::nullopt;
  }
  // The lowest bit marks Thumb code.
  const bool IsArm =
      Object.getArch() == Triple::arm || Object.getArch() == Triple::thumb;
  return IsArm ? *Address & ~std::uint64_t(1) : *Address;
}

void CodeOfObject::Implementation::readSymbols() {
  std::map<std::string, SymbolCoroutine> Found;
  forEachFunction(Object, [&](StringRef Name, SymbolRef Symbol) {
    HasSymbols = true;
    if (auto Coroutine = coroutineOfSymbol(Name)) {
      Coroutine->Address = addressOf(Object, Symbol).value_or(0);
      Found.try_emplace(Coroutine->MangledName, *Coroutine);
    }
  });
  for (auto &[Name, Coroutine] : Found)
    Coroutines.push_back(std::move(Coroutine));
}

void CodeOfObject::Implementation::readFunctions() {
  forEachFunction(Object, [&](StringRef Name, SymbolRef Symbol) {
    auto Section = Symbol.getSection();
    if (!Section)
      return consumeError(Section.takeError());
    const auto Address = addressOf(Object, Symbol);
    if (!Address || *Section == Object.section_end())
      return;
    FunctionSymbol Function{Name.str(), *Address, 0, **Section};
    if (Object.isELF())
      Function.Size = ELFSymbolRef(Symbol).getSize();
    if (ByName.try_emplace(Function.Name, Functions.size()).second)
      Functions.push_back(std::move(Function));
  });
}

void CodeOfObject::Implementation::readCallees() {
  for (const FunctionSymbol &F : Functions)
    if (const Callee Kind = kindOf(F.Name); Kind != Callee::Other)
      Callees[F.Address] = Kind;
  if (const auto *Elf = dyn_cast<ELFObjectFileBase>(&Object)) {
    for (const ELFPltEntry &Entry : Elf->getPltEntries(*Reader->Subtarget)) {
      if (!Entry.Symbol)
        continue;
      const SymbolRef Symbol(*Entry.Symbol, Elf);
      if (auto Name = Symbol.getName()) {
        if (const Callee Kind = kindOf(*Name); Kind != Callee::Other)
          Callees[Entry.Address] = Kind;
      } else {
        consumeError(Name.takeError());
      }
    }
  }
  // Calls in object files have relocations.
  if (!Object.isRelocatableObject())
    return;
  for (const SectionRef &Section : Object.sections()) {
    auto Target = Section.getRelocatedSection();
    if (!Target) {
      consumeError(Target.takeError());
      continue;
    }
    const SectionRef Of = *Target == Object.section_end() ? Section : **Target;
    for (const RelocationRef &Relocation : Section.relocations()) {
      const symbol_iterator Symbol = Relocation.getSymbol();
      if (Symbol == Object.symbol_end())
        continue;
      if (auto Name = Symbol->getName()) {
        if (const Callee Kind = kindOf(*Name); Kind != Callee::Other)
          Relocated[Of.getIndex()][Relocation.getOffset()] = Kind;
      } else {
        consumeError(Name.takeError());
      }
    }
  }
}

const FunctionSymbol *CodeOfObject::Implementation::find(StringRef Name) const {
  const auto It = ByName.find(Name);
  return It == ByName.end() ? nullptr : &Functions[It->second];
}

void CodeOfObject::Implementation::read(const FunctionSymbol &Function,
                                        std::set<std::uint64_t> &News,
                                        std::set<std::uint64_t> &Deletes) {
  static constexpr std::uint64_t Longest = 1u << 20;
  auto Contents = Function.Section.getContents();
  if (!Contents) {
    consumeError(Contents.takeError());
    return;
  }
  const std::uint64_t Begin = Function.Section.getAddress();
  if (Function.Address < Begin || Function.Address - Begin >= Contents->size())
    return;
  const std::uint64_t Offset = Function.Address - Begin;
  std::uint64_t Size = Function.Size;
  if (!Size) {
    // Assume that the function ends where the next one begins.
    Size = Contents->size() - Offset;
    for (const FunctionSymbol &Other : Functions)
      if (Other.Section == Function.Section && Other.Address > Function.Address)
        Size = std::min(Size, Other.Address - Function.Address);
  }
  Size = std::min({Size, Contents->size() - Offset, Longest});
  const ArrayRef<std::uint8_t> Code(
      reinterpret_cast<const std::uint8_t *>(Contents->data()) + Offset, Size);
  const auto Relocations = Relocated.find(Function.Section.getIndex());
  Constants Registers(Reader->TheTriple.getArch(), Object.isCOFF());
  if (Reader->Analysis)
    Reader->Analysis->resetState();
  Callee Named = Callee::Other;
  forEachInstruction(
      *Reader, Code, Function.Address, [&](const MachineInstruction *I) {
        if (!I)
          return Registers.called();
        const MCInstrDesc &Description =
            Reader->Instructions->get(I->Code.getOpcode());
        // RISC-V names the callee in the instruction before the call.
        if (Relocations != Relocated.end()) {
          const std::uint64_t InSection = I->Address - Begin;
          const auto It = Relocations->second.lower_bound(InSection);
          if (It != Relocations->second.end() &&
              It->first < InSection + I->Length)
            Named = It->second;
        }
        // A tail call of the allocation function is a jump.
        const bool IsCall =
            Description.isCall() ||
            (Reader->Analysis && Reader->Analysis->isCall(I->Code));
        if (IsCall || Description.isUnconditionalBranch() ||
            (Description.isBranch() && Description.isBarrier()) ||
            (Description.isTerminator() && Named != Callee::Other)) {
          Callee Kind = std::exchange(Named, Callee::Other);
          std::uint64_t Target = 0;
          if (Relocations == Relocated.end() && Reader->Analysis &&
              Reader->Analysis->evaluateBranch(I->Code, I->Address, I->Length,
                                               Target)) {
            if (const auto It = Callees.find(Target); It != Callees.end())
              Kind = It->second;
          }
          if (Kind == Callee::New) {
            if (auto Value = Registers.argument(0))
              News.insert(*Value);
            else
              News.insert(0); // The argument is not a constant.
          } else if (Kind == Callee::Delete) {
            if (auto Value = Registers.argument(1))
              Deletes.insert(*Value);
          }
          Registers.called();
        } else if (Description.isTerminator()) {
          Registers.called();
        } else {
          Registers.read(I->Mnemonic, I->Operands);
        }
        if (Reader->Analysis)
          Reader->Analysis->updateState(I->Code, I->Address);
      });
}

CodeOfObject::CodeOfObject(const ObjectFile &Object)
    : Impl(std::make_unique<Implementation>(Object)) {
  Impl->readSymbols();
}

CodeOfObject::~CodeOfObject() = default;

const std::vector<SymbolCoroutine> &CodeOfObject::coroutines() const {
  return Impl->Coroutines;
}

bool CodeOfObject::hasSymbols() const { return Impl->HasSymbols; }

std::optional<Bytes> CodeOfObject::frameSize(StringRef Mangled) {
  Implementation &I = *Impl;
  if (!I.IsTried) {
    I.IsTried = true;
    I.Reader = Machine::create(I.Object);
    if (I.Reader) {
      I.readFunctions();
      I.readCallees();
    }
  }
  if (!I.Reader)
    return std::nullopt;
  std::set<std::uint64_t> News, Deletes;
  if (const FunctionSymbol *Ramp = I.find(Mangled)) {
    std::set<std::uint64_t> Ignored;
    I.read(*Ramp, News, Ignored);
  }
  for (StringRef Suffix : {".destroy", ".resume"})
    if (const FunctionSymbol *Clone = I.find((Mangled + Suffix).str())) {
      std::set<std::uint64_t> Ignored, Own;
      I.read(*Clone, Ignored, Own);
      Deletes.insert(Own.begin(), Own.end());
    }
  std::set<std::uint64_t> Both;
  std::set_intersection(News.begin(), News.end(), Deletes.begin(),
                        Deletes.end(), std::inserter(Both, Both.end()));
  // Take the only size if just allocations, or just deallocations, name any.
  // Otherwise take the only size that both name.
  std::optional<std::uint64_t> Size;
  if (News.size() == 1 && Deletes.empty())
    Size = *News.begin();
  else if (Deletes.size() == 1 && News.empty())
    Size = *Deletes.begin();
  else if (Both.size() == 1)
    Size = *Both.begin();
  if (!Size || *Size == 0 || Bytes(*Size) > LargestFrame)
    return std::nullopt;
  return Bytes(*Size);
}

Coroutine coroutineOf(const SymbolCoroutine &Symbol,
                      std::optional<Bytes> FrameSize, unsigned PointerSize) {
  Coroutine C;
  C.MangledName = Symbol.MangledName;
  C.Name = demangle(Symbol.MangledName);
  C.Evidence = FrameSize ? Evidence::Code : Evidence::Symbol;
  const Bytes Word(PointerSize);
  if (FrameSize && *FrameSize >= Word + Word) {
    C.Frame.Size = *FrameSize;
    std::vector<FramePart> Parts;
    Parts.push_back(
        bookkeeping(OccupantKind::ResumePointer, "", "", Bytes(0), Word));
    Parts.push_back(
        bookkeeping(OccupantKind::DestroyPointer, "", "", Word, Word));
    const Bytes Rest = C.Frame.Size - (Word + Word);
    FramePart Unknown{Word + Word, {}};
    Unknown.Occupant.Size = Rest;
    Parts.push_back(std::move(Unknown));
    C.Frame.Ranges = rangesOf(std::move(Parts), C.Frame.Size);
    setSuspends(C, {});
  } else {
    C.Evidence = Evidence::Symbol;
  }
  return C;
}

} // namespace coroscope
