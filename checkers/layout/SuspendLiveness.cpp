//===- SuspendLiveness.cpp - What is held across which suspension ---------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/SuspendLiveness.h"

#include "llvm/IR/CFG.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Coroutines/CoroInstr.h"

#include <algorithm>

using namespace llvm;

namespace coroscope {

/// The block that a coroutine leaves by when it suspends; null if \p Block does
/// not end in a suspension. Nothing is held on that way.
static const BasicBlock *wayOut(const BasicBlock &Block) {
  const auto *Switch = dyn_cast<SwitchInst>(Block.getTerminator());
  if (!Switch || !isa<CoroSuspendInst>(Switch->getCondition()))
    return nullptr;
  const BasicBlock *Out = Switch->getDefaultDest();
  for (const auto &Case : Switch->cases())
    if (Case.getCaseSuccessor() == Out)
      return nullptr;
  return Out;
}

SuspendLiveness::SuspendLiveness(
    Function &F, const DenseMap<const Instruction *, SuspendId> &Suspends) {
  for (const BasicBlock &Block : F)
    Number[&Block] = Number.size();
  Blocks.resize(Number.size());
  for (const BasicBlock &Block : F) {
    unsigned From = Number[&Block];
    const BasicBlock *Out = wayOut(Block);
    for (const BasicBlock *Next : successors(&Block)) {
      if (Next == Out)
        continue;
      unsigned To = Number[Next];
      Blocks[From].Successors.push_back(To);
      Blocks[To].Predecessors.push_back(From);
    }
    for (const Instruction &I : Block)
      if (auto It = Suspends.find(&I); It != Suspends.end()) {
        Blocks[From].Suspends.push_back({&I, It->second});
        SuspendCount = std::max(SuspendCount, It->second + 1);
      }
    if (!Blocks[From].Suspends.empty())
      SuspendBlocks.push_back(From);
  }
}

unsigned SuspendLiveness::numberOf(const Instruction &I) const {
  return Number.lookup(I.getParent());
}

std::vector<SuspendId> SuspendLiveness::idsIn(const SuspendSet &Set) const {
  std::vector<SuspendId> Ids;
  for (unsigned Id : Set.set_bits())
    Ids.push_back(Id);
  return Ids;
}

std::vector<SuspendId> SuspendLiveness::ofValue(const Value &V) const {
  const auto *Definition = dyn_cast<Instruction>(&V);
  const unsigned DefinitionBlock =
      Definition ? numberOf(*Definition) : 0; // An argument: the entry.
  BitVector LiveIn(Blocks.size()), LiveOut(Blocks.size());
  SmallVector<unsigned, 16> Worklist;
  auto MarkIn = [&](unsigned Block) {
    if (!LiveIn.test(Block)) {
      LiveIn.set(Block);
      Worklist.push_back(Block);
    }
  };
  DenseMap<unsigned, SmallVector<const Instruction *, 2>> UsesIn;
  for (const Use &U : V.uses()) {
    const auto *User = cast<Instruction>(U.getUser());
    if (const auto *Phi = dyn_cast<PHINode>(User)) {
      unsigned Incoming = Number.lookup(Phi->getIncomingBlock(U));
      LiveOut.set(Incoming);
      if (Incoming != DefinitionBlock)
        MarkIn(Incoming);
      continue;
    }
    unsigned Block = numberOf(*User);
    UsesIn[Block].push_back(User);
    if (Block != DefinitionBlock)
      MarkIn(Block);
  }
  while (!Worklist.empty()) {
    for (unsigned Before : Blocks[Worklist.pop_back_val()].Predecessors) {
      LiveOut.set(Before);
      if (Before != DefinitionBlock)
        MarkIn(Before);
    }
  }

  SuspendSet Held(SuspendCount);
  for (unsigned Block : SuspendBlocks)
    for (const Point &P : Blocks[Block].Suspends) {
      bool Before = Block == DefinitionBlock
                        ? !Definition || Definition->comesBefore(P.At)
                        : LiveIn.test(Block);
      bool After = LiveOut.test(Block);
      if (auto It = UsesIn.find(Block); !After && It != UsesIn.end())
        After = any_of(It->second, [&](const Instruction *User) {
          return P.At->comesBefore(User);
        });
      if (Before && After)
        Held.set(P.Id);
    }
  return idsIn(Held);
}

/// Collects the suspensions on the ways from \p Starts that do not pass one of
/// \p Stops.
SuspendLiveness::SuspendSet
SuspendLiveness::reachedFrom(ArrayRef<const Instruction *> Starts,
                             ArrayRef<const Instruction *> Stops) const {
  DenseMap<unsigned, SmallVector<const Instruction *, 2>> StopsIn;
  for (const Instruction *Stop : Stops)
    StopsIn[numberOf(*Stop)].push_back(Stop);

  SuspendSet Reached(SuspendCount);
  BitVector Entered(Blocks.size());
  SmallVector<unsigned, 16> Worklist;
  // Walks one block from \p After, or from its top if null.
  auto Walk = [&](unsigned Block, const Instruction *After) {
    const Instruction *FirstStop = nullptr;
    if (auto It = StopsIn.find(Block); It != StopsIn.end())
      for (const Instruction *Stop : It->second)
        if ((!After || After->comesBefore(Stop)) &&
            (!FirstStop || Stop->comesBefore(FirstStop)))
          FirstStop = Stop;
    for (const Point &P : Blocks[Block].Suspends)
      if ((!After || After->comesBefore(P.At)) &&
          (!FirstStop || P.At->comesBefore(FirstStop)))
        Reached.set(P.Id);
    if (FirstStop)
      return;
    for (unsigned Next : Blocks[Block].Successors)
      if (!Entered.test(Next)) {
        Entered.set(Next);
        Worklist.push_back(Next);
      }
  };
  for (const Instruction *Start : Starts)
    Walk(numberOf(*Start), Start);
  while (!Worklist.empty())
    Walk(Worklist.pop_back_val(), nullptr);
  return Reached;
}

/// Collects the suspensions from which there is a way to one of \p Ends.
SuspendLiveness::SuspendSet
SuspendLiveness::reaching(ArrayRef<const Instruction *> Ends) const {
  SuspendSet Reached(SuspendCount);
  BitVector Left(Blocks.size());
  SmallVector<unsigned, 16> Worklist;
  auto LeaveUpwards = [&](unsigned Block) {
    for (unsigned Before : Blocks[Block].Predecessors)
      if (!Left.test(Before)) {
        Left.set(Before);
        Worklist.push_back(Before);
      }
  };
  for (const Instruction *End : Ends) {
    unsigned Block = numberOf(*End);
    for (const Point &P : Blocks[Block].Suspends)
      if (P.At->comesBefore(End))
        Reached.set(P.Id);
    LeaveUpwards(Block);
  }
  while (!Worklist.empty()) {
    unsigned Block = Worklist.pop_back_val();
    for (const Point &P : Blocks[Block].Suspends)
      Reached.set(P.Id);
    LeaveUpwards(Block);
  }
  return Reached;
}

/// The instructions that use \p Memory or an address within it, lifetime
/// markers left out.
static SmallVector<const Instruction *, 8> usesOf(const AllocaInst &Memory) {
  SmallVector<const Instruction *, 8> Uses;
  SmallVector<const Value *, 8> Worklist{&Memory};
  SmallPtrSet<const Value *, 8> Seen{&Memory};
  while (!Worklist.empty())
    for (const User *U : Worklist.pop_back_val()->users()) {
      const auto *I = dyn_cast<Instruction>(U);
      if (!I || isa<LifetimeIntrinsic>(I) || !Seen.insert(I).second)
        continue;
      Uses.push_back(I);
      if (isa<GetElementPtrInst, CastInst, PHINode, SelectInst>(I))
        Worklist.push_back(I);
    }
  return Uses;
}

std::vector<SuspendId>
SuspendLiveness::ofMemory(const AllocaInst &Memory) const {
  SmallVector<const Instruction *, 4> Starts, Ends;
  for (const User *U : Memory.users())
    if (const auto *Marker = dyn_cast<LifetimeIntrinsic>(U)) {
      if (Marker->getIntrinsicID() == Intrinsic::lifetime_start)
        Starts.push_back(Marker);
      else
        Ends.push_back(Marker);
    }
  if (!Starts.empty()) {
    SuspendSet Held = reachedFrom(Starts, Ends);
    // Its address must be the same in the next lifetime.
    if (Held.none()) {
      Held = reachedFrom(Starts, {});
      Held &= reaching(Starts);
    }
    return idsIn(Held);
  }
  auto Uses = usesOf(Memory);
  SuspendSet Held = reachedFrom(Uses, {});
  SuspendSet UsedAfter = reaching(Uses);
  // An address that escaped may be used anywhere after.
  if (Held.anyCommon(UsedAfter))
    Held &= UsedAfter;
  return idsIn(Held);
}

} // namespace coroscope
