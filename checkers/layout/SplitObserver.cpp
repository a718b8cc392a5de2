//===- SplitObserver.cpp - Watches the passes split coroutines ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/SplitObserver.h"

#include "compat/CoroutineNames.h"
#include "compat/CoroutineRemarks.h"
#include "compat/FrameFields.h"
#include "layout/RelevantFunctions.h"
#include "layout/SuspendLiveness.h"
#include "layout/SuspendOrder.h"
#include "layout/SuspendPaths.h"
#include "layout/ValueDescription.h"

#include "llvm/ADT/Any.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Analysis/LazyCallGraph.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/DiagnosticPrinter.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Metadata.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassInstrumentation.h"
#include "llvm/Transforms/Coroutines/CoroInstr.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <variant>

using namespace llvm;

namespace coroscope {

static constexpr char ValueTag[] = "coroscope.";
static constexpr char NoFrameMark[] = "coroscope.no-frame";
static constexpr char NoCallerMark[] = "coroscope.no-caller";

/// Takes the remarks on splits and elisions.
class SplitObserver::RemarkHandler : public DiagnosticHandler {
  SplitObserver &Observer;

public:
  explicit RemarkHandler(SplitObserver &Observer) : Observer(Observer) {}

  bool handleDiagnostics(const DiagnosticInfo &Info) override {
    Observer.remark(Info);
    return true;
  }
  bool isAnalysisRemarkEnabled(StringRef) const override { return false; }
  bool isMissedOptRemarkEnabled(StringRef Pass) const override {
    return saysOfElisions(Pass);
  }
  bool isPassedOptRemarkEnabled(StringRef Pass) const override {
    return saysOfSplits(Pass) || saysOfElisions(Pass);
  }
  bool isAnyRemarkEnabled() const override { return true; }
};

void SplitObserver::remark(const DiagnosticInfo &Info) {
  const auto *Remark = dyn_cast<DiagnosticInfoOptimizationBase>(&Info);
  if (!Remark) {
    if (Info.getSeverity() == DS_Error) {
      raw_string_ostream Out(Error);
      DiagnosticPrinterRawOStream Printer(Out);
      Info.print(Printer);
    }
    return;
  }
  const CoroutineRemark Read = readRemark(*Remark);
  if (const auto *Split = std::get_if<SplitRemark>(&Read))
    SizeAndAlign[Split->Ramp] = {Split->Size, Split->Align};
  else if (const auto *Elision = std::get_if<ElisionRemark>(&Read))
    noteElision(*Elision);
}

void SplitObserver::noteElision(const ElisionRemark &Remark) {
  ElisionNotes &Noted = Elisions[Remark.Caller];
  switch (Remark.Result) {
  case ElisionRemark::Outcome::Elided: {
    ElidedCallee &Elided = Noted.Elided[Remark.Callee];
    Elided.Size = Remark.Size;
    ++Elided.Times;
    return;
  }
  case ElisionRemark::Outcome::Escapes:
    Noted.Escaping.insert(Remark.Callee);
    return;
  case ElisionRemark::Outcome::TooRare:
    Noted.TooRare.insert(Remark.Callee);
    return;
  case ElisionRemark::Outcome::Other:
    return;
  }
}

std::map<std::string, SplitFrame> SplitObserver::takeFrames() {
  for (auto &[Caller, Noted] : Elisions)
    if (auto It = Frames.find(Caller); It != Frames.end())
      It->second.Elisions = std::move(Noted);
  return std::move(Frames);
}

void SplitObserver::watch(Module &M,
                          const std::vector<const Function *> &Coroutines,
                          const std::vector<const Function *> &Callers) {
  M.getContext().setDiagnosticHandler(std::make_unique<RemarkHandler>(*this));
  for (const Function *F : Coroutines)
    Unsplit.insert(F->getName());
  WaitsForCallers = !Callers.empty();
  // Marked in the IR, because passes make and delete functions: a part of a
  // split coroutine is new, and may be inlined into another one.
  const auto Frames = relevantFunctions(Coroutines);
  const auto Called = relevantFunctions(Callers);
  MDNode *Mark = MDNode::get(M.getContext(), {});
  for (Function &F : M) {
    if (F.isDeclaration())
      continue;
    if (!Frames.contains(&F))
      F.setMetadata(NoFrameMark, Mark);
    if (!Called.contains(&F))
      F.setMetadata(NoCallerMark, Mark);
  }
}

void SplitObserver::registerWith(PassInstrumentationCallbacks &Callbacks) {
  Callbacks.registerBeforeNonSkippedPassCallback(
      [this](StringRef Pass, Any Ir) {
        if (Pass == names::SplitPass)
          beforeSplit(Ir);
      });
  Callbacks.registerAfterPassCallback(
      [this](StringRef Pass, Any, const PreservedAnalyses &) {
        if (Pass == names::SplitPass)
          afterSplit();
        else if (Pass == names::InlinerPass)
          WaitsForCallers = false;
      });
  Callbacks.registerAfterPassInvalidatedCallback(
      [this](StringRef Pass, const PreservedAnalyses &) {
        if (Pass == names::SplitPass)
          afterSplit();
      });
  Callbacks.registerShouldRunOptionalPassCallback(
      [this](StringRef, Any Ir) { return mayRun(Ir); });
}

bool SplitObserver::mayRun(const Any &Ir) const {
  if (Unsplit.empty() && !WaitsForCallers)
    return false;
  // A function without marks is new.
  auto IsRelevant = [&](const Function &F) {
    return (!Unsplit.empty() && !F.hasMetadata(NoFrameMark)) ||
           (WaitsForCallers && !F.hasMetadata(NoCallerMark));
  };
  if (const auto *F = any_cast<const Function *>(&Ir))
    return IsRelevant(**F);
  if (const auto *L = any_cast<const Loop *>(&Ir))
    return IsRelevant(*(*L)->getHeader()->getParent());
  if (const auto *C = any_cast<const LazyCallGraph::SCC *>(&Ir))
    return any_of(**C, [&](const LazyCallGraph::Node &N) {
      return IsRelevant(N.getFunction());
    });
  return true;
}

void SplitObserver::beforeSplit(const Any &Ir) {
  const auto *C = any_cast<const LazyCallGraph::SCC *>(&Ir);
  if (!C)
    return;
  for (const LazyCallGraph::Node &N : **C)
    if (Function &F = N.getFunction();
        F.isPresplitCoroutine() && Unsplit.contains(F.getName()))
      describe(F);
}

static SplitUse describeUse(const Instruction &Use, const Function &F) {
  SplitUse Described;
  Described.Where = placeIn(F, Use.getDebugLoc());
  if (const auto *Call = dyn_cast<CallBase>(&Use))
    if (const Function *Callee = Call->getCalledFunction();
        Callee && !Callee->isIntrinsic()) {
      Described.Callee = Callee->getName().str();
      Described.IsDestructor = isDestructor(*Callee);
    }
  return Described;
}

static void take(SplitValue &Value, SuspendLiveness::Hold Hold,
                 const Function &F) {
  Value.HeldAcross = std::move(Hold.Across);
  Value.LiveAcross = std::move(Hold.Needed);
  auto AddUses = [&](ArrayRef<const Instruction *> From,
                     std::vector<SplitUse> &To) {
    for (const Instruction *Use : From)
      if (SplitUse Described = describeUse(*Use, F); Described.Where.Line) {
        Described.IsDirect = Hold.Direct.contains(Use);
        To.push_back(std::move(Described));
      }
  };
  AddUses(Hold.UsesAfter, Value.UsesAfter);
  AddUses(Hold.FirstUses, Value.FirstUses);
  Value.IsKept = Hold.IsKept;
  for (const Instruction *Escape : Hold.Escapes)
    // A destructor keeps no address, though LLVM cannot know.
    if (SplitUse Described = describeUse(*Escape, F);
        !Described.IsDestructor && Described.Where.Line) {
      Described.Makes = Hold.Makers.contains(Escape);
      Value.Escapes.push_back(std::move(Described));
    }
}

/// Whether \p I could be needed in a block other than its own, once blocks have
/// been split at their suspensions, and users of it that are computed anew have
/// been moved to their uses.
static bool canCrossSuspend(const Instruction &I, bool SuspendsInItsBlock) {
  if (I.getType()->isVoidTy() || I.getType()->isTokenTy())
    return false;
  auto IsUsedElsewhere = [](const Value *V) {
    return any_of(V->users(), [&](const User *U) {
      return isa<PHINode>(U) || cast<Instruction>(U)->getParent() !=
                                    cast<Instruction>(V)->getParent();
    });
  };
  return SuspendsInItsBlock || any_of(computedAnewFrom(I), IsUsedElsewhere);
}

void SplitObserver::describe(Function &F) {
  Pending &Described = BeingSplit[&F];
  Described = {};
  const SuspendIds Ids = numberSuspends(F, Described);

  // Names given in another coroutine, part of which was inlined.
  for (Instruction &I : instructions(F))
    if (I.getName().starts_with(ValueTag))
      I.setName("");

  orderSuspends(F, Ids, Described);
  const MemoryIndex IndexOf = describeValues(F, Ids, Described);
  markPromise(F, IndexOf, Described);
  markAwaiters(Ids, IndexOf, Described);
}

SplitObserver::SuspendIds
SplitObserver::numberSuspends(Function &F, Pending &Described) const {
  DenseMap<const Instruction *, unsigned> Numbers;
  std::set<unsigned> Surviving;
  for (Instruction &I : instructions(F))
    if (auto *Suspend = dyn_cast<CoroSuspendInst>(&I))
      if (std::optional<unsigned> Number = Origins.numberOf(*Suspend)) {
        Numbers[Suspend] = *Number;
        Surviving.insert(*Number);
      }
  std::vector<unsigned> Emitted(Surviving.begin(), Surviving.end());
  // Clang emits the final one before what exceptions lead to.
  auto Final = find_if(Emitted, [&](unsigned Number) {
    return Origins.suspend(Number).Kind == SuspendKind::Final;
  });
  if (Final != Emitted.end())
    std::rotate(Final, Final + 1, Emitted.end());
  for (unsigned Number : Emitted) {
    const SuspendOrigin &Origin = Origins.suspend(Number);
    Described.Suspends.push_back({Origin.Kind, Origin.Where});
  }
  SuspendIds Ids;
  for (auto [Suspend, Number] : Numbers)
    Ids[Suspend] = std::distance(Emitted.begin(), find(Emitted, Number));
  return Ids;
}

void SplitObserver::orderSuspends(Function &F, const SuspendIds &Ids,
                                  Pending &Described) {
  const SuspendOrder Order(F, Ids, Described.Suspends.size());
  for (SuspendId Id = 0; Id != Described.Suspends.size(); ++Id) {
    SuspendOrder::Next Next = Order.after(Id);
    Described.Suspends[Id].Successors = std::move(Next.Suspends);
    Described.Suspends[Id].MayEnd = Next.MayEnd;
  }
  Described.Entry = Order.fromEntry().Suspends;
}

SplitObserver::MemoryIndex SplitObserver::describeValues(Function &F,
                                                         const SuspendIds &Ids,
                                                         Pending &Described) {
  BitVector Written(Described.Suspends.size());
  for (SuspendId Id = 0; Id != Described.Suspends.size(); ++Id)
    if (Described.Suspends[Id].Kind == SuspendKind::Await ||
        Described.Suspends[Id].Kind == SuspendKind::Yield)
      Written.set(Id);
  const SuspendLiveness Liveness(F, Ids, std::move(Written), Callees);
  DenseSet<const BasicBlock *> SuspendBlocks;
  for (auto [Suspend, Id] : Ids)
    SuspendBlocks.insert(Suspend->getParent());

  MemoryIndex IndexOf;
  auto Add = [&](Value &V, SplitValue Value, SuspendLiveness::Hold Hold) {
    take(Value, std::move(Hold), F);
    V.setName(ValueTag + Twine(Described.Values.size()));
    Described.Values.push_back(std::move(Value));
  };
  for (llvm::Argument &A : F.args())
    Add(A, describeComputed(A, F, Origins), Liveness.ofValue(A));
  for (Instruction &I : instructions(F))
    if (auto *Alloca = dyn_cast<AllocaInst>(&I)) {
      IndexOf[Alloca] = Described.Values.size();
      Add(I, describeMemory(*Alloca, Origins), Liveness.ofMemory(*Alloca));
    } else if (canCrossSuspend(I, SuspendBlocks.contains(I.getParent()))) {
      Add(I, describeComputed(I, F, Origins), Liveness.ofValue(I));
    }
  return IndexOf;
}

void SplitObserver::markPromise(Function &F, const MemoryIndex &IndexOf,
                                Pending &Described) {
  const AllocaInst *Promise = nullptr;
  for (Instruction &I : instructions(F))
    // The id of an inlined, elided callee names another coroutine.
    if (auto *Id = dyn_cast<CoroIdInst>(&I); Id && Id->getCoroutine() == &F)
      Promise = Id->getPromise();
  if (!Promise)
    return;
  Described.Promise = IndexOf.lookup(Promise);
  SplitValue &Value = Described.Values[*Described.Promise];
  Value.What = SplitValue::Role::Promise;
  // The promise lives as long as the frame.
  Value.HeldAcross.resize(Described.Suspends.size());
  std::iota(Value.HeldAcross.begin(), Value.HeldAcross.end(), SuspendId(0));
  Value.LiveAcross = Value.HeldAcross;
}

void SplitObserver::markAwaiters(const SuspendIds &Ids,
                                 const MemoryIndex &IndexOf,
                                 Pending &Described) {
  for (auto [Suspend, Id] : Ids)
    if (const auto *Await = awaitOf(*cast<CoroSuspendInst>(Suspend)))
      if (const auto *Awaiter = dyn_cast<AllocaInst>(
              Await->getAwaiter()->stripInBoundsOffsets())) {
        // One object can be awaited several times: the first names it.
        auto &AwaiterOf = Described.Values[IndexOf.lookup(Awaiter)].AwaiterOf;
        AwaiterOf = std::min(AwaiterOf.value_or(Id), Id);
      }
}

void SplitObserver::afterSplit() {
  for (auto &[F, Described] : BeingSplit) {
    readFrame(*F, Described);
    Unsplit.erase(F->getName());
  }
  BeingSplit.clear();
}

namespace {
/// What a name refers to: "coroscope.7" to a value, "coroscope.7.for.body" to
/// one that CoroSplit made from it where two ways meet (llvm 22:
/// llvm/lib/Transforms/Coroutines/CoroFrame.cpp, rewritePHIs).
struct ValueName {
  std::size_t Index;
  bool IsDerived;

