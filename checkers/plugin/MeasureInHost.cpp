//===- MeasureInHost.cpp - Edits measured beside a host -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "plugin/MeasureInHost.h"

#include "advice/ApplyEdits.h"
#include "analysis/Analyze.h"
#include "layout/DeclFeed.h"

#include "clang/Basic/CodeGenOptions.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/MemoryBuffer.h"

#include <vector>

using namespace clang;

namespace coroscope {

namespace {
bool IsMeasuring = false;

class EditedUnit : public DeclFeed {
  CompilerInstance &CI;
  const CodeGenOptions &Options;
  const ProjectPaths &Paths;
  std::vector<Coroutine> &Found;

public:
  EditedUnit(CompilerInstance &CI, const CodeGenOptions &Options,
             const ProjectPaths &Paths, std::vector<Coroutine> &Found)
      : DeclFeed(CI), CI(CI), Options(Options), Paths(Paths), Found(Found) {}

  const CodeGenOptions &codeGenOptions() const override { return Options; }

  void HandleTranslationUnit(ASTContext &) override {
    if (CI.getDiagnostics().hasErrorOccurred())
      return;
    auto Analyzed = analyze(CI, *this, Paths, SitesWanted::No);
    if (!Analyzed)
      return llvm::consumeError(Analyzed.takeError());
    Found = std::move(Analyzed->Coroutines);
  }
};

class EditedUnitAction : public ASTFrontendAction {
  const CodeGenOptions &Options;
  const ProjectPaths &Paths;
  std::vector<Coroutine> &Found;

public:
  EditedUnitAction(const CodeGenOptions &Options, const ProjectPaths &Paths,
                   std::vector<Coroutine> &Found)
      : Options(Options), Paths(Paths), Found(Found) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 llvm::StringRef) override {
    return std::make_unique<EditedUnit>(CI, Options, Paths, Found);
  }
};
} // namespace

bool isMeasuringInHost() { return IsMeasuring; }

ProjectPaths absolutePaths(CompilerInstance &CI) {
  auto Directory = CI.getVirtualFileSystem().getCurrentWorkingDirectory();
  return {"", Directory ? *Directory : ""};
}

/// The flags of \p CI, without what would write files or run other plugins.
static std::shared_ptr<CompilerInvocation>
quietInvocation(CompilerInstance &CI) {
  auto Invocation = std::make_shared<CompilerInvocation>(CI.getInvocation());
  FrontendOptions &Frontend = Invocation->getFrontendOpts();
  Frontend.ProgramAction = frontend::ParseSyntaxOnly;
  Frontend.OutputFile.clear();
  Frontend.Plugins.clear();
  Frontend.AddPluginActions.clear();
  Frontend.PluginArgs.clear();
  Frontend.DisableFree = false;
  Invocation->getDependencyOutputOpts() = DependencyOutputOptions();
  Invocation->getDiagnosticOpts().DiagnosticSerializationFile.clear();
  Invocation->getPreprocessorOpts().RetainRemappedFileBuffers = false;
  return Invocation;
}

/// The coroutines of the unit of \p Host with \p Edits; none if it does not
/// compile.
static std::vector<Coroutine> coroutinesWith(const std::vector<Edit> &Edits,
                                             CompilerInstance &Host,
                                             const CodeGenOptions &Options) {
  std::vector<Coroutine> Found;
  const SourceManager &Sources = Host.getSourceManager();
  auto Text = Sources.getBufferOrNone(Sources.getMainFileID());
  if (!Text)
    return Found;
  auto Edited = applyEdits(
      std::string_view(Text->getBufferStart(), Text->getBufferSize()), Edits);
  if (!Edited)
    return Found;
  const std::string Path = Host.getFrontendOpts().Inputs[0].getFile().str();
  const ProjectPaths Paths = absolutePaths(Host);
  CompilerInstance CI(quietInvocation(Host));
  CI.setVirtualFileSystem(Host.getVirtualFileSystemPtr());
  CI.createDiagnostics(new IgnoringDiagConsumer);
  // Owned by the preprocessor options from here on.
  CI.getPreprocessorOpts().addRemappedFile(
      Path, llvm::MemoryBuffer::getMemBufferCopy(*Edited, Path).release());
  EditedUnitAction Action(Options, Paths, Found);
  CI.ExecuteAction(Action);
  return Found;
}

void measureInHost(std::vector<Trial> &Trials, const Report &Report,
                   CompilerInstance &CI, const CodeGenOptions &Options) {
  IsMeasuring = true;
  auto Done = llvm::scope_exit([] { IsMeasuring = false; });
  auto Try = [&](const Pass &P) {
    const std::vector<Coroutine> Edited = coroutinesWith(P.Edits, CI, Options);
    takeSizes(P, Trials, Report, Edited);
    return !Edited.empty();
  };
  for (const Pass &P : planPasses(Report, Trials))
    // An edit that does not compile must not cost the others in its pass.
    if (!Try(P) && P.Trials.size() > 1)
      for (std::size_t T : P.Trials)
        Try({P.Unit, {T}, candidateOf(Report, Trials[T]).Edits});
}

} // namespace coroscope
