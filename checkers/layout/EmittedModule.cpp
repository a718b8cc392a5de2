//===- EmittedModule.cpp - LLVM IR for one unit ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/EmittedModule.h"

#include "compat/CoroutineNames.h"
#include "frame/Focus.h"
#include "layout/RelevantFunctions.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/GlobalDecl.h"
#include "clang/CodeGen/ModuleBuilder.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/BuryPointer.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace clang;

namespace coroscope {

/// Debug information names the variables, and never changes a frame. Of types
/// it needs only what costs least: classes are described where their
/// constructors are, and those are left out.
static void askForNames(CodeGenOptions &Options) {
  Options.setDebugInfo(llvm::codegenoptions::DebugInfoConstructor);
  Options.DebugColumnInfo = true;
  // It would only follow variables through stores, and cost time.
  Options.setAssignmentTrackingMode(
      CodeGenOptions::AssignmentTrackingOpts::Disabled);
  Options.DiscardValueNames = false;
  Options.VerifyModule = false;
}

bool leaveOutDebugInfo(FunctionDecl &Function) {
  if (Function.hasAttr<NoDebugAttr>())
    return false;
  Function.addAttr(NoDebugAttr::CreateImplicit(Function.getASTContext()));
  return true;
}

void forgetDebugInfo(FunctionDecl &Function) {
  if (auto *Mark = Function.getAttr<NoDebugAttr>(); Mark && Mark->isImplicit())
    Function.dropAttr<NoDebugAttr>();
}

namespace {
/// Keeps the first error, and prints nothing.
class FirstErrorKeeper : public DiagnosticConsumer {
  std::string &First;

public:
  explicit FirstErrorKeeper(std::string &First) : First(First) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error || !First.empty())
      return;
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    First = Text.str();
  }
};
} // namespace

EmittedModule::EmittedModule(CompilerInstance &CI,
                             const CodeGenOptions &UserOptions)
    : CI(CI), Options(UserOptions),
      Diagnostics(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), DiagnosticOptions,
                  new FirstErrorKeeper(FirstError)),
      Context(std::make_unique<llvm::LLVMContext>()) {
  Diagnostics.setSourceManager(&CI.getSourceManager());
  askForNames(Options);
  Generator =
      CreateLLVMCodeGen(Diagnostics, CI.getFrontendOpts().Inputs[0].getFile(),
                        CI.getVirtualFileSystemPtr(), CI.getHeaderSearchOpts(),
                        CI.getPreprocessorOpts(), Options, *Context);
  Generator->Initialize(CI.getASTContext());
}

EmittedModule::~EmittedModule() {
  if (!CI.getFrontendOpts().DisableFree)
    return;
  llvm::BuryPointer(std::move(Generator));
  llvm::BuryPointer(std::move(Context));
}

/// Of what has several functions, the one that has the body.
static GlobalDecl globalDecl(FunctionDecl &Function) {
  if (auto *Constructor = dyn_cast<CXXConstructorDecl>(&Function))
    return {Constructor, Ctor_Base};
  if (auto *Destructor = dyn_cast<CXXDestructorDecl>(&Function))
    return {Destructor, Dtor_Base};
  return {&Function};
}

ASTConsumer &EmittedModule::consumer() { return *Generator; }

std::string EmittedModule::mangledName(FunctionDecl &Function) {
  return Generator->GetMangledName(globalDecl(Function)).str();
}

llvm::Expected<llvm::Module *>
EmittedModule::finish(const std::vector<FunctionDecl *> &Forced) {
  for (FunctionDecl *Function : Forced)
    Generator->GetAddrOfGlobal(GlobalDecl(Function),
                               /*isForDefinition=*/false);
  Generator->HandleTranslationUnit(CI.getASTContext());
  llvm::Module *Module = Generator->GetModule();
  if (!Module || Diagnostics.hasErrorOccurred())
    return llvm::createStringError("the code generator reported: " +
                                   FirstError);

  std::vector<llvm::GlobalValue *> Kept;
  for (FunctionDecl *Function : Forced)
    if (auto *Emitted = Module->getFunction(mangledName(*Function));
        Emitted && !Emitted->isDeclaration())
      Kept.push_back(Emitted);
  llvm::appendToCompilerUsed(*Module, Kept);
  return Module;
}

/// Whether the body of \p Function, or that of its template, has been skipped.
static bool isSkipped(const FunctionDecl &Function) {
  const FunctionDecl *Written = Function.getTemplateInstantiationPattern();
  return llvm::any_of(
      (Written ? Written : &Function)->redecls(),
      [](const FunctionDecl *D) { return D->hasSkippedBody(); });
}

std::string
EmittedModule::findSkipped(llvm::ArrayRef<const llvm::Function *> Roots,
                           const Focus &Only) {
  const std::string &Name = Only.Function.Name;
  // What is made for the function alone, such as its lambdas, has its name in
  // its own.
  const std::string InName = std::to_string(Name.size()) + Name;
  for (const llvm::GlobalValue *Global : reachedFrom(Roots)) {
    if (Global->hasLocalLinkage()) {
      // Passes learn from every use of it, and some may be in skipped bodies.
      const auto *Variable = llvm::dyn_cast<llvm::GlobalVariable>(Global);
      const bool IsOwn =
          (Variable && Variable->isConstant()) ||
          Global->getName().contains(names::AwaitSuspendWrapper) ||
          (!Name.empty() && Global->getName().contains(InName));
      if (!IsOwn)
        return Global->getName().str();
    } else if (Global->isDeclaration()) {
      const Decl *D = Generator->GetDeclForMangledName(Global->getName());
      if (const auto *Function = llvm::dyn_cast_or_null<FunctionDecl>(D);
          Function && isSkipped(*Function))
        return Global->getName().str();
    }
  }
  return {};
}

} // namespace coroscope
