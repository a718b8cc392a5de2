//===- ClangFrames.cpp - Frames in the debug information of Clang ---------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM describes a frame in CoroFrame.cpp, buildFrameDebugInfo(): a variable
// __coro_frame in each function of the coroutine, whose type has a member for
// each field. At -O0 most of them have the names of variables. In optimized
// code they are named after their types in IR, and the variables' names come
// from locations, or from the only variable that fits.
//
//===----------------------------------------------------------------------===//

#include "binary/FieldTypes.h"
#include "binary/FrameLocations.h"
#include "binary/FrameParts.h"
#include "binary/UnitReader.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFUnit.h"

#include <algorithm>
#include <map>
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
};

class ClangReader {
  const UnitToRead &Unit;
  StringMap<DWARFDie> Subprograms; ///< By linkage name.
  std::vector<FrameUse> Frames;
  /// Classes by their names in IR; filled on first use.
  std::optional<StringMap<DWARFDie>> Classes;

  void index();
  DWARFDie classOf(StringRef NameInIR);

public:
  explicit ClangReader(const UnitToRead &Unit) : Unit(Unit) {}
  std::vector<Coroutine> read();

  friend class OneFrame;
};

/// Makes the frame of one coroutine.
class OneFrame {
  ClangReader &Reader;
  const FrameUse &Use;
  const unsigned Depth; ///< The nesting of a frame in frames; 0 if outermost.
  DWARFDie Ramp;        ///< Or one of the clones, if the ramp is missing.
  Coroutine C;
  std::vector<FramePart> Parts;
  /// The type in IR that each part names, before it was looked up.
  std::vector<std::string> TypesInIR;
  std::vector<PlacedVariable> Placed;
  std::vector<DWARFDie> Variables; ///< Also parameters, of the source.

  void findRamp();
  void readMembers();
  bool readCallee(Occupant &O, DWARFDie Type);
  void findVariables();
  void setPromise();
  void nameByLocation();
  void nameByFit();
  void setTypes();
  void readSuspends();
  void give(Occupant &O, DWARFDie Variable);

public:
  OneFrame(ClangReader &Reader, const FrameUse &Use, unsigned Depth = 0)
      : Reader(Reader), Use(Use), Depth(Depth) {}
  std::optional<Coroutine> read();
};
} // namespace

void ClangReader::index() {
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

DWARFDie ClangReader::classOf(StringRef NameInIR) {
  if (!Classes) {
    Classes.emplace();
    DWARFUnit &U = *Unit.Root.getDwarfUnit();
    for (const DWARFDebugInfoEntry &Entry : U.dies()) {
      const DWARFDie Die(&U, &Entry);
      const Tag Kind = Die.getTag();
      if (Kind != DW_TAG_structure_type && Kind != DW_TAG_class_type &&
          Kind != DW_TAG_union_type)
        continue;
      if (!Die.find(DW_AT_byte_size) || nameOf(Die).empty())
        continue;
      std::string Name;
      for (DWARFDie Scope = Die; Scope && Scope.getTag() != DW_TAG_compile_unit;
           Scope = Scope.getParent()) {
        StringRef Part = nameOf(Scope);
        Name = Name.empty() ? Part.str() : (Part + "::" + Name).str();
      }
      Classes->try_emplace(irName(Name), Die);
    }
  }
  return Classes->lookup(NameInIR);
}

std::vector<Coroutine> ClangReader::read() {
  index();
  std::vector<Coroutine> Made;
  for (const FrameUse &Use : Frames)
    if (auto C = OneFrame(*this, Use).read())
      Made.push_back(std::move(*C));
  return Made;
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
    Ramp = Reader.Subprograms.lookup(Name);
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
      Reader.Frames, [&](const FrameUse &Other) { return Other.Type == Bare; });
  const FrameUse Alone{Bare, {}};
  auto Callee =
      OneFrame(Reader, Known == Reader.Frames.end() ? Alone : *Known, Depth + 1)
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
      Parts.push_back(
          bookkeeping(OccupantKind::SuspendIndex, "", "", At, *Size));
      TypesInIR.emplace_back();
      continue;
    }
    if (Name == "__resume_fn" || Name == "__destroy_fn") {
      Parts.push_back(bookkeeping(Name == "__resume_fn"
                                      ? OccupantKind::ResumePointer
                                      : OccupantKind::DestroyPointer,
                                  "", "", At, Size.value_or(Bytes(Word))));
      TypesInIR.emplace_back();
      continue;
    }
    if (!Size)
      continue;
    FramePart Part{At, {}};
    Occupant &O = Part.Occupant;
    O.Size = *Size;
    O.Align = Bytes(numberOf(Member, DW_AT_alignment).value_or(0));
    if (O.Align == Bytes(0))
      O.Align = alignOfType(Type);
    StringRef Bare = withoutNumber(Name);
    std::string InIR;
    if (readCallee(O, Type)) {
      // readCallee() has filled in the whole frame.
    } else if (Name == "__promise") {
      O.Kind = OccupantKind::Promise;
      O.Type = cppType(Type);
      O.Reason = HoldReason::Always;
    } else if (isTypeName(Bare)) {
      InIR = nameOf(Type).empty() ? "UnknownType" : nameOf(Type).str();
      const bool IsScalar = Bare.starts_with("PointerType") ||
                            Bare.starts_with("__int_") ||
                            Bare.starts_with("__float") || Bare == "__double_";
      O.Kind = IsScalar ? OccupantKind::Spill : OccupantKind::Temporary;
    } else {
      O.Kind = OccupantKind::Local;
      O.Name = Name.str();
      O.Type = cppType(Type);
    }
    Parts.push_back(std::move(Part));
    TypesInIR.push_back(std::move(InIR));
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
          Variables.push_back(Die);
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
    Placed.insert(Placed.end(), Found.begin(), Found.end());
  }
}

