//===- ParsedText.cpp - A text as Clang reads it, for tests ---------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ParsedText.h"

#include "analysis/Analyze.h"
#include "layout/DeclFeed.h"
#include "layout/SplitCoroutines.h"
#include "source/FindCoroutines.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/TargetSelect.h"

#include <functional>

using namespace clang;

namespace coroscope {

static constexpr char FileName[] = "text.cpp";

static constexpr char TextPrefix[] = "#include \"coroutine.h\"\n"
                                     "int look(const char *);\n";

static std::vector<std::string> arguments(const std::string &Level) {
  return {"-std=c++20", Level,
          "-w",         "-I" COROSCOPE_TEST_INPUTS,
          "-target",    "x86_64-pc-linux-gnu"};
}

ParsedText::ParsedText(const std::string &Text)
    : Unit(tooling::buildASTFromCodeWithArgs(TextPrefix + Text,
                                             arguments("-O0"), FileName)) {
  if (!Unit || Unit->getDiagnostics().hasErrorOccurred())
    llvm::report_fatal_error("a text of a test does not compile");
}

namespace {

class Definitions : public RecursiveASTVisitor<Definitions> {
public:
  std::vector<FunctionDecl *> Functions;
  std::vector<VarDecl *> Variables;

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (Function->doesThisDeclarationHaveABody() && !Function->isImplicit())
      Functions.push_back(Function);
    return true;
  }
  bool VisitVarDecl(VarDecl *Variable) {
    Variables.push_back(Variable);
    return true;
  }
};

} // namespace

template <class T>
static T &onlyOne(const std::vector<T *> &All, llvm::StringRef Name) {
  T *Found = nullptr;
  for (T *Each : All)
    if (const IdentifierInfo *Own = Each->getIdentifier();
        Own && Own->getName() == Name) {
      if (Found)
        llvm::report_fatal_error("a text of a test has two '" + Name + "'");
      Found = Each;
    }
  if (!Found)
    llvm::report_fatal_error("a text of a test has no '" + Name + "'");
  return *Found;
}

std::vector<FunctionDecl *> ParsedText::functions() {
  Definitions Found;
  for (Decl *D : context().getTranslationUnitDecl()->decls())
    if (context().getSourceManager().isInMainFile(D->getLocation()))
      Found.TraverseDecl(D);
  return Found.Functions;
}

FunctionDecl &ParsedText::function(llvm::StringRef Name) {
  return onlyOne(functions(), Name);
}

VarDecl &ParsedText::variable(FunctionDecl &Function, llvm::StringRef Name) {
  Definitions Found;
  Found.TraverseDecl(&Function);
  return onlyOne(Found.Variables, Name);
}

//===----------------------------------------------------------------------===//
// Frames
//===----------------------------------------------------------------------===//

namespace {

using AtEnd = std::function<void(CompilerInstance &, DeclFeed &)>;

class TextConsumer : public DeclFeed {
  CompilerInstance &CI;
  const AtEnd &Then;

public:
  TextConsumer(CompilerInstance &CI, const AtEnd &Then)
      : DeclFeed(CI), CI(CI), Then(Then) {}

  void HandleTranslationUnit(ASTContext &) override {
    if (!CI.getDiagnostics().hasErrorOccurred())
      Then(CI, *this);
  }
};

class TextAction : public ASTFrontendAction {
  const AtEnd &Then;

public:
  explicit TextAction(const AtEnd &Then) : Then(Then) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 llvm::StringRef) override {
    return std::make_unique<TextConsumer>(CI, Then);
  }
};

} // namespace

static void runOn(const std::string &Text, const std::string &Level,
                  const AtEnd &Then) {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  bool Ran = false;
  const AtEnd Once = [&](CompilerInstance &CI, DeclFeed &Feed) {
    Ran = true;
    Then(CI, Feed);
  };
  if (!tooling::runToolOnCodeWithArgs(std::make_unique<TextAction>(Once),
                                      TextPrefix + Text, arguments(Level),
                                      FileName) ||
      !Ran)
    llvm::report_fatal_error("a text of a test does not compile");
}

std::vector<Coroutine> coroutinesOf(const std::string &Text,
                                    const std::string &Level) {
  UnitResult Result;
  runOn(Text, Level, [&](CompilerInstance &CI, DeclFeed &Feed) {
    llvm::cantFail(analyze(CI, Feed, ProjectPaths(), AnalysisGoal(), Result));
  });
  return std::move(Result.Coroutines);
}

std::vector<Coroutine> measuredAt(const std::string &Text,
                                  std::vector<std::uint64_t> Places,
                                  const std::string &Level) {
  AnalysisGoal Goal;
  Goal.IsEdited = true;
  for (std::uint64_t &Place : Places)
    Place += llvm::StringRef(TextPrefix).size();
  Goal.WantedAt = std::move(Places);
  UnitResult Result;
  runOn(Text, Level, [&](CompilerInstance &CI, DeclFeed &Feed) {
    llvm::cantFail(analyze(CI, Feed, ProjectPaths(), Goal, Result));
  });
  return std::move(Result.Coroutines);
}

std::vector<SplitFrame> splitFramesOf(const std::string &Text,
                                      const std::string &Level) {
  std::vector<SplitFrame> Frames;
  runOn(Text, Level, [&](CompilerInstance &CI, DeclFeed &Feed) {
    const FunctionsOfUnit Found = findFunctions(CI.getASTContext());
    SplitUnit Split = llvm::cantFail(
        splitCoroutines(CI, Feed, Found.Coroutines, Found.Others, {}));
    for (std::optional<SplitFrame> &Frame : Split.Frames)
      if (Frame)
        Frames.push_back(std::move(*Frame));
  });
  return Frames;
}

const Occupant *findOccupant(const Coroutine &C, std::string_view Name) {
  for (const FrameRange &Range : C.Frame.Ranges)
    for (const Occupant &O : Range.Occupants)
      if (std::string_view(O.Name) == Name)
        return &O;
  return nullptr;
}

} // namespace coroscope
