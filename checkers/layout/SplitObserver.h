//===- SplitObserver.h - Watches the passes split coroutines ----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// before CoroSplit: every value that could get a slot is described, and given a
//                   name that says which description is its own
// after CoroSplit:  the names of the accesses to a slot lead to its values
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_SPLITOBSERVER_H
#define COROSCOPE_LAYOUT_SPLITOBSERVER_H

#include "layout/CalleeFacts.h"
#include "layout/SplitFrame.h"
#include "layout/ValueOrigins.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/DiagnosticHandler.h"

#include <map>
#include <string>

namespace llvm {
class Any;
class AllocaInst;
class DiagnosticInfo;
class Function;
class Instruction;
class PassInstrumentationCallbacks;
} // namespace llvm

namespace coroscope {

struct ElisionRemark;
struct FrameField;

/// Lifetime: outlives the pass run that it is registered for, and refers to
/// \p Origins.
class SplitObserver {
public:
  explicit SplitObserver(const ValueOrigins &Origins) : Origins(Origins) {}

  /// Prepares for the passes over \p M, which has been marked: the frames of
  /// \p Coroutines are wanted, and what becomes of the calls in \p Callers.
  void watch(llvm::Module &M,
             const std::vector<const llvm::Function *> &Coroutines,
             const std::vector<const llvm::Function *> &Callers);

  /// Has \p Callbacks tell this observer of each split, and refuse optional
  /// passes where they cannot change a wanted frame: on functions that have
  /// nothing to do with it, and everywhere once all are split; but not
  /// where they can change what becomes of calls in callers, until the end of
  /// inlining.
  void registerWith(llvm::PassInstrumentationCallbacks &Callbacks);

  /// By mangled name, the wanted frames of what has been split so far.
  std::map<std::string, SplitFrame> takeFrames();

  /// What has been said of the callees of \p Caller. After `takeFrames`, not of
  /// coroutines.
  const ElisionNotes &notesOn(const std::string &Caller) {
    return Elisions[Caller];
  }

  /// The last error that a pass reported; empty if none did.
  const std::string &error() const { return Error; }

private:
  struct Pending {
    std::vector<SplitValue> Values; ///< The value named "coroscope.7" is [7].
    std::vector<SplitSuspend> Suspends;
    std::vector<SuspendId> Entry;
    std::optional<std::size_t> Promise; ///< Index in Values.
  };

  void beforeSplit(const llvm::Any &Ir);
  void afterSplit();
  bool mayRun(const llvm::Any &Ir) const;
  void describe(llvm::Function &F);
  // The steps of `describe`. The ids are of suspensions that survived, in the
  // order of emission; the index is where memory is in Values.
  using SuspendIds = llvm::DenseMap<const llvm::Instruction *, SuspendId>;
  using MemoryIndex = llvm::DenseMap<const llvm::AllocaInst *, std::size_t>;
  SuspendIds numberSuspends(llvm::Function &F, Pending &Described) const;
  static void orderSuspends(llvm::Function &F, const SuspendIds &Ids,
                            Pending &Described);
  MemoryIndex describeValues(llvm::Function &F, const SuspendIds &Ids,
                             Pending &Described);
  static void markPromise(llvm::Function &F, const MemoryIndex &IndexOf,
                          Pending &Described);
  static void markAwaiters(const SuspendIds &Ids, const MemoryIndex &IndexOf,
                           Pending &Described);
  /// The values that CoroSplit put into \p Field.
  static std::vector<SplitValue>
  valuesIn(const FrameField &Field, Bytes Pointer, const Pending &Described);
  void readFrame(llvm::Function &F, const Pending &Described);
  void remark(const llvm::DiagnosticInfo &Info);
  void noteElision(const ElisionRemark &Remark);
  class RemarkHandler;

  const ValueOrigins &Origins;
  CalleeFacts Callees;
  std::map<llvm::Function *, Pending> BeingSplit;
  llvm::StringMap<std::pair<Bytes, Bytes>> SizeAndAlign; ///< From remarks.
  /// From remarks, by the caller: what the passes did with callees.
  std::map<std::string, ElisionNotes> Elisions;
  /// The names of coroutines that are wanted and not split yet: passes may put
  /// another function in the place of one.
  llvm::StringSet<> Unsplit;
  bool WaitsForCallers = false;
  std::map<std::string, SplitFrame> Frames;
  std::string Error;
};

} // namespace coroscope

#endif
