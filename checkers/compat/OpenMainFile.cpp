//===- OpenMainFile.cpp - A main file that may still change ---------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compat/OpenMainFile.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/MemoryBuffer.h"

#include <algorithm>
#include <cstring>

using namespace clang;

namespace coroscope {

namespace {
// Clang 22 has no way to say that a file is shorter than its buffer; the
// standard lets an explicit instantiation name a private member.
using EndOfBuffer = const char *Lexer::*;
EndOfBuffer endOfBuffer();
template <EndOfBuffer Member> struct Opened {
  friend EndOfBuffer endOfBuffer() { return Member; }
};
template struct Opened<&Lexer::BufferEnd>;

/// How far Clang's lexer looks beyond the end of a token to see that it ends
/// there: for "<=>" and "%:%:" after their first character. Units: bytes.
constexpr std::size_t LookAhead = 4;
} // namespace

/// Tells the lexer of the file where its text ends.
class OpenMainFile::Callbacks : public PPCallbacks {
  OpenMainFile &File;

public:
  explicit Callbacks(OpenMainFile &File) : File(File) {}

  void FileChanged(SourceLocation, FileChangeReason Reason,
                   SrcMgr::CharacteristicKind, FileID) override {
    if (Reason != EnterFile)
      return;
    auto *Entered =
        static_cast<Lexer *>(File.CI.getPreprocessor().getCurrentFileLexer());
    // A file can include itself.
    if (!Entered || Entered->getBuffer().data() != File.Begin)
      return;
    Entered->*endOfBuffer() = File.Begin + File.Size;
    if (!File.Reader)
      File.Reader = Entered;
  }
};

OpenMainFile::OpenMainFile(CompilerInstance &CI, llvm::StringRef Text,
                           std::size_t Room)
    : CI(CI), Room(std::max(Room, Text.size())) {
  const std::string Path = CI.getFrontendOpts().Inputs[0].getFile().str();
  auto Buffer =
      llvm::WritableMemoryBuffer::getNewUninitMemBuffer(this->Room, Path);
  Begin = Buffer->getBufferStart();
  fill(Text);
  // Owned by the preprocessor options from here on.
  CI.getPreprocessorOpts().addRemappedFile(Path, Buffer.release());
}

void OpenMainFile::fill(llvm::StringRef Text) {
  std::memcpy(Begin, Text.data(), Text.size());
  Size = Text.size();
  // The lexer finds the end at a null character; the rest is never read.
  std::memset(Begin + Size, '\n', Room - Size);
  Begin[Size] = '\0';
}

void OpenMainFile::watch(std::size_t Offset, std::function<void()> Reached) {
  Preprocessor &PP = CI.getPreprocessor();
  PP.addPPCallbacks(std::make_unique<Callbacks>(*this));
  PP.setTokenWatcher([this, &PP, Offset, Reached = std::move(Reached),
                      IsReached = false](const Token &) mutable {
    if (IsReached || !Reader || PP.getCurrentLexer() != Reader ||
        Reader->getCurrentBufferOffset() <= Offset)
      return;
    IsReached = true;
    Reached();
  });
}

bool OpenMainFile::replace(llvm::StringRef Text) {
  if (!Reader || Text.size() > Room)
    return false;
  // A null character would have been a part of the old text, or its end.
  const std::size_t Looked = Reader->getCurrentBufferOffset() + LookAhead;
  if (Looked >= Size || Looked >= Text.size() ||
      Text.take_front(Looked) != llvm::StringRef(Begin, Looked))
    return false;
  fill(Text);
  Reader->*endOfBuffer() = Begin + Size;
  // Lines have moved; what is known of the last line that was asked for goes
  // with a question for another file.
  SourceManager &Sources = CI.getSourceManager();
  Sources.getSLocEntry(Sources.getMainFileID())
      .getFile()
      .getContentCache()
      .SourceLineCache = {};
  Sources.getLineNumber(CI.getPreprocessor().getPredefinesFileID(), 0);
  return true;
}

std::size_t endOfIncludes(llvm::StringRef Text, const CompilerInstance &CI) {
  const PreambleBounds Bounds = Lexer::ComputePreamble(Text, CI.getLangOpts());
  return Text.take_front(Bounds.Size).contains("include") ? Bounds.Size : 0;
}

} // namespace coroscope
