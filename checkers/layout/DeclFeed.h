//===- DeclFeed.h - What Clang hands to its code generator ------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// parse --(DeclFeed records)--> end of the unit --(replay, if it has
// coroutines)--> CodeGenerator
//
// Sema tells an ASTConsumer about declarations in an order that decides what is
// emitted and what internal functions are called. Recording it costs next to
// nothing, and makes our module the compiler's own; a unit without coroutines
// never reaches the code generator.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_DECLFEED_H
#define COROSCOPE_LAYOUT_DECLFEED_H

#include "clang/AST/ASTConsumer.h"

#include <functional>
#include <vector>

namespace coroscope {

/// Records every event that `CodeGenerator` acts on (clang 22:
/// clang/lib/CodeGen/ModuleBuilder.cpp), to be replayed any number of times.
///
/// Lifetime: the events point into the AST.
class DeclFeed : public clang::ASTConsumer {
  std::vector<std::function<void(clang::ASTConsumer &)>> Events;

public:
  bool HandleTopLevelDecl(clang::DeclGroupRef Group) override;
  void HandleInlineFunctionDefinition(clang::FunctionDecl *D) override;
  void HandleInterestingDecl(clang::DeclGroupRef Group) override;
  void HandleTagDeclDefinition(clang::TagDecl *D) override;
  void HandleTagDeclRequiredDefinition(const clang::TagDecl *D) override;
  void HandleCXXImplicitFunctionInstantiation(clang::FunctionDecl *D) override;
  void HandleTopLevelDeclInObjCContainer(clang::DeclGroupRef Group) override;
  void CompleteTentativeDefinition(clang::VarDecl *D) override;
  void CompleteExternalDeclaration(clang::DeclaratorDecl *D) override;
  void AssignInheritanceModel(clang::CXXRecordDecl *RD) override;
  void HandleCXXStaticMemberVarInstantiation(clang::VarDecl *D) override;
  void HandleVTable(clang::CXXRecordDecl *RD) override;

  /// Tells \p Consumer everything, in the order it was recorded.
  void replay(clang::ASTConsumer &Consumer) const;
};

} // namespace coroscope

#endif
