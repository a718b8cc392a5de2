//===- GccFrames.cpp - Frames in the debug information of GCC -------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// GCC makes the frame a class of the language, "MANGLED.Frame", in
// cp/coroutines.cc: each local is a member, called NAME_DEPTH_SCOPE. The
// function that resumes has the same variables in the same order, with their
// lines.
//
//===----------------------------------------------------------------------===//

#include "binary/CppText.h"
#include "binary/DieFacts.h"
#include "binary/DiePlaces.h"
#include "binary/FrameParts.h"
#include "binary/GccSuspends.h"
#include "binary/TypeSizes.h"
#include "binary/UnitReader.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFUnit.h"

#include <algorithm>
#include <map>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

namespace {
/// One frame type and the functions around it.
struct GccFrame {
  DWARFDie Type;
  DWARFDie Ramp;
  DWARFDie Actor; ///< The function that resumes; may be missing.
  /// The functions with its code: the actor may be inlined, and have copies.
  std::vector<DWARFDie> Code = {};
};

class GccReader {
  const UnitToRead &Unit;
  std::vector<GccFrame> Frames;
  std::unique_ptr<GccCode> Code; ///< Made for the first frame.

  void index();
  std::optional<Coroutine> readFrame(const GccFrame &Frame);

public:
  explicit GccReader(const UnitToRead &Unit) : Unit(Unit) {}
  std::vector<Coroutine> read();
};
} // namespace

void GccReader::index() {
  DWARFUnit &U = *Unit.Root.getDwarfUnit();
  DenseMap<std::uint64_t, std::size_t> ByType;
  StringMap<DWARFDie> Subprograms;
  DenseMap<std::uint64_t, SmallVector<DWARFDie, 2>> CopiesOf;
  std::vector<DWARFDie> Actors;
  auto Add = [&](DWARFDie Type) {
    const auto [It, IsNew] =
        ByType.try_emplace(Type.getOffset(), Frames.size());
    if (IsNew)
      Frames.push_back({Type, {}, {}});
    return It->second;
  };
  for (const DWARFDebugInfoEntry &Entry : U.dies()) {
    const DWARFDie Die(&U, &Entry);
    switch (Die.getTag()) {
    case DW_TAG_structure_type:
      if (const char *Name = dwarf::toString(Die.find(DW_AT_name), nullptr);
          Name && StringRef(Name).ends_with(".Frame") &&
          Die.find(DW_AT_byte_size))
        Add(Die);
      break;
    case DW_TAG_subprogram:
      if (const char *Name = dwarf::toString(
              Die.find({DW_AT_linkage_name, DW_AT_MIPS_linkage_name}), nullptr))
        Subprograms.try_emplace(Name, Die);
      if (const DWARFDie Origin =
              Die.getAttributeValueAsReferencedDie(DW_AT_abstract_origin))
        CopiesOf[Origin.getOffset()].push_back(Die);
      break;
    case DW_TAG_formal_parameter:
      if (const char *Name = dwarf::toString(Die.find(DW_AT_name), nullptr);
          Name && StringRef(Name) == "frame_ptr")
        Actors.push_back(Die);
      break;
    default:
      break;
    }
  }
  for (DWARFDie Parameter : Actors) {
    const DWARFDie Type = stripped(typeOf(stripped(typeOf(Parameter))));
    if (!Type || !nameOf(Type).ends_with(".Frame"))
      continue;
    // With -fdebug-types-section the type is in a unit of its own.
    GccFrame &Frame = Frames[Add(Type)];
    DWARFDie Function = Parameter.getParent();
    // Skip the function that destroys: it has no variables.
    const bool HasVariables = any_of(Function.children(), [](DWARFDie Child) {
      return Child.getTag() == DW_TAG_variable;
    });
    if (!Frame.Actor || HasVariables)
      Frame.Actor = Function;
  }
  for (GccFrame &Frame : Frames) {
    Frame.Ramp = Subprograms.lookup(nameOf(Frame.Type).drop_back(6));
    for (const DWARFDie Function : {Frame.Actor, Frame.Ramp}) {
      if (!Function)
        continue;
      Frame.Code.push_back(Function);
      append_range(Frame.Code, CopiesOf.lookup(Function.getOffset()));
    }
  }
}

/// Returns "Arr" for "Arr_3_4"; other names unchanged.
static StringRef withoutScope(StringRef Name) {
  auto DropNumber = [](StringRef Text) {
    const std::size_t End = Text.find_last_not_of("0123456789");
    return End != StringRef::npos && End + 1 != Text.size() &&
                   Text[End] == '_' && End != 0
               ? Text.take_front(End)
               : StringRef();
  };
  const StringRef Once = DropNumber(Name);
  const StringRef Twice = Once.empty() ? StringRef() : DropNumber(Once);
  return Twice.empty() ? Name : Twice;
}

/// Returns true for names such as "Aw0" if \p Prefix is "Aw".
static bool isNumbered(StringRef Name, StringRef Prefix) {
  return Name.consume_front(Prefix) && !Name.empty() &&
         Name.find_first_not_of("0123456789") == StringRef::npos;
}

namespace {
/// The variables of one name in the resuming function, in order.
struct NamedVariables {
  std::vector<DWARFDie> All;
  std::size_t Next = 0;
};
} // namespace

