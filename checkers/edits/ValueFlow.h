//===- ValueFlow.h - Paths of a variable's address --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_VALUEFLOW_H
#define COROSCOPE_EDITS_VALUEFLOW_H

#include "llvm/ADT/SmallVector.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace clang {
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace coroscope {

class BodyIndex;

/// The uses of a variable's address, judged by the source alone.
struct ValueFlow {
  /// The variable itself, and local objects that may hold an address in it.
  llvm::SmallVector<const clang::VarDecl *, 4> Aliases;
  /// The reason why the value could be used after its scope, in words; empty if
  /// it cannot be.
  std::string Outlives;
  /// The functions that might keep the address, because the unit does not have
  /// their bodies. Sorted, no duplicates.
  std::vector<std::string> Unknown;
};

/// The effect of a function on an address that one of its parameters holds.
struct CalleeEffect {
  std::string Keeps;                ///< The place where it stays; may be empty.
  std::vector<std::string> Unknown; ///< As in ValueFlow.
  bool Returns = false;             ///< The result may hold it.
  bool StoresInObject = false;      ///< The object of a method may hold it.
  /// The parameters that refer to objects that may hold it.
  llvm::SmallVector<unsigned, 2> StoresIn;
};

/// Follows addresses through one unit, and remembers the effects of functions.
///
/// Lifetime: refers to the AST.
class AddressFlow {
  /// A function and the index of one of its parameters.
  using Place = std::pair<const clang::FunctionDecl *, int>;
  std::map<Place, CalleeEffect> Known;
  std::vector<Place> Open; ///< What is being followed, the innermost last.
  /// Those of them that call, in a circle, one whose effect is not known yet.
  std::set<Place> Incomplete;

public:
  /// The index of a member function's object among its parameters.
  static constexpr int Object = -1;

  /// Follows \p Variable, of the function of \p Body. Any use that is not known
  /// to be harmless counts as one that keeps the address.
  ValueFlow follow(const clang::VarDecl &Variable, const BodyIndex &Body);

  /// Returns the effect of \p Callee on an address in its parameter
  /// \p Parameter.
  const CalleeEffect &effectOf(const clang::FunctionDecl &Callee,
                               int Parameter);
};

} // namespace coroscope

#endif
