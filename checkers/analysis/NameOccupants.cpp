//===- NameOccupants.cpp - Frames in the words of the source --------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/NameOccupants.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Demangle/Demangle.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <tuple>

using llvm::StringRef;

namespace coroscope {

namespace {

/// Names the values of one coroutine.
class Namer {
  const Coroutine &C;
  const std::vector<SplitSuspend> &Suspends;
  const CoroutineText &Text;
  const ProjectPaths &Paths;

public:
  Namer(const Coroutine &C, const SplitFrame &Split, const CoroutineText &Text,
        const ProjectPaths &Paths)
      : C(C), Suspends(Split.Suspends), Text(Text), Paths(Paths) {}

  Place place(const DebugPlace &Debug) const {
    if (!Debug.Line)
      return {};
    return {Debug.File.empty() ? C.Where.File
                               : SharedText(Paths.shown(Debug.File)),
            Debug.Line, Debug.Column};
  }

  Occupant name(const SplitValue &Value) const;

private:
  void nameVariable(Occupant &O, const SplitValue &Value) const;
  void nameMemory(Occupant &O, const SplitValue &Value) const;
  void nameComputed(Occupant &O, const SplitValue &Value) const;
  bool nameExpression(Occupant &O, const SplitValue &Value) const;
  bool isAwaited(const SplitUse &Use, const SplitSuspend &Suspend) const;
  std::vector<SuspendId> awaitedWith(const SplitValue &Value) const;
  void giveReason(Occupant &O, const SplitValue &Value) const;
  const SplitSuspend *shownFor(const Occupant &O) const;
  bool isImplicit(const SplitUse &Use) const;
  bool isDistraction(const SplitUse &Use, const Occupant &O) const;
  const SplitUse *mostTelling(const std::vector<SplitUse> &Uses,
                              const Occupant &O) const;
};

} // namespace

/// Returns the words for data that Clang itself keeps in memory (clang 22:
/// clang/lib/CodeGen, CGCleanup.cpp, CGException.cpp, CGCoroutine.cpp); empty
/// if \p IrName is something else.
static StringRef exceptionState(StringRef IrName) {
  StringRef Base = IrName.rtrim("0123456789");
  return llvm::StringSwitch<StringRef>(Base)
      .Case("exn.slot", "exception in flight")
      .Case("ehselector.slot", "type of the exception in flight")
      .Case("cleanup.dest.slot", "where to go after cleanups")
      .Case("cleanup.dest.saved", "where to go after cleanups")
      .Case("cleanup.isactive", "whether a cleanup is due")
      .Case("cond-cleanup.save", "value saved for a cleanup")
      .Case("cleanup.cond", "whether a cleanup is due")
      .Case("gro.active", "whether the returned object exists")
      .Case("nrvo", "whether the result is built in place")
      .Case("resume.eh", "whether initial await_resume was called")
      .Case("exn.byref", "exception caught by reference")
      .Default({});
}

void Namer::nameVariable(Occupant &O, const SplitValue &Value) const {
  O.Name = Value.Variable;
  // The variables of a range-based for loop have no places of their own.
  const bool IsImplicit = !Value.Declared.Line;
  O.Declared = place(IsImplicit ? Value.Origin : Value.Declared);
  std::optional<VariableText> Written;
  if (Value.Argument)
    Written = Text.parameter(Value.Argument);
  if (!Written)
    Written = Text.variable(Value.Variable, O.Declared.Line,
                            IsImplicit ? 0 : Value.Declared.Column);
  // Debug information has the names of structured bindings only.
  if (!Written && Value.What == SplitValue::Role::Memory)
    Written = Text.bindingsWith(Value.Variable, O.Declared.Line,
                                Value.Declared.Column);
  O.Kind = Value.Argument || (Written && Written->IsParameter)
               ? OccupantKind::Parameter
               : OccupantKind::Local;
  if (!Written)
    return;
  O.Name = Written->Name;
  O.Type = Written->Type;
  // A value that the compiler has taken apart has the type of the whole.
  if (Value.What == SplitValue::Role::Memory && Written->Size == Value.Size)
    O.FullType = Written->FullType;
  if (Written->Line)
    O.Declared = {O.Declared.File.empty() ? C.Where.File : O.Declared.File,
                  Written->Line, Written->Column};
}

/// Names \p O after the expression at its origin; returns false if there is
/// none.
bool Namer::nameExpression(Occupant &O, const SplitValue &Value) const {
  O.Declared = place(Value.Origin);
  if (!Value.Origin.File.empty())
    return false;
  auto Expression =
      Text.expression(Value.Origin.Line, Value.Origin.Column, Value.Size);
  if (!Expression || Expression->Text.empty())
    return false;
  O.Name = Expression->Text;
  O.Type = Expression->Type;
  return true;
}

void Namer::nameMemory(Occupant &O, const SplitValue &Value) const {
  if (!Value.ElidedCallee.empty()) {
    O.Kind = OccupantKind::CalleeFrame;
    O.Name = llvm::demangle(Value.ElidedCallee);
    O.Callee = Value.ElidedCallee;
    O.Declared = place(Value.Origin);
    return;
  }
  if (StringRef Words = exceptionState(Value.IrName); !Words.empty()) {
    O.Kind = OccupantKind::ExceptionState;
    O.Name = Words.str();
    O.Declared = place(Value.Origin);
    return;
  }
  const bool IsUnnamed = Value.IrName.empty() && Value.Function.empty();
  // Bindings of a tuple name its elements; the tuple itself has no name.
  const auto Bindings =
      IsUnnamed && Value.Variable.empty() && Value.Origin.File.empty()
          ? Text.bindings(Value.Origin.Line, Value.Origin.Column, Value.Size)
          : std::nullopt;
  if (!Value.Variable.empty()) {
    nameVariable(O, Value);
  } else if (Bindings) {
    O.Kind = OccupantKind::Local;
    O.Name = Bindings->Name;
    O.Type = Bindings->Type;
    O.FullType = Bindings->FullType;
    O.Declared = {C.Where.File, Bindings->Line, Bindings->Column};
  } else if (auto Unnamed =
                 IsUnnamed ? Text.unnamedParameter(Value.Size) : std::nullopt) {
    O.Kind = OccupantKind::Parameter;
    O.Name = "unnamed parameter";
    O.Type = Unnamed->Type;
    O.Declared = {C.Where.File, Unnamed->Line, Unnamed->Column};
  } else {
    O.Kind = OccupantKind::Temporary;
    if (!Value.Function.empty()) {
      // A value of an inlined function, which Clang has named.
      O.Declared = place(Value.Origin);
      O.Obstacles.push_back(std::string(OfInlinedFunction));
      O.Name = Value.IrName + " of " + llvm::demangle(Value.Function);
    } else if (!nameExpression(O, Value)) {
      O.Name = Value.IrName;
    }
  }
  if (Value.AwaiterOf && O.Kind == OccupantKind::Temporary) {
    O.Kind = OccupantKind::Awaiter;
    // Other expressions may begin at the same place as the awaiter's.
    const SplitSuspend &Suspend = Suspends[*Value.AwaiterOf];
    if (Suspend.Kind == SuspendKind::Initial) {
      O.Name = "initial_suspend()";
      O.Type = Text.initialAwaiterType();
    } else if (Suspend.Kind == SuspendKind::Final) {
      O.Name = "final_suspend()";
      O.Type = Text.finalAwaiterType();
    } else if (auto Awaiter =
                   Text.awaiter(Suspend.Where.Line, Suspend.Where.Column)) {
      std::tie(O.Name, O.Type) = std::tie(Awaiter->Text, Awaiter->Type);
    }
  }
  if (O.Name.empty() && !O.Declared.isKnown())
    O.Kind = OccupantKind::Unknown;
}

void Namer::nameComputed(Occupant &O, const SplitValue &Value) const {
  if (!Value.Variable.empty()) {
    nameVariable(O, Value);
    return;
  }
  O.Kind = OccupantKind::Spill;
  if (!nameExpression(O, Value))
    O.Name = Value.Description;
}

/// True if \p Use hands the address to the operation that \p Suspend waits for.
bool Namer::isAwaited(const SplitUse &Use, const SplitSuspend &Suspend) const {
  return (Suspend.Kind == SuspendKind::Await ||
          Suspend.Kind == SuspendKind::Yield) &&
         !Use.Makes && Use.Where.File.empty() && Suspend.Where.File.empty() &&
         Text.isAwaitedCall(Suspend.Where.Line, Suspend.Where.Column,
                            Use.Where.Line, Use.Where.Column);
}

/// The suspensions that wait for an operation that got the address of \p Value.
/// It may use the address until then, also where its type cannot hold one, such
/// as a number of a request.
std::vector<SuspendId> Namer::awaitedWith(const SplitValue &Value) const {
  std::vector<SuspendId> Ids;
  llvm::copy_if(Value.HeldAcross, std::back_inserter(Ids), [&](SuspendId Id) {
    return llvm::any_of(Value.Escapes, [&](const SplitUse &Use) {
      return isAwaited(Use, Suspends[Id]);
    });
  });
  return Ids;
}

/// Sets the reason why \p O, which is named, is kept.
void Namer::giveReason(Occupant &O, const SplitValue &Value) const {
  const std::vector<SuspendId> Awaited = awaitedWith(Value);
  std::set_union(Value.LiveAcross.begin(), Value.LiveAcross.end(),
                 Awaited.begin(), Awaited.end(),
                 std::back_inserter(O.LiveAcross));
  if (O.isBookkeeping()) {
    O.Reason = HoldReason::Always;
    return;
  }
  if (O.Kind == OccupantKind::Unknown && Value.What != SplitValue::Role::Memory)
    return;
  auto EndsScope = [&](const SplitUse &Use) {
    // An inlined destructor of a parameter stands where the coroutine does.
    return Use.IsDestructor ||
           (O.Kind == OccupantKind::Parameter && isImplicit(Use)) ||
           (Use.Where.File.empty() &&
            Text.isEndOfScope(Use.Where.Line, Use.Where.Column));
  };
  std::vector<SplitUse> Uses = Value.UsesAfter;
  llvm::erase_if(Uses, EndsScope);
  const SplitUse *Use = mostTelling(Uses, O);
  auto IsBetter = [&](const SplitUse &Escape) {
    return !Use || (isDistraction(*Use, O) && !isDistraction(Escape, O));
  };
  if (Value.AwaiterOf && !O.isDead() && !Use) {
    O.Reason = HoldReason::UsedAfter;
    return;
  }
  auto GiveEscape = [&](const SplitUse &Escape) {
    O.Reason = HoldReason::Escapes;
    O.UsedAt = place(Escape.Where);
    O.EscapesTo = llvm::demangle(Escape.Callee);
  };
  if (Value.LiveAcross.empty() && !Awaited.empty())
    return GiveEscape(*llvm::find_if(Value.Escapes, [&](const SplitUse &Use) {
      return isAwaited(Use, Suspends[Awaited.front()]);
    }));
  if (!Value.Escapes.empty() && !O.isDead() &&
      IsBetter(Value.Escapes.front()) &&
      (Value.IsKept || Value.UsesAfter.empty()))
    return GiveEscape(Value.Escapes.front());
  if (Use) {
    O.Reason = HoldReason::UsedAfter;
    O.UsedAt = place(Use->Where);
    return;
  }
  if (!Value.UsesAfter.empty()) {
    const auto Own = llvm::find_if(
        Value.UsesAfter, [](const SplitUse &Use) { return Use.IsDirect; });
    const bool IsOwn = Own != Value.UsesAfter.end();
    O.Reason = IsOwn ? HoldReason::DestroyedAfter : HoldReason::UsedAfter;
    O.UsedAt = place((IsOwn ? *Own : Value.UsesAfter.front()).Where);
    return;
  }
  const SplitUse *First = mostTelling(Value.FirstUses, O);
  if (O.isDead() && O.Kind == OccupantKind::Parameter && C.Optimization == "O0")
    O.Reason = HoldReason::Always;
  else if (First && !EndsScope(*First)) {
    O.Reason = HoldReason::Conservative;
    O.UsedAt = place(First->Where);
  } else if (!Value.Escapes.empty()) {
    GiveEscape(Value.Escapes.front());
  } else
    O.Reason = O.isDead() ? HoldReason::Conservative : HoldReason::UsedAfter;
}

/// The suspension that findings show for \p O; null if there is none of the
/// body.
const SplitSuspend *Namer::shownFor(const Occupant &O) const {
  for (SuspendId Id : O.LiveAcross)
    if (Suspends[Id].Kind == SuspendKind::Await ||
        Suspends[Id].Kind == SuspendKind::Yield)
      return &Suspends[Id];
  return nullptr;
}

/// True if \p Use is of the code that every coroutine has: it stands where the
/// coroutine is declared.
bool Namer::isImplicit(const SplitUse &Use) const {
  return Use.Where.File.empty() && Use.Where.Line == C.Where.Line &&
         Use.Where.Column == C.Where.Column;
}

/// True if \p Use is where \p O is declared, or where the coroutine waits.
bool Namer::isDistraction(const SplitUse &Use, const Occupant &O) const {
  const auto &[File, Line, Column] = Use.Where;
  if (!File.empty())
    return false;
  const SplitSuspend *Shown = shownFor(O);
  return isImplicit(Use) ||
         Text.isInDeclaration(O.Name.str(), O.Declared.Line, Line, Column) ||
         (Shown && Text.isInSuspension(Shown->Where.Line, Shown->Where.Column,
                                       Line, Column));
}

/// The use of \p O to show, of \p Uses, which are sorted; null if there is
/// none. A reader looks for the name of the value.
const SplitUse *Namer::mostTelling(const std::vector<SplitUse> &Uses,
                                   const Occupant &O) const {
  const SplitSuspend *Shown = shownFor(O);
  auto Distance = [&](const SplitUse &Use) {
    const auto &[File, Line, Column] = Use.Where;
    const bool IsNamed =
        File.empty() &&
        Text.mentions(O.Name.str(), O.Declared.Line, Line, Column);
    const bool IsInLine =
        File.empty() &&
        (Line == O.Declared.Line || (Shown && Line == Shown->Where.Line));
    return std::tuple(isImplicit(Use), isDistraction(Use, O), !IsNamed,
                      IsInLine, !Use.IsDirect);
  };
  const auto Best = std::min_element(Uses.begin(), Uses.end(),
                                     [&](const SplitUse &A, const SplitUse &B) {
                                       return Distance(A) < Distance(B);
                                     });
  return Best == Uses.end() ? nullptr : &*Best;
}

Occupant Namer::name(const SplitValue &Value) const {
  Occupant O;
  O.Size = Value.Size;
  O.Align = Value.Align;
  O.HeldAcross = Value.HeldAcross;
  switch (Value.What) {
  case SplitValue::Role::ResumePointer:
    O.Kind = OccupantKind::ResumePointer;
    O.Name = "resume function";
    break;
  case SplitValue::Role::DestroyPointer:
    O.Kind = OccupantKind::DestroyPointer;
    O.Name = "destroy function";
    break;
  case SplitValue::Role::SuspendIndex:
    O.Kind = OccupantKind::SuspendIndex;
    O.Name = "suspend index";
    break;
  case SplitValue::Role::Promise:
    O.Kind = OccupantKind::Promise;
    O.Name = "promise";
    O.Type = Text.promiseType();
    O.FullType = Text.fullPromiseType();
    O.Declared = C.Where;
    break;
  case SplitValue::Role::Memory:
    nameMemory(O, Value);
    break;
  case SplitValue::Role::Computed:
    nameComputed(O, Value);
    break;
  case SplitValue::Role::Unknown:
    break;
  }
  giveReason(O, Value);
  return O;
}

void fillFrame(Coroutine &C, const SplitFrame &Split, const CoroutineText &Text,
               const ProjectPaths &Paths) {
  const Namer Names(C, Split, Text, Paths);
  C.MangledName = Split.MangledName;
  std::vector<FrameRange> Ranges;
  for (const SplitSlot &Slot : Split.Slots) {
    FrameRange Range{Slot.Offset, Slot.Size, {}};
    for (const SplitValue &Value : Slot.Values)
      Range.Occupants.push_back(Names.name(Value));
    Ranges.push_back(std::move(Range));
  }
  C.Frame.Size = Split.Size;
  C.Frame.Align = Split.Align;
  C.Frame.Ranges = coverWithPadding(std::move(Ranges), Split.Size);

  C.Entry = Split.Entry;
  for (const SplitSuspend &S : Split.Suspends) {
    Suspend Point{S.Kind, Names.place(S.Where), {}, S.Successors, S.MayEnd};
    if (S.Kind == SuspendKind::Initial || S.Kind == SuspendKind::Final)
      Point.Where = C.Where;
    else
      Point.Awaited = Text.awaiter(S.Where.Line, S.Where.Column)
                          .value_or(ExpressionText{})
                          .Text;
    C.Suspends.push_back(std::move(Point));
  }
  assert(findDefect(C.Frame, C.Suspends.size()).empty() &&
         "a frame that does not account for its bytes");
}

} // namespace coroscope
