//===- AuthorComments.cpp - Comments addressed to Coroscope ---------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/AuthorComments.h"

#include "clang/AST/Decl.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallVector.h"

#include <algorithm>

using namespace clang;
using llvm::StringRef;

namespace coroscope {

static std::vector<std::string> globsOf(StringRef List) {
  llvm::SmallVector<StringRef, 4> Parts;
  List.split(Parts, ',');
  std::vector<std::string> Globs;
  for (StringRef Part : Parts)
    if (StringRef Glob = Part.trim(); !Glob.empty())
      Globs.push_back(Glob.str());
  return Globs;
}

std::vector<Suppression> findSuppressions(const std::vector<StringRef> &Lines) {
  std::vector<Suppression> Found;
  std::vector<Suppression> Open; // NOLINTBEGIN, still without its end.
  for (unsigned Line = 1; Line <= Lines.size(); ++Line) {
    StringRef Rest = Lines[Line - 1];
    for (std::size_t At; (At = Rest.find("NOLINT")) != StringRef::npos;) {
      Rest = Rest.substr(At).drop_front(StringRef("NOLINT").size());
      const bool Next = Rest.consume_front("NEXTLINE");
      const bool Begin = !Next && Rest.consume_front("BEGIN");
      const bool End = !Next && !Begin && Rest.consume_front("END");
      if (!Rest.empty() && (llvm::isAlnum(Rest.front()) || Rest.front() == '_'))
        continue; // Another word.
      std::vector<std::string> Rules;
      if (Rest.starts_with("("))
        Rules = globsOf(
            Rest.drop_front().take_until([](char C) { return C == ')'; }));
      if (Begin) {
        Open.push_back({Line, 0, std::move(Rules)});
      } else if (End) {
        auto It =
            std::find_if(Open.rbegin(), Open.rend(), [&](const Suppression &S) {
              return S.Rules == Rules;
            });
        if (It == Open.rend())
          continue;
        It->LastLine = Line;
        Found.push_back(*It);
        Open.erase(std::next(It).base());
      } else {
        const unsigned Meant = Next ? Line + 1 : Line;
        Found.push_back({Meant, Meant, std::move(Rules)});
      }
    }
  }
  return Found;
}

const AuthorComments::FileComments &AuthorComments::commentsOf(FileID File) {
  auto [It, IsNew] = Files.try_emplace(File);
  FileComments &Comments = It->second;
  if (IsNew)
    if (auto Buffer = Sources.getBufferOrNone(File)) {
      llvm::SmallVector<StringRef, 0> Lines;
      Buffer->getBuffer().split(Lines, '\n');
      Comments.Lines.assign(Lines.begin(), Lines.end());
      if (Buffer->getBuffer().contains("NOLINT"))
        Comments.Suppressions = findSuppressions(Comments.Lines);
    }
  return Comments;
}

/// Reads the text after "coroscope:" in a comment.
static Budget readBudget(StringRef Text) {
  Budget Read;
  Text = Text.trim();
  if (Text.consume_front("budget")) {
    auto [Size, Reason] = Text.split(',');
    Read.Size = parseBytes(Size.trim());
    StringRef Words = Reason.trim();
    Words.consume_back("*/");
    Read.Reason = Words.rtrim().str();
  }
  return Read;
}

void AuthorComments::readInto(Coroutine &C, const FunctionDecl &Function) {
  const SourceLocation Name = Sources.getExpansionLoc(Function.getLocation());
  const auto *Template = Function.getDescribedFunctionTemplate();
  const SourceLocation Begin = Sources.getExpansionLoc(
      Template ? Template->getBeginLoc() : Function.getOuterLocStart());
  const FileID File = Sources.getFileID(Name);
  const FileComments &Comments = commentsOf(File);
  const unsigned NameLine = Sources.getSpellingLineNumber(Name);
  unsigned FirstLine = Sources.getFileID(Begin) == File
                           ? Sources.getSpellingLineNumber(Begin)
                           : NameLine;
  FirstLine = std::min(FirstLine > 1 ? FirstLine - 1 : 1, NameLine);
  for (unsigned Line = FirstLine;
       Line <= NameLine && Line <= Comments.Lines.size(); ++Line) {
    StringRef Text = Comments.Lines[Line - 1];
    std::size_t At = Text.find("coroscope:");
    StringRef Before = Text.substr(0, At).rtrim();
    if (At == StringRef::npos ||
        !(Before.ends_with("//") || Before.ends_with("/*")))
      continue;
    C.Budget = readBudget(Text.substr(At).split(':').second);
    C.Budget->Where = {C.Where.File, Line, static_cast<unsigned>(At + 1)};
  }
  for (const Suppression &S : Comments.Suppressions)
    if (S.FirstLine <= std::max(C.Background.LastLine, NameLine) &&
        S.LastLine >= FirstLine)
      C.Background.Suppressions.push_back(S);
}

} // namespace coroscope