void OneFrame::setPromise() {
  if (any_of(Parts, [](const FramePart &P) {
        return P.Occupant.Kind == OccupantKind::Promise;
      }))
    return;
  // The promise is not among the variables named in the source.
  DWARFDie Promise;
  auto Look = [&](DWARFDie Function) {
    if (Function && !Promise)
      for (DWARFDie Child : Function)
        if (Child.getTag() == DW_TAG_variable && nameOf(Child) == "__promise")
          Promise = Child;
  };
  for (const FrameVariable &V : Use.Variables) {
    Look(V.Function);
    Look(V.Function.getAttributeValueAsReferencedDie(DW_AT_abstract_origin));
  }
  Look(Ramp);
  const std::optional<Bytes> Size =
      Promise ? sizeOfType(typeOf(Promise)) : std::nullopt;
  // The promise follows the two pointers, as in CoroFrame.cpp and coro.h.
  FramePart *First = nullptr;
  for (FramePart &P : Parts)
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
  TypesInIR[static_cast<std::size_t>(First - Parts.data())].clear();
}

void OneFrame::give(Occupant &O, DWARFDie Variable) {
  O.Kind = Variable.getTag() == DW_TAG_formal_parameter
               ? OccupantKind::Parameter
               : OccupantKind::Local;
  O.Name = nameOf(Variable).str();
  O.Type = cppType(typeOf(Variable));
  O.Declared = placeOf(Variable, Reader.Unit.Shown);
  std::erase_if(Variables, [&](DWARFDie Other) {
    return nameOf(Other) == nameOf(Variable) &&
           Other.getDeclLine() == Variable.getDeclLine();
  });
}

void OneFrame::nameByLocation() {
  // At -O0 the names are there, but not the kinds of the variables.
  for (FramePart &P : Parts) {
    if (P.Occupant.Name.empty() || P.Occupant.Kind == OccupantKind::CalleeFrame)
      continue;
    std::vector<DWARFDie> Named;
    for (DWARFDie Variable : Variables)
      if (nameOf(Variable) == StringRef(P.Occupant.Name.str()))
        Named.push_back(Variable);
    if (Named.size() == 1)
      give(P.Occupant, Named.front());
    else if (Named.empty() && P.Occupant.Name.str() == "this")
      P.Occupant.Kind = OccupantKind::Parameter;
  }
  // The coroutine's own variables come first, then those of inlined functions.
  for (bool Inlined : {false, true})
    for (const PlacedVariable &V : Placed) {
      if (V.IsPointee || V.IsInlined != Inlined)
        continue;
      const StringRef Name = nameOf(V.Variable);
      std::optional<Bytes> Size = sizeOfType(typeOf(V.Variable));
      if (V.Piece != Bytes(0))
        Size = V.Piece;
      if (Name.empty() || Name.starts_with("__coro_") || Name == "__promise" ||
          !Size)
        continue;
      if (Inlined && V.Variable.getTag() == DW_TAG_formal_parameter)
        continue;
      for (FramePart &P : Parts) {
        if (P.Offset != V.Offset || P.Occupant.isBookkeeping())
          continue;
        if (P.Occupant.Name.empty() ? P.Occupant.Size == *Size
                                    : P.Occupant.Name.str() == Name.str() &&
                                          !P.Occupant.Declared.isKnown())
          give(P.Occupant, V.Variable);
      }
    }
}

