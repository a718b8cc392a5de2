//===- ClangFrames.cpp - Frames in the debug information of Clang ---------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM describes a frame in CoroFrame.cpp, buildFrameDebugInfo(): a variable
// __coro_frame in each function of the coroutine, whose type has a member for
// each field. At -O0 most of them have the names of variables; ClangNames names
// the others.
//
//===----------------------------------------------------------------------===//

#include "binary/ClangNames.h"
#include "binary/ClangSuspends.h"
#include "binary/CppText.h"
#include "binary/DieFacts.h"
#include "binary/FieldTypes.h"
#include "binary/FrameLocations.h"
#include "binary/FrameParts.h"
#include "binary/TypeSizes.h"
#include "binary/UnitReader.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFUnit.h"

#include <algorithm>
#include <set>
#include <tuple>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

/// Returns the name of the ramp for the clone \p Name, such as "f.resume".
static StringRef withoutClone(StringRef Name) {
  for (StringRef Suffix : {".resume", ".destroy", ".cleanup"})
    if (Name.consume_back(Suffix))
      break;
  return Name;
}

namespace {
/// A variable __coro_frame in a function.
struct FrameVariable {
  DWARFDie Variable;
  DWARFDie Function; ///< A subprogram or an inlined one.
};

/// The variables of one frame type.
struct FrameUse {
  DWARFDie Type;
  std::vector<FrameVariable> Variables;

  /// Returns the functions of the variables, each followed by the one that it
  /// is an instance of, which may be invalid.
  std::vector<DWARFDie> functions() const {
    std::vector<DWARFDie> Functions;
    for (const FrameVariable &V : Variables) {
      Functions.push_back(V.Function);
      Functions.push_back(
          V.Function.getAttributeValueAsReferencedDie(DW_AT_abstract_origin));
    }
    return Functions;
  }
};

/// What a unit has about coroutines.
struct UnitIndex {
  const UnitToRead &Unit;
  StringMap<DWARFDie> Subprograms; ///< By linkage name.
  std::vector<FrameUse> Frames;
  ClassesInIR Classes;

  explicit UnitIndex(const UnitToRead &Unit);
};

/// Makes the frame of one coroutine.
class OneFrame {
  UnitIndex &Index;
  const FrameUse &Use;
  const unsigned Depth; ///< The nesting of a frame in frames; 0 if outermost.
  DWARFDie Ramp;        ///< Or one of the clones, if the ramp is missing.
  Coroutine C;
  ClangFrame Described;

  void findRamp();
  void readMembers();
  bool readCallee(Occupant &O, DWARFDie Type);
  void findVariables();
  void setPromise();
  void readSuspends();

public:
  OneFrame(UnitIndex &Index, const FrameUse &Use, unsigned Depth = 0)
      : Index(Index), Use(Use), Depth(Depth) {}
  std::optional<Coroutine> read();
};
} // namespace

UnitIndex::UnitIndex(const UnitToRead &Unit)
    : Unit(Unit), Classes(*Unit.Root.getDwarfUnit()) {
  DenseSet<std::uint64_t> Origins; // Offsets of variables __coro_frame.
  std::vector<DWARFDie> Found;
  DWARFUnit &U = *Unit.Root.getDwarfUnit();
  auto IsFrame = [](DWARFDie Die) {
    const char *Name = dwarf::toString(Die.find(DW_AT_name), nullptr);
    return Name && StringRef(Name) == "__coro_frame";
  };
  for (const DWARFDebugInfoEntry &Entry : U.dies()) {
    const DWARFDie Die(&U, &Entry);
    if (Die.getTag() == DW_TAG_variable && IsFrame(Die)) {
      Origins.insert(Die.getOffset());
      Found.push_back(Die);
    }
  }
  for (const DWARFDebugInfoEntry &Entry : U.dies()) {
    const DWARFDie Die(&U, &Entry);
    if (Die.getTag() == DW_TAG_subprogram) {
      if (const char *Name = dwarf::toString(
              Die.find({DW_AT_linkage_name, DW_AT_MIPS_linkage_name}), nullptr))
        Subprograms.try_emplace(Name, Die);
    } else if (Die.getTag() == DW_TAG_variable) {
      DWARFDie Origin =
          Die.getAttributeValueAsReferencedDie(DW_AT_abstract_origin);
      if (Origin &&
          (Origin.getDwarfUnit() == &U ? Origins.contains(Origin.getOffset())
                                       : IsFrame(Origin)))
        Found.push_back(Die);
    }
  }
  DenseMap<std::uint64_t, std::size_t> ByType;
  for (DWARFDie Variable : Found) {
    DWARFDie Type = typeOf(Variable);
    if (!Type || Type.getTag() != DW_TAG_structure_type)
      continue;
    DWARFDie Function = Variable.getParent();
    while (Function && Function.getTag() == DW_TAG_lexical_block)
      Function = Function.getParent();
    if (!Function)
      continue;
    const auto [It, IsNew] =
        ByType.try_emplace(Type.getOffset(), Frames.size());
    if (IsNew)
      Frames.push_back({Type, {}});
    Frames[It->second].Variables.push_back({Variable, Function});
  }
}

