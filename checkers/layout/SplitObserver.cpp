//===- SplitObserver.cpp - Watches the passes split coroutines ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/SplitObserver.h"

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
#include <set>

using namespace llvm;

namespace coroscope {

static constexpr char SplitPass[] = "CoroSplitPass";
static constexpr char InlinerPass[] = "ModuleInlinerWrapperPass";
static constexpr char SplitRemark[] = "coro-split";
static constexpr char ElideRemark[] = "coro-elide";
static constexpr char AnnotationElideRemark[] = "coro-annotation-elide";
static constexpr char ValueTag[] = "coroscope.";
static constexpr char NoFrameMark[] = "coroscope.no-frame";
static constexpr char NoCallerMark[] = "coroscope.no-caller";

/// Takes the remark that gives a frame's size and alignment.
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
    return Pass == ElideRemark || Pass == AnnotationElideRemark;
  }
  bool isPassedOptRemarkEnabled(StringRef Pass) const override {
    return Pass == SplitRemark || isMissedOptRemarkEnabled(Pass);
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
  if (Remark->getPassName() != SplitRemark) {
    noteElision(*Remark);
    return;
  }
  Bytes Size, Align;
  for (const auto &Argument : Remark->getArgs()) {
    if (Argument.Key == "frame_size")
      StringRef(Argument.Val).getAsInteger(10, Size.Count);
    else if (Argument.Key == "align")
      StringRef(Argument.Val).getAsInteger(10, Align.Count);
  }
  SizeAndAlign[Remark->getFunction().getName()] = {Size, Align};
}

/// What a pass says of one callee in one caller (clang 22:
/// llvm/lib/Transforms/Coroutines/{CoroElide,CoroAnnotationElide}.cpp). A
/// caller with a suffix is a part of a coroutine that has been split.
void SplitObserver::noteElision(const DiagnosticInfoOptimizationBase &Remark) {
  std::string Callee, Caller;
  Bytes Size;
  for (const auto &Argument : Remark.getArgs()) {
    if (Argument.Key == "callee")
      Callee = Argument.Val;
    else if (Argument.Key == "caller")
      Caller = Argument.Val;
    else if (Argument.Key == "frame_size")
      StringRef(Argument.Val).getAsInteger(10, Size.Count);
  }
  ElisionNotes &Noted = Elisions[Caller];
  if (Remark.isPassed()) {
    ElidedCallee &Elided = Noted.Elided[Callee];
    Elided.Size = Size;
    ++Elided.Times;
  } else if (Remark.getPassName() == ElideRemark) {
    Noted.Escaping.insert(Callee);
  } else if (StringRef(Remark.getMsg()).contains("frequency")) {
    Noted.TooRare.insert(Callee);
  }
}

std::map<std::string, SplitFrame> SplitObserver::takeFrames() {
  for (auto &[Caller, Noted] : Elisions)
    if (auto It = Frames.find(Caller); It != Frames.end())
      It->second.Elisions = std::move(Noted);
  return std::move(Frames);
}

void SplitObserver::watch(Module &M,
                          const std::vector<const Function *> &Callers) {
  M.getContext().setDiagnosticHandler(std::make_unique<RemarkHandler>(*this));
  std::vector<const Function *> Coroutines;
  for (const Function &F : M)
    if (!F.isDeclaration() && F.isPresplitCoroutine())
      Coroutines.push_back(&F);
  Unsplit = Coroutines.size();
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
        if (Pass == SplitPass)
          beforeSplit(Ir);
      });
  Callbacks.registerAfterPassCallback(
      [this](StringRef Pass, Any, const PreservedAnalyses &) {
        if (Pass == SplitPass)
          afterSplit();
        else if (Pass == InlinerPass)
          WaitsForCallers = false;
      });
  Callbacks.registerAfterPassInvalidatedCallback(
      [this](StringRef Pass, const PreservedAnalyses &) {
        if (Pass == SplitPass)
          afterSplit();
      });
  Callbacks.registerShouldRunOptionalPassCallback(
      [this](StringRef, Any Ir) { return mayRun(Ir); });
}

bool SplitObserver::mayRun(const Any &Ir) const {
  if (Unsplit == 0 && !WaitsForCallers)
    return false;
  // A function without marks is new.
  auto IsRelevant = [&](const Function &F) {
    return (Unsplit != 0 && !F.hasMetadata(NoFrameMark)) ||
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
    if (N.getFunction().isPresplitCoroutine())
      describe(N.getFunction());
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
      Value.Escape = std::move(Described);
      break;
    }
}