std::optional<Coroutine> GccReader::readFrame(const GccFrame &Frame) {
  const std::optional<Bytes> Size = sizeOfType(Frame.Type);
  if (!Size || *Size > LargestFrame)
    return std::nullopt;
  Coroutine C;
  C.Evidence = Evidence::Dwarf;
  C.MangledName = nameOf(Frame.Type).drop_back(6).str();
  setFunction(C, Frame.Ramp, Unit);
  if (auto Last = numberOf(Frame.Type, DW_AT_decl_line))
    C.Background.LastLine = static_cast<unsigned>(*Last);

  std::map<std::string, NamedVariables> Variables;
  if (Frame.Actor)
    forEachDescendant(Frame.Actor, [&](DWARFDie Die) {
      if (Die.getTag() == DW_TAG_variable)
        Variables[nameOf(Die).str()].All.push_back(Die);
      return Die.getTag() == DW_TAG_lexical_block;
    });

  std::vector<FramePart> Parts;
  unsigned Awaits = 0;
  std::optional<Bytes> IndexAt;
  std::vector<SuspendKind> Kinds;
  for (DWARFDie Member : Frame.Type) {
    if (Member.getTag() != DW_TAG_member)
      continue;
    const std::optional<std::uint64_t> Offset =
        numberOf(Member, DW_AT_data_member_location);
    const DWARFDie Type = typeOf(Member);
    const std::optional<Bytes> OwnSize = sizeOfType(Type);
    if (!Offset || !OwnSize)
      continue;
    const StringRef Full = nameOf(Member);
    if (!C.Where.isKnown())
      C.Where = placeOf(Member, Unit.Shown);
    FramePart Part{Bytes(*Offset), {}};
    Occupant &O = Part.Occupant;
    O.Size = *OwnSize;
    O.Type = cppType(Type);
    O.Align = alignOfType(Type);
    C.Frame.Align = std::max(C.Frame.Align, O.Align);
    const StringRef Name = withoutScope(Full);
    const bool IsScoped = Name != Full;
    if (Full == "_Coro_resume_fn" || Full == "_Coro_destroy_fn") {
      O.Kind = Full == "_Coro_resume_fn" ? OccupantKind::ResumePointer
                                         : OccupantKind::DestroyPointer;
      O.Type = {};
    } else if (Full == "_Coro_promise") {
      O.Kind = OccupantKind::Promise;
    } else if (Full == "_Coro_resume_index") {
      O.Kind = OccupantKind::SuspendIndex;
      IndexAt = Part.Offset;
    } else if (Full.starts_with("_Coro_")) {
      O.Kind = OccupantKind::Spill;
      O.Name = Full.str();
    } else if (IsScoped && (isNumbered(Name, "Aw") || isNumbered(Name, "Yd") ||
                            Name == "Is" || Name == "Fs")) {
      O.Kind = OccupantKind::Awaiter;
      if (Name != "Is" && Name != "Fs") {
        ++Awaits;
        Kinds.push_back(Name.starts_with("Yd") ? SuspendKind::Yield
                                               : SuspendKind::Await);
      }
    } else {
      DWARFDie Variable;
      if (auto It = Variables.find(Name.str()); It != Variables.end()) {
        NamedVariables &Same = It->second;
        // Members and variables have the same order; an entry of another type
        // is a variable without a member.
        while (Same.Next != Same.All.size() && !Variable) {
          DWARFDie Next = Same.All[Same.Next++];
          if (typeOf(Next) == Type || cppType(typeOf(Next)) == O.Type.str())
            Variable = Next;
        }
      }
      if (!IsScoped) {
        O.Kind = OccupantKind::Parameter;
        O.Name = Name == "__closure" ? "this" : Name.str();
        O.Declared = placeOf(Member, Unit.Shown);
      } else if (Variable && !Variable.find(DW_AT_artificial)) {
        O.Kind = OccupantKind::Local;
        O.Name = Name.str();
        O.Declared = placeOf(Variable, Unit.Shown);
      } else if (isNumbered(Name, "D") || isNumbered(Name, "T") ||
                 isNumbered(Name, "_D")) {
        O.Kind = OccupantKind::Temporary;
      } else {
        O.Kind = Variable ? OccupantKind::Temporary : OccupantKind::Local;
        O.Name = Name.str();
        O.Declared = placeOf(Member, Unit.Shown);
      }
    }
    Parts.push_back(std::move(Part));
  }
  C.Frame.Size = *Size;
  C.Frame.Ranges = rangesOf(std::move(Parts), C.Frame.Size);
  std::vector<Suspend> Points(Awaits);
  for (unsigned I = 0; I != Awaits; ++I)
    Points[I].Kind = Kinds[I];
  if (IndexAt && Awaits != 0) {
    if (!Code)
      Code = std::make_unique<GccCode>(*Unit.Root.getDwarfUnit(), Unit.Shown);
    for (const auto &[Number, Where] : Code->suspensions(
             {Frame.Actor, Frame.Code, C.Where, C.Background.LastLine},
             *IndexAt))
      // The initial suspension is the first, and the final one the last.
      if (Number >= 1 && Number <= Awaits)
        Points[Number - 1].Where = Where;
  }
  setSuspends(C, std::move(Points));
  return C;
}

std::vector<Coroutine> GccReader::read() {
  index();
  std::vector<Coroutine> Made;
  for (const GccFrame &Frame : Frames)
    if (auto C = readFrame(Frame))
      Made.push_back(std::move(*C));
  return Made;
}

std::vector<Coroutine> readGccUnit(const UnitToRead &Unit) {
  return GccReader(Unit).read();
}

} // namespace coroscope
