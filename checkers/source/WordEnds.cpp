//===- WordEnds.cpp - The ends of the words at places ---------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/WordEnds.h"

#include "frame/Coroutine.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace coroscope {

void findWordEnds(Coroutine &C, const FunctionDecl &Function) {
  const ASTContext &Context = Function.getASTContext();
  const SourceManager &Sources = Context.getSourceManager();
  const FileID File =
      Sources.getFileID(Sources.getExpansionLoc(Function.getLocation()));
  const std::string &Name = C.Where.File;
  auto Find = [&](Place &Where) {
    if (!Where.isKnown() || !Where.Column || Where.File != Name)
      return;
    // After a #line, lines may differ from those of the file.
    const SourceLocation Begin =
        Sources.translateLineCol(File, Where.Line, Where.Column);
    if (Begin.isInvalid() || Sources.getPresumedLineNumber(Begin) != Where.Line)
      return;
    if (const unsigned Length =
            Lexer::MeasureTokenLength(Begin, Sources, Context.getLangOpts()))
      Where.EndColumn = Where.Column + Length;
  };
  for (FrameRange &Range : C.Frame.Ranges)
    for (Occupant &O : Range.Occupants) {
      Find(O.Declared);
      Find(O.UsedAt);
    }
  for (Suspend &S : C.Suspends)
    Find(S.Where);
  Find(C.Where);
}

} // namespace coroscope
