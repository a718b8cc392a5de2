//===- DeclFeed.h - What Clang hands to its code generator ------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// parse --(DeclFeed)--> EmittedModule, while the parse goes on
//                  `--> a record --(replay)--> further modules
//
// Sema tells an ASTConsumer about declarations in an order that decides what is
// emitted and what internal functions are called. The moment counts as well: a
// function is emitted before the templates that it uses are instantiated, and
// whether a call may throw depends on which callees have been emitted. So the
// code generator listens to the parse, as it does in the compiler; but only
// from the first mention of std::coroutine_traits on, because a unit without it
// has no coroutines.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_DECLFEED_H
#define COROSCOPE_LAYOUT_DECLFEED_H

#include "clang/AST/ASTConsumer.h"

#include <functional>
#include <memory>
#include <vector>

namespace clang {
class CodeGenOptions;
class CompilerInstance;
} // namespace clang

namespace coroscope {

class EmittedModule;

/// Passes on and records every event that `CodeGenerator` acts on (clang 22:
/// clang/lib/CodeGen/ModuleBuilder.cpp).
///
/// Lifetime: the events point into the AST.
class DeclFeed : public clang::ASTConsumer {
  using Event = std::function<void(clang::ASTConsumer &)>;

  clang::CompilerInstance &CI;
  std::vector<Event> Events;
  std::unique_ptr<EmittedModule> Live;

  void announce(Event E);

public:
  explicit DeclFeed(clang::CompilerInstance &CI);
  ~DeclFeed() override;

  /// The options that coroutines are compiled with; those of the compile
  /// command unless overridden.
  virtual const clang::CodeGenOptions &codeGenOptions() const;

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

  /// Whether anything has mentioned std::coroutine_traits so far.
  bool mayHaveCoroutines() const;

  /// The module of everything announced so far; nothing if no coroutine can be
  /// in it, or if it has been taken already.
  std::unique_ptr<EmittedModule> takeModule();

  /// Tells \p Consumer everything, in the order it was recorded.
  void replay(clang::ASTConsumer &Consumer) const;
};

} // namespace coroscope

#endif
