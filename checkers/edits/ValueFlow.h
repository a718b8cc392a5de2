//===- ValueFlow.h - Where the address of a variable can go -----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_VALUEFLOW_H
#define COROSCOPE_EDITS_VALUEFLOW_H

#include "llvm/ADT/SmallVector.h"

#include <map>
#include <string>
#include <vector>

namespace clang {
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace coroscope {

class BodyIndex;

/// Where the address of a variable can go, judged by the source alone.
struct ValueFlow {
  /// The variable itself, and local objects that may hold an address in it.
  llvm::SmallVector<const clang::VarDecl *, 4> Aliases;
  /// What could use the value after its scope, in words; empty if nothing can.
  std::string Outlives;
  /// The functions that could keep the address though nobody sees that they do:
  /// the unit has no body of theirs. Sorted, no duplicates.
  std::vector<std::string> Unknown;
};

/// What a function does with an address that one of its parameters has.
struct CalleeEffect {
  std::string Keeps;                ///< Where it stays, in words; or empty.
  std::vector<std::string> Unknown; ///< As in ValueFlow.
  bool Returns = false;             ///< The result may hold it.
  bool StoresInObject = false;      ///< The object of a member function may.
  llvm::SmallVector<unsigned, 2> StoresIn; ///< What these parameters refer to.
};

/// Follows addresses through one unit, and remembers what functions do.
///
/// Lifetime: refers to the AST.
class AddressFlow {
  std::map<std::pair<const clang::FunctionDecl *, int>, CalleeEffect> Known;

public:
  /// The number of the object of a member function among its parameters.
  static constexpr int Object = -1;

  /// Follows \p Variable, of the function of \p Body. Everything that is not
  /// known to be harmless is taken for something that keeps the address.
  ValueFlow follow(const clang::VarDecl &Variable, const BodyIndex &Body);

  /// What \p Callee does with an address in its parameter \p Parameter.
  const CalleeEffect &effectOf(const clang::FunctionDecl &Callee,
                               int Parameter);
};

} // namespace coroscope

#endif