/// Whether \p I could be needed in a block other than its own, once blocks have
/// been split at their suspensions.
static bool canCrossSuspend(const Instruction &I, bool SuspendsInItsBlock) {
  if (I.getType()->isVoidTy() || I.getType()->isTokenTy())
    return false;
  return SuspendsInItsBlock || any_of(I.users(), [&](const User *U) {
           return isa<PHINode>(U) ||
                  cast<Instruction>(U)->getParent() != I.getParent();
         });
}

void SplitObserver::describe(Function &F) {
  Pending &Described = BeingSplit[&F];
  Described = {};

  // Suspensions that survived, in the order of emission, numbered anew.
  DenseMap<const Instruction *, unsigned> Numbers;
  DenseSet<const BasicBlock *> SuspendBlocks;
  std::set<unsigned> Surviving;
  for (Instruction &I : instructions(F))
    if (auto *Suspend = dyn_cast<CoroSuspendInst>(&I))
      if (std::optional<unsigned> Number = Origins.numberOf(*Suspend)) {
        Numbers[Suspend] = *Number;
        SuspendBlocks.insert(Suspend->getParent());
        Surviving.insert(*Number);
      }
  // Clang emits the final one before what exceptions lead to.
  std::vector<unsigned> Emitted(Surviving.begin(), Surviving.end());
  auto Final =
      std::find_if(Emitted.begin(), Emitted.end(), [&](unsigned Number) {
        return Origins.suspend(Number).Kind == SuspendKind::Final;
      });
  if (Final != Emitted.end())
    std::rotate(Final, Final + 1, Emitted.end());
  DenseMap<const Instruction *, SuspendId> Ids;
  for (auto [Suspend, Number] : Numbers)
    Ids[Suspend] = std::distance(
        Emitted.begin(), std::find(Emitted.begin(), Emitted.end(), Number));
  for (unsigned Number : Emitted) {
    const SuspendOrigin &Origin = Origins.suspend(Number);
    Described.Suspends.push_back({Origin.Kind, Origin.Where});
  }

  // Names given in another coroutine, part of which was inlined.
  for (Instruction &I : instructions(F))
    if (I.getName().starts_with(ValueTag))
      I.setName("");

  BitVector Written(Described.Suspends.size());
  for (SuspendId Id = 0; Id != Described.Suspends.size(); ++Id)
    if (Described.Suspends[Id].Kind == SuspendKind::Await ||
        Described.Suspends[Id].Kind == SuspendKind::Yield)
      Written.set(Id);
  const SuspendLiveness Liveness(F, Ids, std::move(Written), Callees);
  const SuspendOrder Order(F, Ids, Described.Suspends.size());
  for (SuspendId Id = 0; Id != Described.Suspends.size(); ++Id) {
    SuspendOrder::Next Next = Order.after(Id);
    Described.Suspends[Id].Successors = std::move(Next.Suspends);
    Described.Suspends[Id].MayEnd = Next.MayEnd;
  }
  Described.Entry = Order.fromEntry().Suspends;
  DenseMap<const AllocaInst *, std::size_t> IndexOf;
  auto Add = [&](Value &V, SplitValue Value) {
    V.setName(ValueTag + Twine(Described.Values.size()));
    Described.Values.push_back(std::move(Value));
  };
  for (llvm::Argument &A : F.args()) {
    SplitValue Value = describeComputed(A, F, Origins);
    take(Value, Liveness.ofValue(A), F);
    Add(A, std::move(Value));
  }
  AllocaInst *Promise = nullptr;
  for (Instruction &I : instructions(F)) {
    // The id of an inlined, elided callee names another coroutine.
    if (auto *Id = dyn_cast<CoroIdInst>(&I); Id && Id->getCoroutine() == &F)
      Promise = Id->getPromise();
    if (auto *Alloca = dyn_cast<AllocaInst>(&I)) {
      SplitValue Value = describeMemory(*Alloca, Origins);
      take(Value, Liveness.ofMemory(*Alloca), F);
      IndexOf[Alloca] = Described.Values.size();
      Add(*Alloca, std::move(Value));
    } else if (canCrossSuspend(I, SuspendBlocks.contains(I.getParent()))) {
      SplitValue Value = describeComputed(I, F, Origins);
      take(Value, Liveness.ofValue(I), F);
      Add(I, std::move(Value));
    }
  }
  if (Promise) {
    Described.Promise = IndexOf.lookup(Promise);
    SplitValue &Value = Described.Values[*Described.Promise];
    Value.What = SplitValue::Role::Promise;
    // The promise lives as long as the frame.
    Value.HeldAcross.clear();
    for (SuspendId Id = 0; Id != Described.Suspends.size(); ++Id)
      Value.HeldAcross.push_back(Id);
    Value.LiveAcross = Value.HeldAcross;
  }
  // One object can be awaited several times: the first names it.
  for (auto [Suspend, Id] : Ids)
    if (const auto *Await = awaitOf(*cast<CoroSuspendInst>(Suspend)))
      if (const auto *Awaiter = dyn_cast<AllocaInst>(
              Await->getAwaiter()->stripInBoundsOffsets())) {
        auto &AwaiterOf = Described.Values[IndexOf.lookup(Awaiter)].AwaiterOf;
        AwaiterOf = std::min(AwaiterOf.value_or(Id), Id);
      }
}

