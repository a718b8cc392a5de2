//===- RustFrames.cpp - Frames in the debug information of rustc ----------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// To rustc, a future is an enum: `{async_fn_env#0}` and the like have a variant
// for each state, Unresumed, Returned, Panicked, Suspend0, Suspend1 and so on,
// whose members are the values stored there.
//
//===----------------------------------------------------------------------===//

#include "binary/DieFacts.h"
#include "binary/DiePlaces.h"
#include "binary/FrameParts.h"
#include "binary/RustText.h"
#include "binary/TypeSizes.h"
#include "binary/UnitReader.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFUnit.h"

#include <algorithm>
#include <map>
#include <tuple>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

/// Returns the variant part of \p Type if it is a future; otherwise invalid.
static DWARFDie statesOf(DWARFDie Type) {
  DWARFDie Part;
  bool IsFuture = false;
  for (DWARFDie Child : Type) {
    if (Child.getTag() == DW_TAG_variant_part)
      Part = Child;
    else if (Child.getTag() == DW_TAG_structure_type)
      IsFuture |= nameOf(Child) == "Unresumed";
  }
  return IsFuture ? Part : DWARFDie();
}

/// Returns the future that \p Type is or consists of; otherwise invalid.
static DWARFDie futureIn(DWARFDie Type, Bytes &Offset) {
  for (unsigned Depth = 0; Type && Depth != 8; ++Depth) {
    Type = stripped(Type);
    if (!Type || Type.getTag() != DW_TAG_structure_type)
      return {};
    if (statesOf(Type))
      return Type;
    DWARFDie Only;
    for (DWARFDie Child : Type) {
      if (Child.getTag() == DW_TAG_variant_part)
        return {};
      if (Child.getTag() != DW_TAG_member ||
          sizeOfType(typeOf(Child)).value_or(Bytes(0)) == Bytes(0))
        continue;
      if (Only)
        return {};
      Only = Child;
    }
    if (!Only)
      return {};
    Offset += Bytes(numberOf(Only, DW_AT_data_member_location).value_or(0));
    Type = typeOf(Only);
  }
  return {};
}

/// Returns the future that \p Type, a pointer or a box, points to; otherwise
/// invalid.
static DWARFDie futureBehind(DWARFDie Type) {
  for (unsigned Depth = 0; Type && Depth != 8; ++Depth) {
    Type = stripped(Type);
    if (!Type)
      return {};
    if (Type.getTag() == DW_TAG_pointer_type) {
      Bytes Offset;
      return futureIn(typeOf(Type), Offset);
    }
    if (Type.getTag() != DW_TAG_structure_type)
      return {};
    DWARFDie First;
    for (DWARFDie Child : Type)
      if (Child.getTag() == DW_TAG_member &&
          sizeOfType(typeOf(Child)).value_or(Bytes(0)) != Bytes(0)) {
        if (First)
          return {};
        First = Child;
      }
    if (!First)
      return {};
    Type = typeOf(First);
  }
  return {};
}

