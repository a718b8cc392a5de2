//===- RelevantFunctions.cpp - What can change a frame --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/RelevantFunctions.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace coroscope {

namespace {

class Closure {
  DenseSet<const Function *> Functions;
  DenseSet<const Value *> Seen;
  SmallVector<const Value *, 64> Worklist;

  void add(const Value *V) {
    if (isa<Constant>(V) && Seen.insert(V).second)
      Worklist.push_back(V);
  }

  void addOperandsOf(const User &U) {
    for (const Use &Operand : U.operands())
      add(Operand);
  }

  /// Adds the functions that \p V is used in, directly or in a constant.
  void addUsersOf(const Value &V) {
    for (const User *U : V.users()) {
      if (const auto *I = dyn_cast<Instruction>(U))
        add(I->getFunction());
      else if (isa<GlobalValue>(U))
        add(U);
      else if (Seen.insert(U).second)
        addUsersOf(*U);
    }
  }

public:
  explicit Closure(ArrayRef<const Function *> Roots) {
    for (const Function *F : Roots)
      add(F);
  }

  void compute() {
    while (!Worklist.empty()) {
      const Value *V = Worklist.pop_back_val();
      if (const auto *F = dyn_cast<Function>(V)) {
        Functions.insert(F);
        for (const Instruction &I : instructions(F))
          addOperandsOf(I);
      }
      addOperandsOf(*cast<User>(V));
      // Nothing is learned from the uses of a constant, such as a string.
      const auto *Variable = dyn_cast<GlobalVariable>(V);
      if (const auto *Global = dyn_cast<GlobalValue>(V);
          Global && Global->hasLocalLinkage() &&
          !(Variable && Variable->isConstant()))
        addUsersOf(*Global);
    }
  }

  DenseSet<const Function *> takeFunctions() { return std::move(Functions); }

  SmallVector<const GlobalValue *, 0> globals() const {
    SmallVector<const GlobalValue *, 0> Found;
    for (const Value *V : Seen)
      if (const auto *Global = dyn_cast<GlobalValue>(V))
        Found.push_back(Global);
    return Found;
  }
};

} // namespace

DenseSet<const Function *> relevantFunctions(ArrayRef<const Function *> Roots) {
  Closure Reached(Roots);
  Reached.compute();
  return Reached.takeFunctions();
}

SmallVector<const GlobalValue *, 0>
reachedFrom(ArrayRef<const Function *> Roots) {
  Closure Reached(Roots);
  Reached.compute();
  return Reached.globals();
}

} // namespace coroscope
