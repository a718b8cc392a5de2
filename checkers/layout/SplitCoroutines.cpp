//===- SplitCoroutines.cpp - Asks the compiler for frames -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/SplitCoroutines.h"

#include "layout/DeclFeed.h"
#include "layout/EmittedModule.h"
#include "layout/SplitObserver.h"
#include "layout/ValueOrigins.h"

#include "clang/AST/Decl.h"
#include "clang/CodeGen/BackendUtil.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace coroscope {

/// Ends and optimizes \p Emitted. Gives the frames of all coroutines in it that
/// are among \p Coroutines.
static llvm::Error splitModule(CompilerInstance &CI, EmittedModule &Emitted,
                               const std::vector<FunctionDecl *> &Coroutines,
                               const std::vector<FunctionDecl *> &Forced,
                               std::vector<std::optional<SplitFrame>> &Frames) {
  llvm::Expected<llvm::Module *> Finished = Emitted.finish(Forced);
  if (!Finished)
    return Finished.takeError();
  llvm::Module *Module = *Finished;

  ValueOrigins Origins;
  Origins.mark(*Module);
  SplitObserver Observer(Origins);
  Observer.watch(*Module);
  CodeGenOptions Options = Emitted.options();
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
    auto It = Split.find(Emitted.mangledName(*Coroutines[I]));
    if (It != Split.end())
      Frames[I] = std::move(It->second);
  }
  return llvm::Error::success();
}

llvm::Expected<std::vector<std::optional<SplitFrame>>>
splitCoroutines(CompilerInstance &CI, DeclFeed &Feed,
                const std::vector<FunctionDecl *> &Coroutines,
                const std::vector<FunctionDecl *> &Others) {
  std::vector<std::optional<SplitFrame>> Frames(Coroutines.size());
  if (Coroutines.empty())
    return Frames;
  for (FunctionDecl *Function : Others)
    leaveOutDebugInfo(*Function);
  auto Undo = llvm::scope_exit([&] {
    for (FunctionDecl *Function : Others)
      forgetDebugInfo(*Function);
  });

  std::unique_ptr<EmittedModule> Module = Feed.takeModule();
  assert(Module && "a coroutine without std::coroutine_traits");
  if (llvm::Error Error = splitModule(CI, *Module, Coroutines, {}, Frames))
    return std::move(Error);
  std::vector<FunctionDecl *> Unreferenced;
  for (std::size_t I = 0; I != Coroutines.size(); ++I)
    if (!Frames[I])
      Unreferenced.push_back(Coroutines[I]);
  if (Unreferenced.empty())
    return Frames;
  EmittedModule Second(CI, Feed.codeGenOptions());
  Feed.replay(Second.consumer());
  if (llvm::Error Error =
          splitModule(CI, Second, Coroutines, Unreferenced, Frames))
    return std::move(Error);
  return Frames;
}

} // namespace coroscope