/// Returns the path of a future as people know it, without rustc's names for
/// unnamed things.
static std::string futureName(DWARFDie Type, DWARFDie Self) {
  std::string Path = rustType(Type);
  // `parent::{async_fn_env#0}<T>` is `parent<T>`.
  StringRef Text = Path;
  // Skip arguments, as in `wait::{async_fn_env#0}<outer::{async_block#0}>`.
  std::size_t Last = StringRef::npos;
  for (std::size_t I = 0, Depth = 0; I != Text.size(); ++I) {
    if (Text[I] == '<')
      ++Depth;
    else if (Text[I] == '>' && Depth && (!I || Text[I - 1] != '-'))
      --Depth;
    else if (!Depth && Text.substr(I).starts_with("::{"))
      Last = I;
  }
  std::string Name;
  if (Last == StringRef::npos)
    return Path;
  StringRef Kind = Text.substr(Last + 2);
  const std::size_t End = Kind.find('}');
  const StringRef Rest =
      End == StringRef::npos ? StringRef() : Kind.substr(End + 1);
  if (Kind.starts_with("{async_fn_env#"))
    Name = (Text.take_front(Last) + Rest).str();
  else {
    // `{async_block_env#0}` is the environment of `{async_block#0}`.
    Name = Text.str();
    if (const std::size_t At = Name.rfind("_env#"); At != std::string::npos)
      Name.erase(At, 4);
  }
  for (std::size_t At; (At = Name.find("::{async_fn#")) != std::string::npos;) {
    const std::size_t Close = Name.find('}', At);
    if (Close == std::string::npos)
      break;
    Name.erase(At, Close + 1 - At);
  }
  // The methods of `{impl#1}` belong to the type of self.
  if (Self) {
    DWARFDie Of = stripped(Self);
    if (Of && Of.getTag() == DW_TAG_pointer_type)
      Of = typeOf(Of);
    const std::size_t At = Name.find("{impl#");
    if (const std::size_t Close = Name.find('}', At);
        Of && At != std::string::npos && Close != std::string::npos) {
      const std::string Class = rustType(Of);
      const std::string Scope = Name.substr(0, At);
      Name = StringRef(Class).starts_with(Scope)
                 ? Class + Name.substr(Close + 1)
                 : "<" + Class + ">" + Name.substr(Close + 1);
    }
  }
  return Name;
}

namespace {
struct StateOfFuture {
  std::string Name;
  DWARFDie Struct;
  Place Where;
};

class RustReader {
  const UnitToRead &Unit;
  /// The limit for parts, since damaged information can nest without end.
  static constexpr std::size_t MostParts = 100000;
  std::size_t PartsLeft = MostParts;

  std::vector<StateOfFuture> states(DWARFDie Type, DWARFDie Part) const;
  DWARFDie pollOf(DWARFDie Type) const;
  Coroutine describe(DWARFDie Type, DWARFDie Part) const;
  std::map<std::string, Place> variablesOf(DWARFDie Type) const;
  void readRanges(Coroutine &C, DWARFDie Type, DWARFDie Part,
                  const std::vector<StateOfFuture> &States, unsigned Depth);

public:
  explicit RustReader(const UnitToRead &Unit) : Unit(Unit) {}
  std::vector<Coroutine> read();
};
} // namespace

std::vector<StateOfFuture> RustReader::states(DWARFDie Type,
                                              DWARFDie Part) const {
  std::vector<StateOfFuture> States;
  for (DWARFDie Variant : Part) {
    if (Variant.getTag() != DW_TAG_variant)
      continue;
    for (DWARFDie Member : Variant) {
      if (Member.getTag() != DW_TAG_member)
        continue;
      const DWARFDie Struct = typeOf(Member);
      if (Struct && Struct.getTag() == DW_TAG_structure_type)
        States.push_back(
            {nameOf(Struct).str(), Struct, placeOf(Member, Unit.Shown)});
    }
  }
  (void)Type;
  return States;
}

/// Returns the function that polls the future \p Type: its sibling,
/// `{async_fn#0}`.
DWARFDie RustReader::pollOf(DWARFDie Type) const {
  std::string Wanted = nameOf(Type).str();
  if (const std::size_t At = Wanted.find("_env#"); At != std::string::npos)
    Wanted.erase(At, 4);
  if (DWARFDie Parent = Type.getParent())
    for (DWARFDie Child : Parent)
      if (Child.getTag() == DW_TAG_subprogram && nameOf(Child) == Wanted &&
          !linkageNameOf(Child).empty())
        return Child;
  return {};
}