void OneFrame::findRamp() {
  StringRef Name = nameOf(Use.Type);
  if (!Name.consume_back(".coro_frame_ty")) {
    // Clang 14 does not name the type.
    Name = {};
    for (const FrameVariable &V : Use.Variables)
      if (Name.empty())
        Name = withoutClone(linkageNameOf(V.Function));
  }
  C.MangledName = Name.str();
  if (!Name.empty())
    Ramp = Index.Subprograms.lookup(Name);
  for (const FrameVariable &V : Use.Variables)
    if (!Ramp)
      Ramp = V.Function;
}

/// Reads the frame of an elided callee, if \p Type is one, into \p O.
bool OneFrame::readCallee(Occupant &O, DWARFDie Type) {
  static constexpr unsigned Deepest = 8;
  const DWARFDie Bare = stripped(Type);
  StringRef Name = nameOf(Bare);
  if (!Name.consume_back(".coro_frame_ty") || Depth == Deepest ||
      Bare == Use.Type)
    return false;
  const auto Known = find_if(
      Index.Frames, [&](const FrameUse &Other) { return Other.Type == Bare; });
  const FrameUse Alone{Bare, {}};
  auto Callee =
      OneFrame(Index, Known == Index.Frames.end() ? Alone : *Known, Depth + 1)
          .read();
  if (!Callee)
    return false;
  O.Kind = OccupantKind::CalleeFrame;
  O.Name = Callee->Name;
  O.Callee = Name.str();
  O.Nested = std::move(Callee->Frame.Ranges);
  CoroutineCall Call;
  Call.Name = Callee->Name;
  Call.MangledName = Name.str();
  Call.State = Elision::Elided;
  Call.Moved = O.Size;
  C.Calls.push_back(std::move(Call));
  return true;
}

void OneFrame::readMembers() {
  const unsigned Word = Use.Type.getDwarfUnit()->getAddressByteSize();
  for (DWARFDie Member : Use.Type) {
    if (Member.getTag() != DW_TAG_member)
      continue;
    const std::optional<std::uint64_t> Offset =
        numberOf(Member, DW_AT_data_member_location);
    const DWARFDie Type = typeOf(Member);
    std::optional<Bytes> Size = sizeOfType(Type);
    const StringRef Name = nameOf(Member);
    Bytes At(Offset.value_or(0));
    if (!Offset)
      if (auto Bits = numberOf(Member, DW_AT_data_bit_offset))
        At = Bytes(*Bits / 8);
    if (auto Own = numberOf(Member, DW_AT_byte_size))
      Size = Bytes(*Own);
    if (Name == "__coro_index") {
      // The member may have a size in bits.
      if (auto Bits = numberOf(Member, DW_AT_bit_size))
        Size = Bytes((*Bits + 7) / 8);
      if (!Size || *Size == Bytes(0))
        Size = Bytes(1);
      Described.Fields.push_back(
          {bookkeeping(OccupantKind::SuspendIndex, "", "", At, *Size), ""});
      continue;
    }
    if (Name == "__resume_fn" || Name == "__destroy_fn") {
      Described.Fields.push_back(
          {bookkeeping(Name == "__resume_fn" ? OccupantKind::ResumePointer
                                             : OccupantKind::DestroyPointer,
                       "", "", At, Size.value_or(Bytes(Word))),
           ""});
      continue;
    }
    if (!Size)
      continue;
    ClangField Field{{At, {}}, ""};
    Occupant &O = Field.Occupant;
    O.Size = *Size;
    O.Align = Bytes(numberOf(Member, DW_AT_alignment).value_or(0));
    if (O.Align == Bytes(0))
      O.Align = alignOfType(Type);
    StringRef Bare = withoutNumber(Name);
    if (readCallee(O, Type)) {
      // readCallee() has filled in the whole frame.
    } else if (Name == "__promise") {
      O.Kind = OccupantKind::Promise;
      O.Type = cppType(Type);
      O.Reason = HoldReason::Always;
    } else if (isTypeName(Bare)) {
      Field.TypeInIR =
          nameOf(Type).empty() ? "UnknownType" : nameOf(Type).str();
      const bool IsScalar = Bare.starts_with("PointerType") ||
                            Bare.starts_with("__int_") ||
                            Bare.starts_with("__float") || Bare == "__double_";
      O.Kind = IsScalar ? OccupantKind::Spill : OccupantKind::Temporary;
    } else {
      O.Kind = OccupantKind::Local;
      O.Name = Name.str();
      O.Type = cppType(Type);
    }
    Described.Fields.push_back(std::move(Field));
  }
}

