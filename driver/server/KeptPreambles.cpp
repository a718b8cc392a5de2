//===- KeptPreambles.cpp - The preambles of open files --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "server/KeptPreambles.h"

#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"

#include <algorithm>

using namespace llvm;

namespace coroscope {

/// Each may take some hundred megabytes.
static constexpr std::size_t MostKept = 4;

/// The main file up to the end of its includes; empty if it is not open.
static StringRef beginningOf(const UnitJob &Job, const FileTexts &Texts) {
  auto Text = Texts.find(Job.Command.File);
  if (Text == Texts.end())
    return "";
  clang::LangOptions Language;
  Language.CPlusPlus = true;
  return StringRef(Text->second)
      .take_front(clang::Lexer::ComputePreamble(Text->second, Language).Size);
}

static FileTexts withoutMainFile(const UnitJob &Job, FileTexts Texts) {
  Texts.erase(Job.Command.File);
  return Texts;
}

static sys::TimePoint<> modified(const std::string &Path) {
  sys::fs::file_status Status;
  if (sys::fs::status(Path, Status))
    return {};
  return Status.getLastModificationTime();
}

void KeptPreambles::forget(const std::string &MainFile) {
  auto It = ByFile.find(MainFile);
  if (It == ByFile.end())
    return;
  Keepers.drop(It->second.Job);
  ByFile.erase(It);
}

bool KeptPreambles::fits(const Kept &Old, const UnitJob &Job,
                         const FileTexts &Texts) const {
  return Old.Job.Level == Job.Level &&
         Old.Job.Command.Arguments == Job.Command.Arguments &&
         Old.Job.Command.Directory == Job.Command.Directory &&
         Texts.contains(Job.Command.File) &&
         Old.Beginning == beginningOf(Job, Texts) &&
         Old.Others == withoutMainFile(Job, Texts) && Keepers.isAlive(Job) &&
         all_of(Old.Modified, [](const auto &File) {
           return modified(File.first) == File.second;
         });
}

void KeptPreambles::prepare(const UnitJob &Job, const FileTexts &Texts) {
  const std::string &File = Job.Command.File;
  if (auto It = ByFile.find(File); It != ByFile.end()) {
    if (fits(It->second, Job, Texts)) {
      It->second.LastUse = ++Uses;
      return;
    }
    forget(File);
  }
  while (ByFile.size() >= MostKept) {
    auto Oldest = std::min_element(ByFile.begin(), ByFile.end(),
                                   [](const auto &A, const auto &B) {
                                     return A.second.LastUse < B.second.LastUse;
                                   });
    forget(std::string(Oldest->first));
  }
  if (Keepers.offer(Job))
    ByFile[File] = {Job,
                    beginningOf(Job, Texts).str(),
                    withoutMainFile(Job, Texts),
                    {},
                    ++Uses};
}

void KeptPreambles::noteFiles(const UnitJob &Job,
                              const std::vector<std::string> &Files) {
  auto It = ByFile.find(Job.Command.File);
  if (It == ByFile.end() || !It->second.Modified.empty())
    return;
  for (const std::string &File : Files)
    if (!Job.Texts->contains(File))
      It->second.Modified[File] = modified(File);
}

} // namespace coroscope