Coroutine RustReader::describe(DWARFDie Type, DWARFDie Part) const {
  Coroutine C;
  C.Evidence = Evidence::Dwarf;
  DWARFDie Self;
  Place First;
  for (const StateOfFuture &S : states(Type, Part))
    if (S.Name == "Unresumed") {
      First = S.Where;
      for (DWARFDie Member : S.Struct)
        if (Member.getTag() == DW_TAG_member && nameOf(Member) == "self")
          Self = typeOf(Member);
    }
  C.Name = futureName(Type, Self);
  C.Where = First;
  // Each future has its own type path, while the function that polls it may be
  // in another unit, or inlined away.
  C.MangledName = rustType(Type);
  if (!C.Where.isKnown())
    if (DWARFDie Poll = pollOf(Type))
      C.Where = placeOf(Poll, Unit.Shown);
  C.IsLazy = true;
  return C;
}

/// Returns the places where the variables of the function that polls \p Type
/// are declared; unknown for names that are not unique.
std::map<std::string, Place> RustReader::variablesOf(DWARFDie Type) const {
  std::map<std::string, Place> Places;
  forEachDescendant(pollOf(Type), [&](DWARFDie Die) {
    if (Die.getTag() == DW_TAG_variable) {
      const Place Where = placeOf(Die, Unit.Shown);
      const auto [It, IsNew] = Places.try_emplace(nameOf(Die).str(), Where);
      if (!IsNew && It->second != Where)
        It->second = {};
    }
    return Die.getTag() == DW_TAG_lexical_block;
  });
  return Places;
}

