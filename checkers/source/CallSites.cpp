//===- CallSites.cpp - Calls of coroutines in functions -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/CallSites.h"

#include "source/CoroutineIdentity.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

#include <set>

using namespace clang;

namespace coroscope {

/// Returns the function that \p Call calls; null if that is uncertain.
static const FunctionDecl *calleeOf(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (Callee && mayBeOverridden(Call, *Callee))
    return nullptr;
  return Callee;
}

std::vector<FoundCallSite> findCallSites(const std::vector<ObjectCall> &Calls,
                                         const TasksOfUnit &Tasks,
                                         const ProjectPaths &Paths) {
  std::vector<FoundCallSite> Found;
  // Instances of a template share calls that do not depend on its parameters.
  std::set<std::pair<const FunctionDecl *, const CallExpr *>> Seen;
  for (const ObjectCall &Made : Calls) {
    const FunctionDecl *Callee = calleeOf(*Made.Call);
    if (!Callee)
      continue;
    const std::optional<std::size_t> Index = Tasks.indexOf(*Callee);
    if (!Index &&
        (Callee->getDefinition() || !Tasks.isTask(Made.Call->getType())))
      continue;
    if (!Seen.insert({Made.Caller, Made.Call}).second)
      continue;
    FoundCallSite Site;
    Site.Caller = Made.Caller;
    Site.CalleeIndex = Index;
    Site.Site.Caller = nameOf(*Made.Caller);
    CoroutineCall &Call = Site.Site.Call;
    Call.Where = placeOf(Made.Call->getExprLoc(),
                         Callee->getASTContext().getSourceManager(), Paths);
    Call.IsElidable = Made.Call->isCoroElideSafe();
    if (!Index) {
      Call.Name = nameOf(*Callee);
      Call.MangledName = mangledNameOf(*Callee);
    }
    Found.push_back(std::move(Site));
  }
  return Found;
}

} // namespace coroscope
