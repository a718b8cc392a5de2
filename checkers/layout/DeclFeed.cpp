//===- DeclFeed.cpp - What Clang hands to its code generator --------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/DeclFeed.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace coroscope {

bool DeclFeed::HandleTopLevelDecl(DeclGroupRef Group) {
  Events.push_back([Group](ASTConsumer &C) { C.HandleTopLevelDecl(Group); });
  return true;
}
void DeclFeed::HandleInlineFunctionDefinition(FunctionDecl *D) {
  Events.push_back(
      [D](ASTConsumer &C) { C.HandleInlineFunctionDefinition(D); });
}
void DeclFeed::HandleInterestingDecl(DeclGroupRef Group) {
  Events.push_back([Group](ASTConsumer &C) { C.HandleInterestingDecl(Group); });
}
void DeclFeed::HandleTagDeclDefinition(TagDecl *D) {
  Events.push_back([D](ASTConsumer &C) { C.HandleTagDeclDefinition(D); });
}
void DeclFeed::HandleTagDeclRequiredDefinition(const TagDecl *D) {
  Events.push_back(
      [D](ASTConsumer &C) { C.HandleTagDeclRequiredDefinition(D); });
}
void DeclFeed::HandleCXXImplicitFunctionInstantiation(FunctionDecl *D) {
  Events.push_back(
      [D](ASTConsumer &C) { C.HandleCXXImplicitFunctionInstantiation(D); });
}
void DeclFeed::HandleTopLevelDeclInObjCContainer(DeclGroupRef Group) {
  Events.push_back(
      [Group](ASTConsumer &C) { C.HandleTopLevelDeclInObjCContainer(Group); });
}
void DeclFeed::CompleteTentativeDefinition(VarDecl *D) {
  Events.push_back([D](ASTConsumer &C) { C.CompleteTentativeDefinition(D); });
}
void DeclFeed::CompleteExternalDeclaration(DeclaratorDecl *D) {
  Events.push_back([D](ASTConsumer &C) { C.CompleteExternalDeclaration(D); });
}
void DeclFeed::AssignInheritanceModel(CXXRecordDecl *RD) {
  Events.push_back([RD](ASTConsumer &C) { C.AssignInheritanceModel(RD); });
}
void DeclFeed::HandleCXXStaticMemberVarInstantiation(VarDecl *D) {
  // Most are constants of traits, which no code refers to. Whether one is used
  // is known at the end of the unit.
  Events.push_back([D](ASTConsumer &C) {
    if (D->isUsed() || D->getASTContext().DeclMustBeEmitted(D))
      C.HandleCXXStaticMemberVarInstantiation(D);
  });
}
void DeclFeed::HandleVTable(CXXRecordDecl *RD) {
  Events.push_back([RD](ASTConsumer &C) { C.HandleVTable(RD); });
}

void DeclFeed::replay(ASTConsumer &Consumer) const {
  for (const auto &Event : Events)
    Event(Consumer);
}

} // namespace coroscope
