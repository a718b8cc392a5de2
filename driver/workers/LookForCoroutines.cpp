//===- LookForCoroutines.cpp - A quick look before a parse ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/LookForCoroutines.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"

using namespace clang;

namespace coroscope {

namespace {
class LookAction : public PreprocessorFrontendAction {
  bool &Found;

public:
  explicit LookAction(bool &Found) : Found(Found) {}

  void ExecuteAction() override {
    Preprocessor &PP = getCompilerInstance().getPreprocessor();
    PP.EnterMainSourceFile();
    Token Lexed;
    do {
      PP.Lex(Lexed);
      Found = Lexed.isOneOf(tok::kw_co_await, tok::kw_co_yield,
                            tok::kw_co_return) ||
              // The contents of modules are not among the tokens.
              Lexed.isOneOf(tok::kw_module, tok::kw_import, tok::kw_export,
                            tok::annot_module_include, tok::annot_module_begin);
    } while (!Found && Lexed.isNot(tok::eof));
  }
};

/// Returns true if the main file has one of the keywords, or is unreadable.
bool isInText(const CompilerInvocation &Invocation,
              llvm::vfs::FileSystem &FileSystem) {
  auto Text = FileSystem.getBufferForFile(
      Invocation.getFrontendOpts().Inputs[0].getFile());
  return !Text || llvm::any_of(llvm::ArrayRef<llvm::StringRef>(
                                   {"co_await", "co_yield", "co_return"}),
                               [&](llvm::StringRef Keyword) {
                                 return (*Text)->getBuffer().contains(Keyword);
                               });
}
} // namespace

bool mayHaveCoroutines(
    const CompilerInvocation &Invocation,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FileSystem) {
  const PreprocessorOptions &Options = Invocation.getPreprocessorOpts();
  const LangOptions &Language = Invocation.getLangOpts();
  const HeaderSearchOptions &Search = Invocation.getHeaderSearchOpts();
  if (!Options.ImplicitPCHInclude.empty() ||
      !Invocation.getFrontendOpts().ModuleFiles.empty() ||
      (Language.Modules && Language.ImplicitModules) ||
      !Search.PrebuiltModuleFiles.empty() ||
      !Search.PrebuiltModulePaths.empty() || !Search.VFSOverlayFiles.empty() ||
      isInText(Invocation, *FileSystem))
    return true;
  CompilerInstance CI(std::make_shared<CompilerInvocation>(Invocation));
  CI.getFrontendOpts().ProgramAction = frontend::RunPreprocessorOnly;
  CI.getFrontendOpts().DisableFree = false;
  CI.setVirtualFileSystem(FileSystem);
  CI.createDiagnostics(new IgnoringDiagConsumer);
  bool Found = false;
  LookAction Action(Found);
  return !CI.ExecuteAction(Action) || Found ||
         CI.getDiagnostics().hasErrorOccurred();
}

} // namespace coroscope