void OneFrame::findVariables() {
  std::set<std::tuple<std::string, std::uint64_t, bool>> Seen;
  auto Add = [&](DWARFDie Function) {
    forEachDescendant(Function, [&](DWARFDie Die) {
      const Tag Kind = Die.getTag();
      if (Kind == DW_TAG_variable || Kind == DW_TAG_formal_parameter) {
        const StringRef Name = nameOf(Die);
        if (!Name.empty() && !Name.starts_with("__coro_") &&
            Name != "__promise" && typeOf(Die) &&
            Seen.emplace(Name.str(), Die.getDeclLine(),
                         Kind == DW_TAG_formal_parameter)
                .second)
          Described.Variables.push_back(Die);
        return false;
      }
      return Kind == DW_TAG_lexical_block;
    });
  };
  Add(Ramp);
  Add(Ramp.getAttributeValueAsReferencedDie(DW_AT_abstract_origin));
  for (const FrameVariable &V : Use.Variables) {
    if (withoutClone(linkageNameOf(V.Function)) != StringRef(C.MangledName))
      continue;
    Add(V.Function);
    Add(V.Function.getAttributeValueAsReferencedDie(DW_AT_abstract_origin));
    std::vector<PlacedVariable> Found = placedVariables(V.Function, V.Variable);
    append_range(Described.Placed, Found);
  }
}

void OneFrame::setPromise() {
  if (any_of(Described.Fields, [](const ClangField &P) {
        return P.Occupant.Kind == OccupantKind::Promise;
      }))
    return;
  // The promise is not among the variables named in the source.
  DWARFDie Promise;
  std::vector<DWARFDie> Functions = Use.functions();
  Functions.push_back(Ramp);
  for (DWARFDie Function : Functions)
    if (Function && !Promise)
      for (DWARFDie Child : Function)
        if (Child.getTag() == DW_TAG_variable && nameOf(Child) == "__promise")
          Promise = Child;
  const std::optional<Bytes> Size =
      Promise ? sizeOfType(typeOf(Promise)) : std::nullopt;
  // The promise follows the two pointers, as in CoroFrame.cpp and coro.h.
  ClangField *First = nullptr;
  for (ClangField &P : Described.Fields)
    if (P.Occupant.Kind != OccupantKind::ResumePointer &&
        P.Occupant.Kind != OccupantKind::DestroyPointer &&
        (!First || P.Offset < First->Offset))
      First = &P;
  if (!First || !Size || First->Occupant.Size != *Size)
    return;
  First->Occupant.Kind = OccupantKind::Promise;
  First->Occupant.Name = {};
  First->Occupant.Type = cppType(typeOf(Promise));
  First->Occupant.Reason = HoldReason::Always;
  First->TypeInIR.clear();
}

void OneFrame::readSuspends() {
  setSuspends(C, suspendsOf(C, Use.functions(), Index.Unit.Shown));
  // Debug information does not tell when the callee runs.
  for (CoroutineCall &Call : C.Calls)
    for (SuspendId Id = 0; Id != C.Suspends.size(); ++Id) {
      Call.AliveAcross.push_back(Id);
      Call.RunsAcross.push_back(Id);
    }
}

std::optional<Coroutine> OneFrame::read() {
  const std::optional<Bytes> Size = sizeOfType(Use.Type);
  if (!Size || *Size > LargestFrame)
    return std::nullopt;
  findRamp();
  C.Evidence = Evidence::Dwarf;
  C.Frame.Size = *Size;
  C.Frame.Align = Bytes(numberOf(Use.Type, DW_AT_alignment).value_or(0));
  setFunction(C, Ramp, Index.Unit);
  readMembers();
  if (C.Frame.Align == Bytes(0))
    for (const ClangField &P : Described.Fields)
      C.Frame.Align = std::max(C.Frame.Align, P.Occupant.Align);
  findVariables();
  setPromise();
  nameFields(Described, Index.Classes, Index.Unit.Shown);
  C.Frame.Ranges = rangesOf({Described.Fields.begin(), Described.Fields.end()},
                            C.Frame.Size);
  readSuspends();
  return std::move(C);
}

std::vector<Coroutine> readClangUnit(const UnitToRead &Unit) {
  UnitIndex Index(Unit);
  std::vector<Coroutine> Made;
  for (const FrameUse &Use : Index.Frames)
    if (auto C = OneFrame(Index, Use).read())
      Made.push_back(std::move(*C));
  return Made;
}

} // namespace coroscope
