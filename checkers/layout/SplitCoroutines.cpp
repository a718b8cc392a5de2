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

namespace {
/// What one module is asked for.
struct Wanted {
  const std::vector<FunctionDecl *> &Coroutines;
  const std::vector<FunctionDecl *> &Forced;
  const std::vector<FunctionDecl *> &Callers;
  bool IsPart; ///< Of the unit: bodies have been skipped.
};
} // namespace

/// The functions of \p Module that \p Declared are there; null for one that it
/// has not got.
static std::vector<const llvm::Function *>
emittedOf(const std::vector<FunctionDecl *> &Declared, EmittedModule &Emitted,
          const llvm::Module &Module) {
  std::vector<const llvm::Function *> Found;
  for (FunctionDecl *D : Declared) {
    const llvm::Function *F = Module.getFunction(Emitted.mangledName(*D));
    Found.push_back(F && !F->isDeclaration() ? F : nullptr);
  }
  return Found;
}

/// Ends and optimizes \p Emitted. Adds what it has to \p Split.
static llvm::Error splitModule(CompilerInstance &CI, EmittedModule &Emitted,
                               const Wanted &Wanted, SplitUnit &Split) {
  llvm::Expected<llvm::Module *> Finished = Emitted.finish(Wanted.Forced);
  if (!Finished)
    return Finished.takeError();
  llvm::Module *Module = *Finished;

  std::vector<const llvm::Function *> Coroutines =
      emittedOf(Wanted.Coroutines, Emitted, *Module);
  for (std::size_t I = 0; I != Coroutines.size(); ++I)
    if (Split.Frames[I])
      Coroutines[I] = nullptr;
  llvm::erase(Coroutines, nullptr);
  if (Wanted.IsPart)
    if (std::string Missing =
            Emitted.findSkipped(Wanted.Coroutines, Coroutines);
        !Missing.empty())
      return llvm::createStringError("its frame may depend on '" + Missing +
                                     "', which was skipped");
  // Passes may delete them.
  std::vector<const llvm::Function *> Callers =
      emittedOf(Wanted.Callers, Emitted, *Module);
  std::vector<std::optional<std::string>> CallerNames;
  for (const llvm::Function *F : Callers)
    CallerNames.push_back(F ? std::optional(F->getName().str()) : std::nullopt);
  CodeGenOptions Options = Emitted.options();
  // Nothing is elided then.
  if (Options.OptimizationLevel == 0)
    Callers.clear();
  llvm::erase(Callers, nullptr);

  ValueOrigins Origins;
  Origins.mark(*Module);
  SplitObserver Observer(Origins);
  Observer.watch(*Module, Coroutines, Callers);
  Options.PassBuilderCallbacks.push_back([&](llvm::PassBuilder &Builder) {
    Observer.registerWith(*Builder.getPassInstrumentationCallbacks());
  });
  emitBackendOutput(CI, Options, CI.getTarget().getDataLayoutString(), Module,
                    Backend_EmitNothing, CI.getVirtualFileSystemPtr(),
                    /*OS=*/nullptr);
  if (!Observer.error().empty())
    return llvm::createStringError("a pass reported: " + Observer.error());

  std::map<std::string, SplitFrame> Frames = Observer.takeFrames();
  for (std::size_t I = 0; I != Wanted.Coroutines.size(); ++I) {
    if (Split.Frames[I])
      continue;
    auto It = Frames.find(Emitted.mangledName(*Wanted.Coroutines[I]));
    if (It != Frames.end())
      Split.Frames[I] = std::move(It->second);
  }
  for (std::size_t I = 0; I != CallerNames.size(); ++I)
    if (CallerNames[I])
      Split.Callers[I] = Observer.notesOn(*CallerNames[I]);
  return llvm::Error::success();
}

llvm::Expected<SplitUnit>
splitCoroutines(CompilerInstance &CI, DeclFeed &Feed,
                const std::vector<FunctionDecl *> &Coroutines,
                const std::vector<FunctionDecl *> &Others,
                const std::vector<FunctionDecl *> &Callers, bool IsPart) {
  SplitUnit Split;
  Split.Frames.resize(Coroutines.size());
  Split.Callers.resize(Callers.size());
  if (Coroutines.empty())
    return Split;
  for (FunctionDecl *Function : Others)
    leaveOutDebugInfo(*Function);
  auto Undo = llvm::scope_exit([&] {
    for (FunctionDecl *Function : Others)
      forgetDebugInfo(*Function);
  });

  const std::vector<FunctionDecl *> None;
  std::unique_ptr<EmittedModule> Module = Feed.takeModule();
  assert(Module && "a coroutine without std::coroutine_traits");
  if (llvm::Error Error =
          splitModule(CI, *Module, {Coroutines, None, Callers, IsPart}, Split))
    return std::move(Error);
  std::vector<FunctionDecl *> Unreferenced;
  for (std::size_t I = 0; I != Coroutines.size(); ++I)
    if (!Split.Frames[I])
      Unreferenced.push_back(Coroutines[I]);
  if (Unreferenced.empty())
    return Split;
  EmittedModule Second(CI, Feed.codeGenOptions());
  Feed.replay(Second.consumer());
  if (llvm::Error Error = splitModule(
          CI, Second, {Coroutines, Unreferenced, None, IsPart}, Split))
    return std::move(Error);
  return Split;
}

} // namespace coroscope
