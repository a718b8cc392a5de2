//===- SplitFrame.h - What CoroSplit made of a coroutine --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Owned values: what leaves the layout room, in the words of LLVM and of debug
// information. `analysis` turns them into the model.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_SPLITFRAME_H
#define COROSCOPE_LAYOUT_SPLITFRAME_H

#include "frame/Bytes.h"
#include "frame/Coroutine.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace coroscope {

/// A place in debug information. 1-based; line 0 is unknown, column 0 is any.
struct DebugPlace {
  std::string File; ///< As the compiler spells it; empty for the coroutine's.
  unsigned Line = 0;
  unsigned Column = 0;
};

/// A use of a value.
struct SplitUse {
  DebugPlace Where;
  std::string Callee; ///< Mangled; empty if it is no call of a known function.
  bool IsDestructor = false;
  /// It has the address of memory itself, and not only an object that holds it.
  bool Makes = false; ///< Of a place where the address gets out: it makes the
                      ///< value.
  bool IsDirect = false;
};

/// Something that has a slot in the frame.
struct SplitValue {
  enum class Role {
    ResumePointer,
    DestroyPointer,
    Promise,
    SuspendIndex,
    Memory,   ///< An alloca.
    Computed, ///< An SSA value or an argument.
    Unknown,
  };
  Role What = Role::Unknown;
  std::string IrName;    ///< Of the alloca as Clang named it, as in "ref.tmp8".
  std::string Function;  ///< Mangled; the inlined function it is from, if any.
  std::string Variable;  ///< Of debug information; empty if none.
  unsigned Argument = 0; ///< Of the variable, from 1; 0 if not a parameter.
  DebugPlace Declared;   ///< Of the variable.
  DebugPlace Origin;     ///< Of the code that makes the value.
  std::string Description;  ///< In words, for values without a variable.
  std::string ElidedCallee; ///< Mangled; for the frame of an elided coroutine.
  std::optional<SuspendId> AwaiterOf;
  Bytes Size;
  Bytes Align;                       ///< 0 for values that are not memory.
  std::vector<SuspendId> HeldAcross; ///< Sorted.
  std::vector<SuspendId> LiveAcross; ///< Where it is needed. Sorted.
  /// Some uses after a suspension that it is needed across, nearest first.
  std::vector<SplitUse> UsesAfter;
  /// Some uses of what is used only after the suspensions, nearest first.
  std::vector<SplitUse> FirstUses;
  /// Where its address gets out; the one to show is first.
  std::vector<SplitUse> Escapes;
  /// True if that is the reason why it is needed: something else may use it.
  bool IsKept = false;
};

/// A field of the frame. Several values if LLVM lets them share it.
struct SplitSlot {
  Bytes Offset;
  Bytes Size;
  std::vector<SplitValue> Values;
};

struct SplitSuspend {
  SuspendKind Kind = SuspendKind::Await;
  DebugPlace Where;
  std::vector<SuspendId> Successors = {}; ///< Sorted.
  bool MayEnd = false;
};

/// A callee whose frame was put into its caller.
struct ElidedCallee {
  Bytes Size;
  unsigned Times = 0; ///< At so many calls.
};

/// What the passes have said of the callees of one function, by their mangled
/// names: of which call they said it, they do not tell.
struct ElisionNotes {
  std::map<std::string, ElidedCallee> Elided;
  std::set<std::string> TooRare;
  std::set<std::string> Escaping;
};

/// One frame as CoroSplit laid it out.
struct SplitFrame {
  std::string MangledName;
  Bytes Size;
  Bytes Align;
  std::vector<SplitSlot> Slots; ///< Sorted by offset; gaps are padding.
  std::vector<SplitSuspend> Suspends;
  std::vector<SuspendId> Entry; ///< The suspensions that can be the first.
  ElisionNotes Elisions;
};

/// What the passes made of one unit.
struct SplitUnit {
  /// One for each coroutine; nothing for one that the compiler cannot emit
  /// here, such as a function that another unit instantiates.
  std::vector<std::optional<SplitFrame>> Frames;
  /// One for each caller; nothing for one that the compiler does not emit,
  /// because nothing refers to it.
  std::vector<std::optional<ElisionNotes>> Callers;
};

} // namespace coroscope

#endif
