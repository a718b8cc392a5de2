//===- HostListener.cpp - Hears what a host parses ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "plugin/HostListener.h"

#include "layout/DeclFeed.h"
#include "plugin/MeasureInHost.h"

#include "clang/Basic/CodeGenOptions.h"
#include "clang/Frontend/CompilerInstance.h"

using namespace clang;

namespace coroscope {

namespace {
/// Listens to the parse, and prepares the analysis at the end of the unit.
class HostListener : public DeclFeed {
  CompilerInstance &CI;
  const std::shared_ptr<UnitAnalysis> Unit;
  const CodeGenOptions Options;

public:
  HostListener(CompilerInstance &CI, std::shared_ptr<UnitAnalysis> Shared)
      : DeclFeed(CI), CI(CI), Unit(std::move(Shared)),
        Options(codeGenOptionsAt(Unit->levelFor(CI), CI.getInvocation())
                    .value_or(CI.getCodeGenOpts())) {}

  const CodeGenOptions &codeGenOptions() const override { return Options; }

  void HandleTranslationUnit(ASTContext &) override {
    if (!CI.getDiagnostics().hasUncompilableErrorOccurred())
      Unit->parsed(CI, *this);
  }
};
} // namespace

std::unique_ptr<ASTConsumer>
HostListenerAction::CreateASTConsumer(CompilerInstance &CI, llvm::StringRef) {
  std::shared_ptr<UnitAnalysis> Unit = UnitAnalysis::ofCurrentUnit();
  if (!CI.getLangOpts().Coroutines || !isWanted(CI, Unit->Settings))
    return std::make_unique<ASTConsumer>();
  return std::make_unique<HostListener>(CI, std::move(Unit));
}

bool HostListenerAction::ParseArgs(const CompilerInstance &CI,
                                   const std::vector<std::string> &) {
  const frontend::ActionKind Action = CI.getFrontendOpts().ProgramAction;
  return !isMeasuringInHost() && (Action == frontend::ParseSyntaxOnly ||
                                  Action == frontend::RunAnalysis);
}

} // namespace coroscope