void RustReader::readRanges(Coroutine &C, DWARFDie Type, DWARFDie Part,
                            const std::vector<StateOfFuture> &States,
                            unsigned Depth) {
  std::vector<FramePart> Parts;
  if (DWARFDie Index = Part.getAttributeValueAsReferencedDie(DW_AT_discr))
    if (auto Size = sizeOfType(typeOf(Index)))
      Parts.push_back(bookkeeping(
          OccupantKind::SuspendIndex, "", rustType(typeOf(Index)),
          Bytes(numberOf(Index, DW_AT_data_member_location).value_or(0)),
          *Size));
  // The same place, name and type in several states is one value.
  std::map<std::tuple<std::uint64_t, std::string, std::string>, std::size_t>
      Known;
  std::vector<std::string> Captured; // The names of the captured values.
  const std::map<std::string, Place> Declared = variablesOf(Type);
  for (const StateOfFuture &State : States) {
    const bool Begins = State.Name == "Unresumed";
    if (!Begins && !StringRef(State.Name).starts_with("Suspend"))
      continue;
    Suspend Point;
    Point.Kind = Begins ? SuspendKind::Initial : SuspendKind::Await;
    Point.Where = Begins && !State.Where.isKnown() ? C.Where : State.Where;
    const SuspendId Id = static_cast<SuspendId>(C.Suspends.size());
    for (DWARFDie Member : State.Struct) {
      if (Member.getTag() != DW_TAG_member)
        continue;
      const DWARFDie Of = typeOf(Member);
      const std::optional<Bytes> Size = sizeOfType(Of);
      const std::uint64_t Offset =
          numberOf(Member, DW_AT_data_member_location).value_or(0);
      if (!Of || !Size)
        continue;
      const std::string Name = nameOf(Member).str();
      const bool IsAwaited = Name == "__awaitee";
      std::string Written = rustType(Of);
      Bytes Inside;
      DWARFDie Future = futureIn(Of, Inside);
      DWARFDie Boxed = Future ? DWARFDie() : futureBehind(Of);
      if (Future || Boxed) {
        const DWARFDie Called = Future ? Future : Boxed;
        const Coroutine Callee = describe(Called, statesOf(Called));
        if (IsAwaited)
          Point.Awaited = Future ? Callee.Name : Written;
        if (IsAwaited || Future) {
          CoroutineCall Call;
          Call.Kind = CalleeKind::Function;
          Call.Name = Callee.Name;
          Call.MangledName = Callee.MangledName;
          Call.Where = Point.Where;
          Call.State = Future ? Elision::Elided : Elision::Unknown;
          if (Future)
            Call.Moved = *Size;
          auto Same = find_if(C.Calls, [&](const CoroutineCall &Other) {
            return Other.MangledName == Call.MangledName &&
                   Other.State == Call.State && Other.Where == Call.Where;
          });
          if (Same == C.Calls.end()) {
            C.Calls.push_back(std::move(Call));
            Same = std::prev(C.Calls.end());
          }
          if (Same->AliveAcross.empty() || Same->AliveAcross.back() != Id)
            Same->AliveAcross.push_back(Id);
          if (IsAwaited &&
              (Same->RunsAcross.empty() || Same->RunsAcross.back() != Id))
            Same->RunsAcross.push_back(Id);
        }
      } else if (IsAwaited) {
        Point.Awaited = Written;
      }
      if (*Size == Bytes(0) || !PartsLeft)
        continue;
      const auto [It, IsNew] =
          Known.try_emplace(std::tuple(Offset, Name, Written), Parts.size());
      if (!IsNew) {
        std::vector<SuspendId> &Held = Parts[It->second].Occupant.HeldAcross;
        if (Held.empty() || Held.back() != Id)
          Held.push_back(Id);
        continue;
      }
      --PartsLeft;
      FramePart Made{Bytes(Offset), {}};
      Occupant &O = Made.Occupant;
      O.Kind = Future      ? OccupantKind::CalleeFrame
               : IsAwaited ? OccupantKind::Awaiter
               : Begins || is_contained(Captured, Name)
                   ? OccupantKind::Parameter
                   : OccupantKind::Local;
      // Names from rustc do not exist in the source.
      O.Name = StringRef(Name).starts_with("__") ? "" : Name;
      O.Type = std::move(Written);
      O.Size = *Size;
      O.Align = Bytes(numberOf(Member, DW_AT_alignment).value_or(0));
      O.Declared = placeOf(Member, Unit.Shown);
      if (const auto Known = Declared.find(Name);
          Known != Declared.end() && O.Kind == OccupantKind::Local)
        O.Declared = Known->second;
      O.Reason = HoldReason::Unknown;
      O.HeldAcross = {Id};
      if (Begins)
        Captured.push_back(Name);
      if (Future && Depth < 16) {
        Coroutine Callee = describe(Future, statesOf(Future));
        O.Callee = Callee.MangledName;
        O.Name = StringRef(Name).starts_with("__") ? Callee.Name : Name;
        Callee.Frame.Size = sizeOfType(Future).value_or(Bytes(0));
        readRanges(Callee, Future, statesOf(Future),
                   states(Future, statesOf(Future)), Depth + 1);
        O.Nested = std::move(Callee.Frame.Ranges);
      }
      Parts.push_back(std::move(Made));
    }
    C.Suspends.push_back(std::move(Point));
  }
  for (FramePart &P : Parts)
    P.Occupant.LiveAcross = P.Occupant.HeldAcross;
  C.Frame.Ranges = rangesOf(std::move(Parts), C.Frame.Size);
}

std::vector<Coroutine> RustReader::read() {
  std::vector<Coroutine> Made;
  DWARFUnit &U = *Unit.Root.getDwarfUnit();
  for (const DWARFDebugInfoEntry &Entry : U.dies()) {
    const DWARFDie Die(&U, &Entry);
    if (Die.getTag() != DW_TAG_variant_part)
      continue;
    const DWARFDie Type = Die.getParent();
    if (!Type || Type.getTag() != DW_TAG_structure_type)
      continue;
    const DWARFDie Part = statesOf(Type);
    const std::optional<Bytes> Size = sizeOfType(Type);
    if (!Part || !Size || *Size > LargestFrame)
      continue;
    Coroutine C = describe(Type, Part);
    C.Frame.Size = *Size;
    C.Frame.Align = alignOfType(Type);
    PartsLeft = MostParts;
    readRanges(C, Type, Part, states(Type, Part), 0);
    if (!C.Suspends.empty())
      C.Entry = {0};
    Made.push_back(std::move(C));
  }
  return Made;
}

std::vector<Coroutine> readRustUnit(const UnitToRead &Unit) {
  return RustReader(Unit).read();
}

} // namespace coroscope
