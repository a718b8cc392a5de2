//===- HostPlaces.cpp - Places as Clang knows them ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "plugin/HostPlaces.h"

#include "clang/Basic/FileManager.h"

using namespace clang;

namespace coroscope {

FileID HostPlaces::fileOf(const std::string &Path) const {
  auto File = Sources.getFileManager().getOptionalFileRef(Path);
  return File ? Sources.translateFile(*File) : FileID();
}

SourceLocation HostPlaces::locate(const Place &Where) const {
  const FileID File = Where.isKnown() ? fileOf(Where.File) : FileID();
  if (File.isInvalid())
    return Sources.getLocForStartOfFile(Sources.getMainFileID());
  return Sources.translateLineCol(File, Where.Line, std::max(Where.Column, 1u));
}

std::vector<FixItHint> HostPlaces::fixes(const std::vector<Edit> &Edits) const {
  std::vector<FixItHint> Fixes;
  for (const Edit &E : Edits) {
    const FileID File = fileOf(E.File);
    if (File.isInvalid())
      return {};
    const SourceLocation Begin =
        Sources.getLocForStartOfFile(File).getLocWithOffset(E.Offset);
    if (E.Length == 0)
      Fixes.push_back(FixItHint::CreateInsertion(Begin, E.Replacement));
    else
      Fixes.push_back(FixItHint::CreateReplacement(
          CharSourceRange::getCharRange(Begin,
                                        Begin.getLocWithOffset(E.Length)),
          E.Replacement));
  }
  return Fixes;
}

} // namespace coroscope
