//===- EmittedModule.cpp - LLVM IR for one unit ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/EmittedModule.h"

#include "compat/CoroutineNames.h"
#include "layout/RelevantFunctions.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/GlobalDecl.h"
#include "clang/CodeGen/ModuleBuilder.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/InstIterator.h"
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

/// Returns how names of what is local to the function \p Name, such as its
/// lambdas, contain it: "Z", its encoding, and "E".
static std::string scopeIn(llvm::StringRef Name) {
  const std::string Plain = std::to_string(Name.size()) + Name.str();
  return ("Z" + (Name.consume_front("_Z") ? Name : llvm::StringRef(Plain)) +
          "E")
      .str();
}

std::vector<std::string>
EmittedModule::scopesOf(const std::vector<FunctionDecl *> &Functions) {
  std::vector<std::string> Scopes;
  for (FunctionDecl *Function : Functions)
    for (Decl *Outer = Function; Outer;
         Outer = cast_or_null<Decl>(Outer->getDeclContext()))
      if (auto *F = llvm::dyn_cast<FunctionDecl>(Outer))
        Scopes.push_back(scopeIn(mangledName(*F)));
  return Scopes;
}

bool EmittedModule::isSkipped(llvm::StringRef Name) const {
  const auto *Function = llvm::dyn_cast_or_null<FunctionDecl>(
      Generator->GetDeclForMangledName(Name));
  if (!Function)
    return false;
  const FunctionDecl *Written = Function->getTemplateInstantiationPattern();
  return llvm::any_of(
      (Written ? Written : Function)->redecls(),
      [](const FunctionDecl *D) { return D->hasSkippedBody(); });
}

/// Whether only the functions with \p Scopes can use \p Global.
static bool isOwn(const llvm::GlobalValue &Global,
                  llvm::ArrayRef<std::string> Scopes) {
  return Global.getName().contains(names::AwaitSuspendWrapper) ||
         llvm::any_of(Scopes, [&](const std::string &Scope) {
           return Global.getName().contains(Scope);
         });
}

std::string
EmittedModule::findSkipped(const std::vector<FunctionDecl *> &Coroutines,
                           llvm::ArrayRef<const llvm::Function *> Emitted) {
  if (Options.OptimizationLevel == 0) {
    // Clang itself notes that a function throws nothing.
    for (const llvm::Function *F : Emitted)
      for (const llvm::Instruction &I : llvm::instructions(F))
        for (const llvm::Use &Operand : I.operands())
          if (const auto *Used = llvm::dyn_cast<llvm::Function>(Operand);
              Used && isSkipped(Used->getName()))
            return Used->getName().str();
    return {};
  }
  const std::vector<std::string> Scopes = scopesOf(Coroutines);
  for (const llvm::GlobalValue *Global : reachedFrom(Emitted)) {
    const auto *Variable = llvm::dyn_cast<llvm::GlobalVariable>(Global);
    const bool IsConstant = Variable && Variable->isConstant();
    // Passes learn from every use of it, and some may be in skipped bodies.
    if (Global->hasLocalLinkage() && !IsConstant && !isOwn(*Global, Scopes))
      return Global->getName().str();
    if (Global->isDeclaration() && isSkipped(Global->getName()))
      return Global->getName().str();
  }
  return {};
}

} // namespace coroscope
