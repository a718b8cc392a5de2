//===- LifetimeChecks.h - Lifetimes that edits may change -------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_LIFETIMECHECKS_H
#define COROSCOPE_EDITS_LIFETIMECHECKS_H

#include "edits/EditedText.h"
#include "frame/Frame.h"

#include <string>
#include <vector>

namespace clang {
class ASTContext;
class CompoundStmt;
class VarDecl;
} // namespace clang

namespace coroscope {

class AddressFlow;
class BodyIndex;
struct Region;
struct ValueFlow;

/// Finds out if the lifetime of a variable can change without another change of
/// the program. What stands in the way becomes an obstacle of the occupant.
///
/// Lifetime: refers to the AST, and to what it is made from.
class LifetimeChecks {
  const clang::ASTContext &Context;
  const BodyIndex &Body;
  const EditedText &Text;
  AddressFlow &Flows;
  Occupant &O;

  bool areUnnamed(const ValueFlow &Flow, const Region &R,
                  EditedText::Offset Begin, EditedText::Offset End);
  bool canEndIn(const clang::VarDecl &Sibling, const Region &R,
                EditedText::Offset End, EditedText::Offset BlockEnd,
                std::vector<std::string> &Unknown);

public:
  LifetimeChecks(const clang::ASTContext &Context, const BodyIndex &Body,
                 const EditedText &Text, AddressFlow &Flows, Occupant &O)
      : Context(Context), Body(Body), Text(Text), Flows(Flows), O(O) {}

  /// Adds \p Why to the obstacles, once. Returns false.
  bool obstacle(std::string Why);

  /// Returns true if this build knows every mention of the name of \p V in a
  /// part of the text.
  bool isUnnamed(const clang::VarDecl &V, EditedText::Offset Begin,
                 EditedText::Offset End);

  /// Returns true if a block that ends with \p R changes nothing but the
  /// lifetime of \p V, whose address goes where \p Flow says. Adds the
  /// assumptions for that to \p Unknown: functions that keep no address, as in
  /// ValueFlow.
  bool canCloseAfter(const clang::VarDecl &V, const ValueFlow &Flow,
                     const Region &R, std::vector<std::string> &Unknown);

  /// Returns true if declaring \p V later in \p Block changes nothing but the
  /// start of its lifetime.
  bool canMove(const clang::VarDecl &V, const clang::CompoundStmt &Block);
};

} // namespace coroscope

#endif