/// Returns true if no two of \p Variables are in scope at the same time.
static bool excludeEachOther(const std::vector<DWARFDie> &Variables) {
  auto IsAround = [](DWARFDie Scope, DWARFDie Inner) {
    for (unsigned Depth = 0; Inner && Depth != 256; ++Depth) {
      if (Inner == Scope)
        return true;
      if (Inner.getTag() != DW_TAG_lexical_block)
        return false;
      Inner = Inner.getParent();
    }
    return true;
  };
  for (DWARFDie A : Variables)
    for (DWARFDie B : Variables)
      if (A != B && IsAround(A.getParent(), B.getParent()))
        return false;
  return true;
}

void OneFrame::nameByFit() {
  // A slot and a variable that fit only each other belong together. Single
  // words are left out, because the compiler keeps words of its own.
  auto CouldBe = [&](std::size_t P, DWARFDie Variable) {
    const Occupant &O = Parts[P].Occupant;
    if (!O.Name.empty() || O.isBookkeeping() || TypesInIR[P].empty() ||
        !fits(TypesInIR[P], typeOf(Variable)))
      return false;
    // A class described in another unit has no size here: compare its name
    // only.
    const std::optional<Bytes> Size = sizeOfType(typeOf(Variable));
    return Size ? *Size == O.Size : isClassName(TypesInIR[P]);
  };
  for (bool Found = true; Found;) {
    Found = false;
    for (std::size_t P = 0; P != Parts.size() && !Found; ++P) {
      DWARFDie Only;
      unsigned Count = 0;
      for (DWARFDie Variable : Variables)
        if (CouldBe(P, Variable)) {
          Only = Variable;
          ++Count;
        }
      if (Count != 1)
        continue;
      std::size_t Slots = 0;
      for (std::size_t Other = 0; Other != Parts.size(); ++Other)
        Slots += CouldBe(Other, Only);
      if (Slots != 1)
        continue;
      give(Parts[P].Occupant, Only);
      Found = true;
    }
  }
  // Variables in scopes that exclude each other can share a slot.
  for (std::size_t P = 0, Count = Parts.size(); P != Count; ++P) {
    std::vector<DWARFDie> Sharing;
    for (DWARFDie Variable : Variables)
      if (CouldBe(P, Variable))
        Sharing.push_back(Variable);
    std::size_t Slots = 0;
    for (std::size_t Other = 0; Other != Count && !Sharing.empty(); ++Other)
      Slots += CouldBe(Other, Sharing.front());
    if (Sharing.size() < 2 || Slots != 1 || !excludeEachOther(Sharing))
      continue;
    const FramePart Unnamed = Parts[P];
    give(Parts[P].Occupant, Sharing.front());
    for (DWARFDie Variable : drop_begin(Sharing)) {
      Parts.push_back(Unnamed);
      TypesInIR.emplace_back();
      give(Parts.back().Occupant, Variable);
    }
  }
}

void OneFrame::setTypes() {
  for (const PlacedVariable &V : Placed) {
    if (!V.IsPointee)
      continue;
    const DWARFDie Pointee = typeOf(stripped(typeOf(V.Variable)));
    const bool IsAwaiter =
        V.Of.contains(".__await_suspend_wrapper__") ||
        StringRef(nameOf(V.Variable.getParent())).starts_with("await_");
    for (FramePart &P : Parts) {
      Occupant &O = P.Occupant;
      if (P.Offset != V.Offset || O.isBookkeeping() ||
          O.Kind == OccupantKind::Parameter || O.Kind == OccupantKind::Local)
        continue;
      if (sizeOfType(Pointee) != O.Size)
        continue;
      if (IsAwaiter)
        O.Kind = OccupantKind::Awaiter;
      if (O.Type.empty())
        O.Type = cppType(Pointee);
    }
  }
  for (std::size_t P = 0; P != Parts.size(); ++P) {
    Occupant &O = Parts[P].Occupant;
    const StringRef InIR = TypesInIR[P];
    if (InIR.empty() || !O.Type.empty())
      continue;
    if (isClassName(InIR)) {
      DWARFDie Class = Reader.classOf(classInField(InIR));
      if (!Class)
        Class = Reader.classOf(withoutNumber(classInField(InIR)));
      if (Class && sizeOfType(Class) == O.Size)
        O.Type = cppType(Class);
    }
    if (O.Kind == OccupantKind::Temporary && O.Type.empty())
      O.Kind = OccupantKind::Unknown;
  }
  // A class with the functions of an awaiter is an awaiter.
  for (FramePart &P : Parts) {
    Occupant &O = P.Occupant;
    if (O.Kind != OccupantKind::Temporary)
      continue;
    const std::size_t Index = static_cast<std::size_t>(&P - Parts.data());
    DWARFDie Class = Reader.classOf(classInField(TypesInIR[Index]));
    if (Class && any_of(Class.children(), [](DWARFDie Child) {
          return Child.getTag() == DW_TAG_subprogram &&
                 nameOf(Child) == "await_suspend";
        }))
      O.Kind = OccupantKind::Awaiter;
  }
}

