//===- PointerFlow.h - Where the pointers of a function point - -*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An analysis without regard to order and fields, after Andersen: each value
// that can be an address has a set of objects that it can point to, and each
// object a set of objects that addresses in it can point to. What is passed to
// calls goes where their facts say.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_POINTERFLOW_H
#define COROSCOPE_LAYOUT_POINTERFLOW_H

#include "layout/CalleeFacts.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/SparseBitVector.h"

#include <vector>

namespace llvm {
class AllocaInst;
class DataLayout;
class Function;
class Instruction;
class Value;
} // namespace llvm

namespace coroscope {

/// The flow of pointers in one function.
///
/// Lifetime: refers to the function, which must not change meanwhile.
class PointerFlow {
public:
  using Object = unsigned;
  using Objects = llvm::SparseBitVector<>;

  /// All memory that nobody can see here: of globals, of callers, of others.
  static constexpr Object Elsewhere = 0;

  /// What arguments point to.
  enum class Arguments { Elsewhere, Objects };

  PointerFlow(const llvm::Function &F, CalleeFacts &Callees, Arguments As);

  /// What the argument \p Number points to, and what is reached from there.
  Object behind(unsigned Number) const { return 1 + 2 * Number; }
  Object beyond(unsigned Number) const { return 2 + 2 * Number; }
  Object objectOf(const llvm::AllocaInst &Memory) const {
    return Allocas.lookup(&Memory);
  }

  /// True if one of \p Found was allocated by a call in the function.
  bool haveFresh(const Objects &Found) const;

  /// What \p V can point to.
  Objects pointees(const llvm::Value &V) const;
  /// What addresses in \p O can point to.
  const Objects &contents(Object O) const { return Contents[O]; }
  const Objects &returned() const { return Returned; }

  /// The addresses that are in \p From, and in what these point to, and so on.
  Objects reachable(const Objects &From) const;

  /// The calls of the function that pass or return addresses.
  const CallFacts *factsOf(const llvm::CallBase &Call) const;

  /// An address that an instruction puts somewhere.
  struct Transfer {
    Objects What;
    Objects Into;
  };
  /// What \p I puts into memory: stores, copies, calls.
  llvm::SmallVector<Transfer, 4> transfersOf(const llvm::Instruction &I) const;

private:
  bool visit(const llvm::Instruction &I);
  bool visitCall(const llvm::CallBase &Call);
  bool add(const llvm::Value &V, const Objects &Found);
  bool addContents(Object O, const Objects &Found);
  Objects contentsOf(const Objects &Where) const;
  Objects flowing(const llvm::CallBase &Call,
                  const CallFacts::Flow &Flow) const;
  Objects receiving(const llvm::CallBase &Call, const CallFacts &Facts,
                    const CallFacts::Flow &Flow) const;
  bool mayHoldAddress(const llvm::Type &T) const;
  /// True if \p O is more than one object: elsewhere, or beyond an argument.
  bool isSeveral(Object O) const { return O < FirstOwn && O % 2 == 0; }

  const llvm::DataLayout &Layout;
  Object FirstOwn; ///< The first that is not behind or beyond an argument.
  llvm::DenseMap<const llvm::AllocaInst *, Object> Allocas;
  /// What the function has allocated, by the call.
  llvm::DenseMap<const llvm::CallBase *, Object> FreshOf;
  llvm::DenseMap<const llvm::Value *, Objects> Pointees;
  std::vector<Objects> Contents;
  llvm::SmallVector<bool, 32> CanHold; ///< By object: an address.
  llvm::DenseMap<const llvm::CallBase *, CallFacts> Facts;
  Objects Returned;
};

} // namespace coroscope

#endif
