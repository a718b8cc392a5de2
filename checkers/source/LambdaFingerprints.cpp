//===- LambdaFingerprints.cpp - Fingerprints of lambdas -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/LambdaFingerprints.h"

#include "frame/KeyText.h"
#include "source/EntityNames.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace coroscope {

/// Returns the tokens in \p Range, joined, without comments and blanks.
static std::string tokensIn(SourceRange Range, const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  const StringRef Text = Lexer::getSourceText(
      Sources.getExpansionRange(CharSourceRange::getTokenRange(Range)), Sources,
      Context.getLangOpts());
  // The lexer needs a terminated text.
  const std::string Copy = Text.str();
  Lexer Raw(SourceLocation(), Context.getLangOpts(), Copy.data(), Copy.data(),
            Copy.data() + Copy.size());
  std::string Tokens;
  Token T;
  for (bool IsLast = false; !IsLast;) {
    IsLast = Raw.LexFromRawLexer(T);
    if (T.is(tok::eof))
      break;
    const std::size_t End = Raw.getCurrentBufferOffset();
    Tokens += Copy.substr(End - T.getLength(), T.getLength());
    Tokens += ' ';
  }
  return Tokens;
}

/// Returns the captures of \p Closure with their types, as in "&A: int, this".
static std::string capturesOf(const CXXRecordDecl &Closure,
                              EntityNames &Names) {
  std::string Text;
  for (const LambdaCapture &Capture : Closure.captures()) {
    if (Capture.getCaptureKind() == LCK_ByRef)
      Text += "&";
    else if (Capture.getCaptureKind() == LCK_StarThis)
      Text += "*";
    if (Capture.capturesThis())
      Text += "this";
    else if (Capture.capturesVariable())
      Text += Capture.getCapturedVar()->getNameAsString() + ": " +
              Names.ofType(Capture.getCapturedVar()->getType());
    Text += ", ";
  }
  return Text;
}

LambdaFingerprints fingerprintsOf(const CXXRecordDecl &Closure,
                                  EntityNames &Names) {
  const CXXMethodDecl *Call = Closure.getLambdaCallOperator();
  const Stmt *Body = Call ? Call->getBody() : nullptr;
  return {fingerprint(capturesOf(Closure, Names)),
          fingerprint(
              Body ? tokensIn(Body->getSourceRange(), Closure.getASTContext())
                   : std::string())};
}

} // namespace coroscope
