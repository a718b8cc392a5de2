//===- SuspendLiveness.cpp - What is held across which suspension ---------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/SuspendLiveness.h"

#include "layout/NeededBytes.h"
#include "layout/SuspendPaths.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Coroutines/CoroInstr.h"
#include "llvm/Transforms/Coroutines/MaterializationUtils.h"

#include <algorithm>
#include <iterator>

using namespace llvm;

namespace coroscope {

SuspendLiveness::SuspendLiveness(
    Function &F, const DenseMap<const Instruction *, SuspendId> &Suspends,
    BitVector Written, CalleeFacts &Callees)
    : Uses(usesOfMemory(F, Callees)), SuspendCount(Written.size()),
      Written(std::move(Written)) {
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
        if (const Instruction *Await = awaitOf(cast<CoroSuspendInst>(I)))
          Awaiting[Await] = It->second;
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

/// The suspension in \p Set, which is not empty, to give as an example.
SuspendId SuspendLiveness::mostTelling(const SuspendSet &Set) const {
  SuspendSet Preferred = Set;
  Preferred &= Written;
  return Preferred.any() ? Preferred.find_first() : Set.find_first();
}

bool isComputedAnew(const Instruction &I) {
  return !I.getFunction()->hasOptNone() &&
         coro::isTriviallyMaterializable(const_cast<Instruction &>(I));
}

SmallVector<const Value *, 4> computedAnewFrom(const Value &V) {
  static constexpr std::size_t Most = 64;
  SmallSetVector<const Value *, 4> Found;
  Found.insert(&V);
  for (std::size_t I = 0; I != Found.size(); ++I)
    for (const User *U : Found[I]->users())
      if (Found.size() < Most && isComputedAnew(*cast<Instruction>(U)))
        Found.insert(U);
  return to_vector<4>(Found);
}

/// The suspensions between the definition of \p V, which is no alloca, and its
/// uses.
SuspendLiveness::SuspendSet SuspendLiveness::crossedBy(const Value &V) const {
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
  return Held;
}

SuspendLiveness::Hold SuspendLiveness::ofValue(const Value &V) const {
  // What is computed anew from it needs it wherever that would be kept.
  SuspendSet Held(SuspendCount);
  SmallVector<const Instruction *, 8> Users;
  for (const Value *Source : computedAnewFrom(V)) {
    Held |= crossedBy(*Source);
    for (const User *U : Source->users())
      Users.push_back(cast<Instruction>(U));
  }
  Hold H;
  H.Across = H.Needed = idsIn(Held);
  if (!H.Needed.empty()) {
    H.UsesAfter = nearestAfter(mostTelling(Held), Users, {});
  }
  return H;
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

/// Collects the suspensions from which there is a way to one of \p Ends that
/// does not pass one of \p Stops.
SuspendLiveness::SuspendSet
SuspendLiveness::reaching(ArrayRef<const Instruction *> Ends,
                          ArrayRef<const Instruction *> Stops) const {
  DenseMap<unsigned, SmallVector<const Instruction *, 2>> StopsIn;
  for (const Instruction *Stop : Stops)
    StopsIn[numberOf(*Stop)].push_back(Stop);

  SuspendSet Reached(SuspendCount);
  BitVector Left(Blocks.size());
  SmallVector<unsigned, 16> Worklist;
  // Walks one block upwards from \p Before, or from its end if null.
  auto Walk = [&](unsigned Block, const Instruction *Before) {
    const Instruction *LastStop = nullptr;
    if (auto It = StopsIn.find(Block); It != StopsIn.end())
      for (const Instruction *Stop : It->second)
        if ((!Before || Stop->comesBefore(Before)) &&
            (!LastStop || LastStop->comesBefore(Stop)))
          LastStop = Stop;
    for (const Point &P : Blocks[Block].Suspends)
      if ((!Before || P.At->comesBefore(Before)) &&
          (!LastStop || LastStop->comesBefore(P.At)))
        Reached.set(P.Id);
    if (LastStop)
      return;
    for (unsigned Previous : Blocks[Block].Predecessors)
      if (!Left.test(Previous)) {
        Left.set(Previous);
        Worklist.push_back(Previous);
      }
  };
  for (const Instruction *End : Ends)
    Walk(numberOf(*End), End);
  while (!Worklist.empty())
    Walk(Worklist.pop_back_val(), nullptr);
  return Reached;
}

/// Enough to find one that is worth showing.
static constexpr std::size_t MostUsesAfter = 32;

/// The first of \p Uses on the ways from a suspension, nearest first, that do
/// not pass one of \p Stops.
std::vector<const Instruction *>
SuspendLiveness::nearestAfter(SuspendId Id, ArrayRef<const Instruction *> Uses,
                              ArrayRef<const Instruction *> Stops) const {
  const SmallPtrSet<const Instruction *, 16> IsUse(Uses.begin(), Uses.end());
  const SmallPtrSet<const Instruction *, 8> IsStop(Stops.begin(), Stops.end());
  std::vector<const Instruction *> Nearest;
  BitVector Entered(Blocks.size());
  std::vector<const Instruction *> Ways; // Each is walked from here on.
  auto Enter = [&](const BasicBlock &Block) {
    for (const BasicBlock *Next : successors(&Block))
      if (Next != wayOut(Block) && !Entered.test(Number.lookup(Next))) {
        Entered.set(Number.lookup(Next));
        Ways.push_back(&Next->front());
      }
  };
  for (unsigned Block : SuspendBlocks)
    for (const Point &P : Blocks[Block].Suspends)
      if (P.Id == Id)
        Ways.push_back(P.At);
  for (std::size_t Way = 0;
       Way != Ways.size() && Nearest.size() < MostUsesAfter; ++Way) {
    const Instruction *I = Ways[Way];
    for (; I && !IsStop.contains(I); I = I->getNextNode())
      if (IsUse.contains(I) && !is_contained(Nearest, I))
        Nearest.push_back(I);
    if (!I)
      Enter(*Ways[Way]->getParent());
  }
  return Nearest;
}

/// The instructions that use \p Memory or an address within it, lifetime
/// markers left out.
static SmallVector<const Instruction *, 8>
accessesOf(const AllocaInst &Memory) {
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

/// The rules of LLVM: see the head of the header.
SuspendLiveness::SuspendSet
SuspendLiveness::heldOf(ArrayRef<const Instruction *> Starts,
                        ArrayRef<const Instruction *> Ends,
                        const AllocaInst &Memory) const {
  if (!Starts.empty()) {
    SuspendSet Held = reachedFrom(Starts, Ends);
    // Its address must be the same in the next lifetime.
    if (Held.none()) {
      Held = reachedFrom(Starts, {});
      Held &= reaching(Starts, {});
    }
    return Held;
  }
  auto Accesses = accessesOf(Memory);
  SuspendSet Held = reachedFrom(Accesses, {});
  SuspendSet UsedAfter = reaching(Accesses, {});
  // An address that escaped may be used anywhere after.
  if (Held.anyCommon(UsedAfter))
    Held &= UsedAfter;
  return Held;
}

/// What ends a search from a suspension for a use of the bytes of \p Group.
static SmallVector<const Instruction *, 8>
stopsOf(const ByteGroup &Group, ArrayRef<const Instruction *> Markers) {
  SmallVector<const Instruction *, 8> Stops(Markers);
  Stops.append(Group.Fills);
  return Stops;
}

/// The suspensions between an access to the bytes of \p Group and a use of what
/// they hold since then.
SuspendLiveness::SuspendSet
SuspendLiveness::neededOf(const ByteGroup &Group,
                          ArrayRef<const Instruction *> Markers) const {
  SuspendSet Needed = reaching(Group.Reads, stopsOf(Group, Markers));
  if (Needed.none())
    return Needed;
  SmallVector<const Instruction *, 8> Ends(Markers);
  Ends.append(Group.Ends);
  Needed &= reachedFrom(Group.Accesses, Ends);
  return Needed;
}

SuspendLiveness::Hold
SuspendLiveness::ofMemory(const AllocaInst &Memory) const {
  SmallVector<const Instruction *, 4> Starts, Ends, Markers;
  for (const User *U : Memory.users())
    if (const auto *Marker = dyn_cast<LifetimeIntrinsic>(U)) {
      Markers.push_back(Marker);
      if (Marker->getIntrinsicID() == Intrinsic::lifetime_start)
        Starts.push_back(Marker);
      else
        Ends.push_back(Marker);
    }
  const SuspendSet Held = heldOf(Starts, Ends, Memory);
  Hold H;
  H.Across = idsIn(Held);
  if (Held.none())
    return H;

  const MemoryUses &Known = Uses.find(&Memory)->second;
  const std::vector<ByteGroup> Groups = groupBytes(Known);
  SuspendSet Needed(SuspendCount);
  for (const ByteGroup &Group : Groups)
    Needed |= neededOf(Group, Markers);
  Needed &= Held;
  // If no suspension is in its lifetime, only its address is held until the
  // next one: what uses objects that had its address is about no byte of it.
  const bool IsAlive = Starts.empty() || reachedFrom(Starts, Ends).any();
  if (!IsAlive)
    Needed.reset();
  const SuspendSet Used = Needed;

  // What has been there before; ends of the whole are ends of its life.
  SmallVector<const Instruction *, 16> Accesses;
  for (const MemoryAccess &A : Known.Accesses) {
    Accesses.push_back(A.At);
    if (A.IsDirect)
      H.Direct.insert(A.At);
  }
  SmallVector<const Instruction *, 8> Destroyed;
  Destroyed.append(Markers);
  for (const Instruction *End : Groups.front().Ends)
    if (all_of(Groups, [&](const ByteGroup &Group) {
          return is_contained(Group.Ends, End);
        }))
      Destroyed.push_back(End);
  SuspendSet Elsewhere = reachedFrom(Known.Lost, Destroyed);
  if (!Known.AwaitedWith.empty()) {
    SuspendSet Awaited(SuspendCount);
    for (const Instruction *Await : Known.AwaitedWith)
      if (auto It = Awaiting.find(Await); It != Awaiting.end())
        Awaited.set(It->second);
    SmallVector<const Instruction *, 16> Before;
    Before.append(Accesses);
    Before.append(Known.Kept);
    Awaited &= reachedFrom(Before, Destroyed);
    Elsewhere |= Awaited;
  }
  Elsewhere &= Held;
  if (!IsAlive)
    Elsewhere.reset();
  H.IsKept = Elsewhere.any();
  Needed |= Elsewhere;
  H.Needed = idsIn(Needed);

  // What is before a lifetime cannot pass it on, but an object that will hold
  // its address: the flow of pointers has no order.
  auto AddEscapes = [&](ArrayRef<const Instruction *> From) {
    for (const Instruction *I : From)
      if (!is_contained(H.Escapes, I) &&
          reachedFrom(I, Markers).anyCommon(Needed.any() ? Needed : Held))
        H.Escapes.push_back(I);
  };
  if (Used.any()) {
    const SuspendId Id = mostTelling(Used);
    auto AddNearest = [&](const ByteGroup &Group,
                          ArrayRef<const Instruction *> Reads) {
      const auto Nearest = nearestAfter(Id, Reads, stopsOf(Group, Markers));
      for (const Instruction *Use : Nearest)
        if (!is_contained(H.UsesAfter, Use))
          H.UsesAfter.push_back(Use);
      return Nearest.size();
    };
    for (const ByteGroup &Group : Groups)
      if (neededOf(Group, Markers).test(Id) &&
          AddNearest(Group, Group.Reads) >= MostUsesAfter) {
        // Those that have the address itself may be behind many others.
        SmallVector<const Instruction *, 8> Own;
        copy_if(Group.Reads, std::back_inserter(Own),
                [&](const Instruction *Use) { return H.Direct.contains(Use); });
        AddNearest(Group, Own);
      }
  }
  if (H.IsKept) {
    AddEscapes(Known.Lost);
    AddEscapes(Known.Kept);
  }
  AddEscapes(Known.Escapes);
  // Nobody thinks of what is made as passed on: only if there is nothing else.
  AddEscapes(Known.MadeBy);
  H.Makers.insert(Known.MadeBy.begin(), Known.MadeBy.end());
  if (Needed.none()) {
    SuspendSet Early = reaching(Accesses, Markers);
    Early.reset(reachedFrom(Accesses, Markers));
    Early &= Held;
    if (Early == Held)
      H.FirstUses = nearestAfter(mostTelling(Early), Accesses, Markers);
  }
  return H;
}

} // namespace coroscope