void SplitObserver::afterSplit() {
  for (auto &[F, Described] : BeingSplit) {
    readFrame(*F, Described);
    --Unsplit;
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
  for (SuspendId Id = 0; Id != Always.size(); ++Id)
    Always[Id] = Id;
  const Bytes Pointer(F.getDataLayout().getPointerSize());
  auto AddBookkeeping = [&](SplitValue::Role Role, Bytes Offset, Bytes Size) {
    SplitValue Value;
    Value.What = Role;
    Value.Size = Size;
    Value.Align = Size;
    Value.HeldAcross = Value.LiveAcross = Always;
    Frame.Slots.push_back({Offset, Size, {std::move(Value)}});
  };

  const std::vector<FrameField> Fields = frameFieldsOf(F);
  const bool HasIndex = any_of(
      Fields, [](const FrameField &Field) { return Field.IsSuspendIndex; });
  Bytes PromiseOffset;
  if (Described.Promise) {
    Bytes Align = Described.Values[*Described.Promise].Align;
    PromiseOffset = Bytes(alignTo(2 * Pointer.Count, Align.Count));
  }
  for (const FrameField &Field : Fields) {
    if (Field.Size == Bytes(0))
      continue;
    if (Field.Offset == Bytes(0)) {
      AddBookkeeping(SplitValue::Role::ResumePointer, Field.Offset, Field.Size);
      continue;
    }
    if (Field.Offset == Pointer) {
      AddBookkeeping(SplitValue::Role::DestroyPointer, Field.Offset,
                     Field.Size);
      continue;
    }
    SplitSlot Slot{Field.Offset, Field.Size, {}};
    std::set<ValueName> Names;
    for (const std::string &Name : Field.Values)
      if (auto Parsed = parseName(Name);
          Parsed && Parsed->Index < Described.Values.size())
        Names.insert(*Parsed);
    if (Described.Promise && Field.Offset == PromiseOffset &&
        Described.Values[*Described.Promise].Size == Field.Size)
      Names.insert({*Described.Promise, /*IsDerived=*/false});
    for (auto [Index, IsDerived] : Names) {
      const SplitValue &Value = Described.Values[Index];
      // What is derived from memory is an address, and not the memory.
      if (!IsDerived || Value.What == SplitValue::Role::Computed)
        Slot.Values.push_back(Value);
    }
    if (Slot.Values.empty()) {
      if (Field.IsSuspendIndex || (!HasIndex && Field.IsInteger)) {
        AddBookkeeping(SplitValue::Role::SuspendIndex, Field.Offset,
                       Field.Size);
        continue;
      }
      if (Field.Values.empty() && Field.IsPadding)
        continue;
      SplitValue Unknown;
      Unknown.Size = Field.Size;
      Slot.Values.push_back(std::move(Unknown));
    }
    Frame.Slots.push_back(std::move(Slot));
  }
  std::sort(Frame.Slots.begin(), Frame.Slots.end(),
            [](const SplitSlot &A, const SplitSlot &B) {
              return A.Offset < B.Offset;
            });
  Frames[Frame.MangledName] = std::move(Frame);
}

} // namespace coroscope