void OneFrame::readSuspends() {
  struct Point {
    Place Where;
    bool IsYield = false;
  };
  std::map<std::uint64_t, Place> ByIndex;
  std::set<std::pair<Place, SuspendKind>> Called;
  auto Look = [&](DWARFDie Function) {
    forEachDescendant(Function, [&](DWARFDie Die) {
      if (Die.getTag() == DW_TAG_label) {
        StringRef Name = nameOf(Die);
        std::uint64_t Index;
        if (Name.consume_front("__coro_resume_") &&
            !Name.getAsInteger(10, Index) && Index < 65536)
          ByIndex.try_emplace(Index, placeOf(Die, Reader.Unit.Shown));
        return false;
      }
      if (Die.getTag() == DW_TAG_inlined_subroutine) {
        const StringRef Name = linkageNameOf(Die);
        const auto [Of, Kind] = Name.rsplit(".__await_suspend_wrapper__");
        if (Of == StringRef(C.MangledName) &&
            (Kind == "await" || Kind == "yield"))
          Called.emplace(
              placeIn(Die, numberOf(Die, DW_AT_call_file).value_or(0),
                      static_cast<unsigned>(
                          numberOf(Die, DW_AT_call_line).value_or(0)),
                      static_cast<unsigned>(
                          numberOf(Die, DW_AT_call_column).value_or(0)),
                      Reader.Unit.Shown),
              Kind == "yield" ? SuspendKind::Yield : SuspendKind::Await);
        return true;
      }
      return Die.getTag() == DW_TAG_lexical_block;
    });
  };
  for (const FrameVariable &V : Use.Variables) {
    Look(V.Function);
    Look(V.Function.getAttributeValueAsReferencedDie(DW_AT_abstract_origin));
  }
  std::vector<Suspend> Awaits;
  auto Add = [&](Place Where, SuspendKind Kind) {
    for (Suspend &Known : Awaits)
      if (Known.Where == Where) {
        if (Kind == SuspendKind::Yield)
          Known.Kind = Kind;
        return;
      }
    Suspend S;
    S.Kind = Kind;
    S.Where = Where;
    Awaits.push_back(std::move(S));
  };
  for (const auto &[Index, Where] : ByIndex)
    // The first and the last belong to the coroutine itself.
    if (Where.isKnown() &&
        !(Where.Line == C.Where.Line && Where.File == C.Where.File &&
          (Index == 0 || Index == ByIndex.rbegin()->first)))
      Add(Where, SuspendKind::Await);
  for (const auto &[Where, Kind] : Called)
    if (Where.isKnown())
      Add(Where, Kind);
  llvm::sort(Awaits, [](const Suspend &A, const Suspend &B) {
    return A.Where < B.Where;
  });
  setSuspends(C, std::move(Awaits));
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
  setFunction(C, Ramp, Reader.Unit);
  readMembers();
  if (C.Frame.Align == Bytes(0))
    for (const FramePart &P : Parts)
      C.Frame.Align = std::max(C.Frame.Align, P.Occupant.Align);
  findVariables();
  setPromise();
  nameByLocation();
  nameByFit();
  setTypes();
  C.Frame.Ranges = rangesOf(std::move(Parts), C.Frame.Size);
  readSuspends();
  return std::move(C);
}

std::vector<Coroutine> readClangUnit(const UnitToRead &Unit) {
  return ClangReader(Unit).read();
}

} // namespace coroscope
