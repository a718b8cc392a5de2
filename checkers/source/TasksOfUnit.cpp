//===- TasksOfUnit.cpp - The types that are tasks -------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/TasksOfUnit.h"

#include "source/TaskOwnership.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace coroscope {

TasksOfUnit::TasksOfUnit(const ASTContext &Context,
                         const std::vector<FunctionDecl *> &Coroutines)
    : Context(Context) {
  for (std::size_t I = 0; I != Coroutines.size(); ++I) {
    IndexOf[Coroutines[I]->getCanonicalDecl()] = I;
    const auto *Record = Coroutines[I]->getReturnType()->getAsCXXRecordDecl();
    if (!Record)
      continue;
    Records.insert(Record->getCanonicalDecl());
    // If one instance is a task, all are.
    if (const auto *Instance =
            dyn_cast<ClassTemplateSpecializationDecl>(Record))
      Templates.insert(Instance->getSpecializedTemplate()->getCanonicalDecl());
  }
}

/// Returns \p Record's own member type promise_type; null if there is none.
static const CXXRecordDecl *promiseOf(const CXXRecordDecl &Record,
                                      ASTContext &Context) {
  if (!Record.hasDefinition())
    return nullptr;
  for (const NamedDecl *Member :
       Record.getDefinition()->lookup(&Context.Idents.get("promise_type"))) {
    // A class named promise_type contains its own injected name.
    const auto *Type = dyn_cast<TypeDecl>(Member);
    const auto *Class = dyn_cast<CXXRecordDecl>(Member);
    if (Type && !(Class && Class->isInjectedClassName()))
      return Context.getTypeDeclType(Type)->getAsCXXRecordDecl();
  }
  return nullptr;
}

/// Returns true if \p Promise makes a type other than \p Record that has a
/// promise: an awaiter may have the promise_type of its generator without being
/// a task.
static bool isPromiseOfAnother(const CXXRecordDecl &Promise,
                               const CXXRecordDecl &Record,
                               ASTContext &Context) {
  if (!Promise.hasDefinition())
    return false;
  for (const NamedDecl *Member : Promise.getDefinition()->lookup(
           &Context.Idents.get("get_return_object")))
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Member))
      if (const auto *Made = Method->getReturnType()->getAsCXXRecordDecl())
        if (Made->getCanonicalDecl() != Record.getCanonicalDecl() &&
            promiseOf(*Made, Context))
          return true;
  return false;
}

bool TasksOfUnit::isTask(QualType Type) const {
  const CXXRecordDecl *Record =
      Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record)
    return false;
  auto [It, IsNew] =
      IsTaskRecord.try_emplace(Record->getCanonicalDecl(), false);
  if (!IsNew)
    return It->second;
  bool Is = Records.contains(Record->getCanonicalDecl());
  if (const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(Record))
    Is |= Templates.contains(
        Instance->getSpecializedTemplate()->getCanonicalDecl());
  auto &Mutable = const_cast<ASTContext &>(Context);
  if (!Is)
    if (const CXXRecordDecl *Promise = promiseOf(*Record, Mutable))
      Is = !isPromiseOfAnother(*Promise, *Record, Mutable);
  return IsTaskRecord[Record->getCanonicalDecl()] = Is;
}

/// Returns true if \p Arguments, or theirs for up to \p Levels, have a task.
static bool anyTask(const TasksOfUnit &Tasks,
                    ArrayRef<TemplateArgument> Arguments, unsigned Levels) {
  for (const TemplateArgument &Argument : Arguments) {
    if (Argument.getKind() == TemplateArgument::Pack) {
      if (anyTask(Tasks, Argument.pack_elements(), Levels))
        return true;
      continue;
    }
    if (Argument.getKind() != TemplateArgument::Type)
      continue;
    if (Tasks.isTask(Argument.getAsType()))
      return true;
    const auto *Instance = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        Argument.getAsType().getNonReferenceType()->getAsCXXRecordDecl());
    if (Levels && Instance &&
        anyTask(Tasks, Instance->getTemplateArgs().asArray(), Levels - 1))
      return true;
  }
  return false;
}

bool TasksOfUnit::hasTasks(QualType Type) const {
  static constexpr unsigned MostLevels = 3; // An awaitable of a tuple of tasks.
  const auto *Instance = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Type.getNonReferenceType()->getAsCXXRecordDecl());
  return Instance &&
         anyTask(*this, Instance->getTemplateArgs().asArray(), MostLevels);
}

bool TasksOfUnit::mayHoldTasks(QualType Type) const {
  if (isTask(Type) || hasTasks(Type))
    return true;
  const CXXRecordDecl *Record =
      Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || isStandard(*Record))
    return false;
  auto [It, IsNew] = Holds.try_emplace(Record->getCanonicalDecl(), false);
  if (!IsNew)
    return It->second;
  const CXXRecordDecl *Definition = Record->getDefinition();
  auto IsHolder = [&](QualType Part) {
    return !Part->isReferenceType() &&
           mayHoldTasks(QualType(Part->getBaseElementTypeUnsafe(), 0));
  };
  const bool Is =
      llvm::any_of(
          Definition->fields(),
          [&](const FieldDecl *F) { return IsHolder(F->getType()); }) ||
      llvm::any_of(Definition->bases(), [&](const CXXBaseSpecifier &Base) {
        return IsHolder(Base.getType());
      });
  return Holds[Record->getCanonicalDecl()] = Is;
}

bool TasksOfUnit::hasCallOfTask(const Stmt &S) const {
  if (const auto *Call = dyn_cast<CallExpr>(&S)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (isTask(Call->getType()) || (Callee && makesTasks(*Callee)))
      return true;
  }
  return llvm::any_of(S.children(), [&](const Stmt *Child) {
    return Child && hasCallOfTask(*Child);
  });
}

bool TasksOfUnit::makesTasks(const FunctionDecl &Function) const {
  const FunctionDecl *Definition = Function.getDefinition();
  if (!Definition || !Definition->getBody() || indexOf(Function) ||
      Context.getSourceManager().isInSystemHeader(Definition->getLocation()))
    return false;
  // A call of itself adds nothing.
  auto [It, IsNew] = Makes.try_emplace(Definition, false);
  if (!IsNew)
    return It->second;
  const bool Is = hasCallOfTask(*Definition->getBody());
  return Makes[Definition] = Is;
}

std::optional<std::size_t>
TasksOfUnit::indexOf(const FunctionDecl &Function) const {
  auto It = IndexOf.find(Function.getCanonicalDecl());
  return It == IndexOf.end() ? std::nullopt
                             : std::optional<std::size_t>(It->second);
}

} // namespace coroscope
