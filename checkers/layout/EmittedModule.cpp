//===- EmittedModule.cpp - LLVM IR for one unit ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/EmittedModule.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/GlobalDecl.h"
#include "clang/CodeGen/ModuleBuilder.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/BuryPointer.h"
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

void leaveOutDebugInfo(FunctionDecl &Function) {
  if (!Function.hasAttr<NoDebugAttr>())
    Function.addAttr(NoDebugAttr::CreateImplicit(Function.getASTContext()));
}

EmittedModule::EmittedModule(CompilerInstance &CI)
    : CI(CI), Context(std::make_unique<llvm::LLVMContext>()) {
  asksForNames(CI.getCodeGenOpts());
  Generator =
      CreateLLVMCodeGen(CI, CI.getFrontendOpts().Inputs[0].getFile(), *Context);
  Generator->Initialize(CI.getASTContext());
}

EmittedModule::~EmittedModule() {
  if (!CI.getFrontendOpts().DisableFree)
    return;
  llvm::BuryPointer(std::move(Generator));
  llvm::BuryPointer(std::move(Context));
}

ASTConsumer &EmittedModule::consumer() { return *Generator; }

std::string EmittedModule::mangledName(FunctionDecl &Function) {
  return Generator->GetMangledName(GlobalDecl(&Function)).str();
}

llvm::Expected<llvm::Module *>
EmittedModule::finish(const std::vector<FunctionDecl *> &Forced) {
  for (FunctionDecl *Function : Forced)
    Generator->GetAddrOfGlobal(GlobalDecl(Function),
                               /*isForDefinition=*/false);
  Generator->HandleTranslationUnit(CI.getASTContext());
  llvm::Module *Module = Generator->GetModule();
  if (!Module || CI.getDiagnostics().hasErrorOccurred())
    return llvm::createStringError("the code generator reported errors");

  std::vector<llvm::GlobalValue *> Kept;
  for (FunctionDecl *Function : Forced)
    if (auto *Emitted = Module->getFunction(mangledName(*Function));
        Emitted && !Emitted->isDeclaration())
      Kept.push_back(Emitted);
  llvm::appendToCompilerUsed(*Module, Kept);
  return Module;
}

} // namespace coroscope