  auto operator<=>(const ValueName &) const = default;
};
} // namespace

static std::optional<ValueName> parseName(StringRef Name) {
  std::size_t Index;
  if (!Name.consume_front(ValueTag) || Name.consumeInteger(10, Index))
    return std::nullopt;
  return ValueName{Index, !Name.empty()};
}

/// Where CoroSplit puts the promise: behind the two function pointers.
static Bytes promiseOffset(const SplitValue &Promise, Bytes Pointer) {
  return Bytes(alignTo(2 * Pointer.Count, Promise.Align.Count));
}

std::vector<SplitValue> SplitObserver::valuesIn(const FrameField &Field,
                                                Bytes Pointer,
                                                const Pending &Described) {
  std::set<ValueName> Names;
  for (const std::string &Name : Field.Values)
    if (auto Parsed = parseName(Name);
        Parsed && Parsed->Index < Described.Values.size())
      Names.insert(*Parsed);
  if (Described.Promise) {
    const SplitValue &Promise = Described.Values[*Described.Promise];
    if (Field.Offset == promiseOffset(Promise, Pointer) &&
        Field.Size == Promise.Size)
      Names.insert({*Described.Promise, /*IsDerived=*/false});
  }
  std::vector<SplitValue> Values;
  for (auto [Index, IsDerived] : Names) {
    const SplitValue &Value = Described.Values[Index];
    // What is derived from memory is an address, and not the memory.
    if (!IsDerived || Value.What == SplitValue::Role::Computed)
      Values.push_back(Value);
  }
  return Values;
}

/// The role of a field that no value of the coroutine is in; nothing if it is
/// not one of the frame itself.
static std::optional<SplitValue::Role> roleOf(const FrameField &Field,
                                              Bytes Pointer, bool HasIndex) {
  if (Field.Offset == Bytes(0))
    return SplitValue::Role::ResumePointer;
  if (Field.Offset == Pointer)
    return SplitValue::Role::DestroyPointer;
  if (Field.IsSuspendIndex || (!HasIndex && Field.IsInteger))
    return SplitValue::Role::SuspendIndex;
  return std::nullopt;
}

void SplitObserver::readFrame(Function &F, const Pending &Described) {
  SplitFrame Frame;
  Frame.MangledName = F.getName().str();
  auto Remark = SizeAndAlign.find(F.getName());
  if (Remark == SizeAndAlign.end())
    return; // It was no coroutine any more when its turn came.
  std::tie(Frame.Size, Frame.Align) = Remark->second;
  Frame.Suspends = Described.Suspends;
  Frame.Entry = Described.Entry;

  std::vector<SuspendId> Always(Frame.Suspends.size());
  std::iota(Always.begin(), Always.end(), SuspendId(0));
  const Bytes Pointer(F.getDataLayout().getPointerSize());
  const std::vector<FrameField> Fields = frameFieldsOf(F);
  const bool HasIndex = any_of(
      Fields, [](const FrameField &Field) { return Field.IsSuspendIndex; });
  for (const FrameField &Field : Fields) {
    if (Field.Size == Bytes(0))
      continue;
    SplitSlot Slot{Field.Offset, Field.Size, {}};
    if (Field.Offset > Pointer)
      Slot.Values = valuesIn(Field, Pointer, Described);
    if (Slot.Values.empty()) {
      SplitValue Own;
      Own.Size = Field.Size;
      if (auto Role = roleOf(Field, Pointer, HasIndex)) {
        Own.What = *Role;
        Own.Align = Field.Size;
        Own.HeldAcross = Own.LiveAcross = Always;
      } else if (Field.Values.empty() && Field.IsPadding) {
        continue;
      }
      Slot.Values.push_back(std::move(Own));
    }
    Frame.Slots.push_back(std::move(Slot));
  }
  llvm::sort(Frame.Slots, [](const SplitSlot &A, const SplitSlot &B) {
    return A.Offset < B.Offset;
  });
  Frames[Frame.MangledName] = std::move(Frame);
}

} // namespace coroscope
