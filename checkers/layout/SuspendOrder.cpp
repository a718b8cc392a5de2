//===- SuspendOrder.cpp - Which suspension follows which ------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/SuspendOrder.h"

#include "layout/Selectors.h"
#include "layout/SuspendPaths.h"

#include "llvm/IR/CFG.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"

#include <map>

using namespace llvm;

namespace coroscope {

/// So many steps for each block, and selectors are given up: their number of
/// states can double with each of them.
static constexpr std::size_t MostStepsPerBlock = 32;

SuspendOrder::SuspendOrder(
    const Function &F, const DenseMap<const Instruction *, SuspendId> &Suspends,
    unsigned Count)
    : Count(Count) {
  Selectors Known(F);
  if (walk(F, Suspends, Known))
    return;
  Known.forget();
  walk(F, Suspends, Known);
}

/// Fills `Steps`. Returns false if there are too many.
bool SuspendOrder::walk(
    const Function &F, const DenseMap<const Instruction *, SuspendId> &Suspends,
    const Selectors &Known) {
  using Entry = std::pair<const BasicBlock *, Selectors::State>;
  std::map<Entry, unsigned> Numbers;
  std::vector<const Entry *> Entries;
  auto NumberOf = [&](Entry Entered) {
    auto [It, IsNew] = Numbers.try_emplace(std::move(Entered), Numbers.size());
    if (IsNew)
      Entries.push_back(&It->first);
    return It->second;
  };
  Steps.clear();
  NumberOf({&F.getEntryBlock(), Known.start()});
  for (unsigned Number = 0; Number != Entries.size(); ++Number) {
    if (Number > MostStepsPerBlock * F.size())
      return false;
    const auto &[Block, Before] = *Entries[Number];
    const Selectors::State AtEnd = Known.through(*Block, Before);
    Step Made;
    const BasicBlock *On = nullptr;
    for (const Instruction &I : *Block)
      if (auto It = Suspends.find(&I); It != Suspends.end()) {
        Made.Suspends.push_back(It->second);
        On = wayOn(I);
      }
    const BasicBlock *Out = wayOut(*Block);
    for (const BasicBlock *Next : Known.taken(*Block, AtEnd))
      if (On ? Next == On : Next != Out)
        Made.Followers.push_back(
            NumberOf({Next, Known.enter(*Next, *Block, AtEnd)}));
    Made.Returns = isa<ReturnInst>(Block->getTerminator());
    Steps.push_back(std::move(Made));
  }
  return true;
}

/// Adds what comes first on the ways that begin with the steps \p From.
void SuspendOrder::collect(SmallVector<unsigned, 8> From,
                           std::vector<bool> &Entered,
                           std::vector<bool> &Reached, Next &Found) const {
  while (!From.empty()) {
    const unsigned Number = From.pop_back_val();
    if (Entered[Number])
      continue;
    Entered[Number] = true;
    const Step &At = Steps[Number];
    if (!At.Suspends.empty()) {
      Reached[At.Suspends.front()] = true;
      continue;
    }
    Found.MayEnd |= At.Returns;
    From.append(At.Followers.begin(), At.Followers.end());
  }
}

std::vector<SuspendId>
SuspendOrder::idsIn(const std::vector<bool> &Reached) const {
  std::vector<SuspendId> Ids;
  for (SuspendId Id = 0; Id != Reached.size(); ++Id)
    if (Reached[Id])
      Ids.push_back(Id);
  return Ids;
}

SuspendOrder::Next SuspendOrder::after(SuspendId Id) const {
  Next Found;
  std::vector<bool> Entered(Steps.size()), Reached(Count);
  for (const Step &At : Steps)
    for (std::size_t I = 0; I != At.Suspends.size(); ++I) {
      if (At.Suspends[I] != Id)
        continue;
      if (I + 1 != At.Suspends.size())
        Reached[At.Suspends[I + 1]] = true;
      else
        collect({At.Followers.begin(), At.Followers.end()}, Entered, Reached,
                Found);
    }
  Found.Suspends = idsIn(Reached);
  return Found;
}

SuspendOrder::Next SuspendOrder::fromEntry() const {
  Next Found;
  std::vector<bool> Entered(Steps.size()), Reached(Count);
  collect({0}, Entered, Reached, Found);
  Found.Suspends = idsIn(Reached);
  return Found;
}

} // namespace coroscope
