//===- SplitCoroutines.cpp - Asks the compiler for frames -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/SplitCoroutines.h"

#include "layout/DeclFeed.h"
#include "layout/SplitObserver.h"
#include "layout/ValueOrigins.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/GlobalDecl.h"
#include "clang/CodeGen/BackendUtil.h"
#include "clang/CodeGen/ModuleBuilder.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/BuryPointer.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace clang;

namespace coroscope {

/// Debug information names the variables, and never changes a frame. Of types
/// it needs only what costs least: classes are described where their
/// constructors are, and those are left out.
static void asksForNames(CodeGenOptions &Options) {
  Options.setDebugInfo(llvm::codegenoptions::DebugInfoConstructor);
  Options.DebugColumnInfo = true;
  // It would only follow variables through stores, and cost time.
  Options.setAssignmentTrackingMode(
      CodeGenOptions::AssignmentTrackingOpts::Disabled);
  Options.DiscardValueNames = false;
  Options.VerifyModule = false;
}

/// Emits and optimizes one module. Those of \p Forced are emitted and kept even
/// if nothing refers to them. Gives the frames of all coroutines of the module
/// that are among \p Coroutines.
static llvm::Error splitModule(CompilerInstance &CI, const DeclFeed &Feed,
                               const std::vector<FunctionDecl *> &Coroutines,
                               const std::vector<FunctionDecl *> &Forced,
                               std::vector<std::optional<SplitFrame>> &Frames) {
  auto OwnedContext = std::make_unique<llvm::LLVMContext>();
  std::unique_ptr<CodeGenerator> OwnedGenerator = CreateLLVMCodeGen(
      CI, CI.getFrontendOpts().Inputs[0].getFile(), *OwnedContext);
  CodeGenerator *Generator = OwnedGenerator.get();
  // Where the compiler leaves its memory to the end of the process, so do we.
  if (CI.getFrontendOpts().DisableFree) {
    llvm::BuryPointer(std::move(OwnedGenerator));
    llvm::BuryPointer(std::move(OwnedContext));
  }
  Generator->Initialize(CI.getASTContext());
  Feed.replay(*Generator);
  for (FunctionDecl *Function : Forced)
    Generator->GetAddrOfGlobal(GlobalDecl(Function),
                               /*isForDefinition=*/false);
  Generator->HandleTranslationUnit(CI.getASTContext());
  llvm::Module *Module = Generator->GetModule();
  if (!Module || CI.getDiagnostics().hasErrorOccurred())
    return llvm::createStringError("the code generator reported errors");

  std::vector<llvm::GlobalValue *> Kept;
  for (FunctionDecl *Function : Forced)
    if (auto *Emitted = Module->getFunction(
            Generator->GetMangledName(GlobalDecl(Function)));
        Emitted && !Emitted->isDeclaration())
      Kept.push_back(Emitted);
  llvm::appendToCompilerUsed(*Module, Kept);

  ValueOrigins Origins;
  Origins.mark(*Module);
  SplitObserver Observer(Origins);
  Observer.watch(*Module);
  CodeGenOptions Options = CI.getCodeGenOpts();
  Options.PassBuilderCallbacks.push_back([&](llvm::PassBuilder &Builder) {
    Observer.registerWith(*Builder.getPassInstrumentationCallbacks());
  });
  emitBackendOutput(CI, Options, CI.getTarget().getDataLayoutString(), Module,
                    Backend_EmitNothing, CI.getVirtualFileSystemPtr(),
                    /*OS=*/nullptr);
  if (!Observer.error().empty())
    return llvm::createStringError("a pass reported: " + Observer.error());

  std::map<std::string, SplitFrame> Split = Observer.takeFrames();
  for (std::size_t I = 0; I != Coroutines.size(); ++I) {
    if (Frames[I])
      continue;
    auto It =
        Split.find(Generator->GetMangledName(GlobalDecl(Coroutines[I])).str());
    if (It != Split.end())
      Frames[I] = std::move(It->second);
  }
  return llvm::Error::success();
}

llvm::Expected<std::vector<std::optional<SplitFrame>>>
splitCoroutines(CompilerInstance &CI, const DeclFeed &Feed,
                const std::vector<FunctionDecl *> &Coroutines,
                const std::vector<FunctionDecl *> &Others) {
  std::vector<std::optional<SplitFrame>> Frames(Coroutines.size());
  if (Coroutines.empty())
    return Frames;
  asksForNames(CI.getCodeGenOpts());
  for (FunctionDecl *Function : Others)
    if (!Function->hasAttr<NoDebugAttr>())
      Function->addAttr(NoDebugAttr::CreateImplicit(CI.getASTContext()));

  if (llvm::Error Error = splitModule(CI, Feed, Coroutines, {}, Frames))
    return std::move(Error);
  std::vector<FunctionDecl *> Unreferenced;
  for (std::size_t I = 0; I != Coroutines.size(); ++I)
    if (!Frames[I])
      Unreferenced.push_back(Coroutines[I]);
  if (!Unreferenced.empty())
    if (llvm::Error Error =
            splitModule(CI, Feed, Coroutines, Unreferenced, Frames))
      return std::move(Error);
  return Frames;
}

} // namespace coroscope
