//===- DeclFeed.cpp - What Clang hands to its code generator --------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/DeclFeed.h"

#include "layout/EmittedModule.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Serialization/ASTReader.h"

using namespace clang;

namespace coroscope {

/// Before \p D is emitted: adds what it marks to \p Marked. What is emitted at
/// the end of the unit, the walk over the whole AST finds.
static void leaveOutDebugInfoIn(Decl *D, std::vector<FunctionDecl *> &Marked) {
  if (auto *Function = dyn_cast<FunctionDecl>(D)) {
    if (Function->doesThisDeclarationHaveABody() &&
        !Function->isDependentContext() &&
        !isa_and_nonnull<CoroutineBodyStmt>(Function->getBody()) &&
        leaveOutDebugInfo(*Function))
      Marked.push_back(Function);
  } else if (isa<NamespaceDecl, LinkageSpecDecl, ExportDecl>(D)) {
    for (Decl *Member : cast<DeclContext>(D)->noload_decls())
      leaveOutDebugInfoIn(Member, Marked);
  }
}

DeclFeed::DeclFeed(CompilerInstance &CI) : CI(CI) {}
DeclFeed::~DeclFeed() = default;

bool DeclFeed::mayHaveCoroutines() const {
  // What a precompiled header or a module mentions, the table of identifiers
  // does not say. Some hosts have a reader that has read nothing.
  if (auto Reader = CI.getASTReader();
      Reader && Reader->getModuleManager().size() != 0)
    return true;
  const IdentifierTable &Names = CI.getASTContext().Idents;
  return Names.find("coroutine_traits") != Names.end();
}

const CodeGenOptions &DeclFeed::codeGenOptions() const {
  return CI.getCodeGenOpts();
}

void DeclFeed::announce(Event E) {
  // The compiler stops emitting as well.
  if (CI.getDiagnostics().hasUncompilableErrorOccurred())
    return;
  Events.push_back(std::move(E));
  if (Live) {
    Events.back()(Live->consumer());
  } else if (mayHaveCoroutines()) {
    Live = std::make_unique<EmittedModule>(CI, codeGenOptions());
    replay(Live->consumer());
  }
}

std::unique_ptr<EmittedModule> DeclFeed::takeModule() {
  return std::move(Live);
}

bool DeclFeed::HandleTopLevelDecl(DeclGroupRef Group) {
  announce([Group](ASTConsumer &C) {
    std::vector<FunctionDecl *> Marked;
    for (Decl *D : Group)
      leaveOutDebugInfoIn(D, Marked);
    C.HandleTopLevelDecl(Group);
    // The parse goes on, and minds: versions of a function for several targets
    // may have no such mark.
    for (FunctionDecl *Function : Marked)
      forgetDebugInfo(*Function);
  });
  return true;
}
void DeclFeed::HandleInlineFunctionDefinition(FunctionDecl *D) {
  announce([D](ASTConsumer &C) { C.HandleInlineFunctionDefinition(D); });
}
void DeclFeed::HandleInterestingDecl(DeclGroupRef Group) {
  announce([Group](ASTConsumer &C) { C.HandleInterestingDecl(Group); });
}
void DeclFeed::HandleTagDeclDefinition(TagDecl *D) {
  announce([D](ASTConsumer &C) { C.HandleTagDeclDefinition(D); });
}
void DeclFeed::HandleTagDeclRequiredDefinition(const TagDecl *D) {
  announce([D](ASTConsumer &C) { C.HandleTagDeclRequiredDefinition(D); });
}
void DeclFeed::HandleCXXImplicitFunctionInstantiation(FunctionDecl *D) {
  announce(
      [D](ASTConsumer &C) { C.HandleCXXImplicitFunctionInstantiation(D); });
}
void DeclFeed::HandleTopLevelDeclInObjCContainer(DeclGroupRef Group) {
  announce(
      [Group](ASTConsumer &C) { C.HandleTopLevelDeclInObjCContainer(Group); });
}
void DeclFeed::CompleteTentativeDefinition(VarDecl *D) {
  announce([D](ASTConsumer &C) { C.CompleteTentativeDefinition(D); });
}
void DeclFeed::CompleteExternalDeclaration(DeclaratorDecl *D) {
  announce([D](ASTConsumer &C) { C.CompleteExternalDeclaration(D); });
}
void DeclFeed::AssignInheritanceModel(CXXRecordDecl *RD) {
  announce([RD](ASTConsumer &C) { C.AssignInheritanceModel(RD); });
}
void DeclFeed::HandleCXXStaticMemberVarInstantiation(VarDecl *D) {
  announce([D](ASTConsumer &C) { C.HandleCXXStaticMemberVarInstantiation(D); });
}
void DeclFeed::HandleVTable(CXXRecordDecl *RD) {
  announce([RD](ASTConsumer &C) { C.HandleVTable(RD); });
}

void DeclFeed::replay(ASTConsumer &Consumer) const {
  for (const Event &E : Events)
    E(Consumer);
}

} // namespace coroscope
