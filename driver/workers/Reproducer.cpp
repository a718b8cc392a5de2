//===- Reproducer.cpp - Files that reproduce a crash ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/Reproducer.h"

#include "outputs/Version.h"
#include "outputs/WriteFile.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace coroscope {

/// Says whose crash it is, and who should get a report.
static std::string wordsFor(CrashOf Whose) {
  if (Whose == CrashOf::Analysis)
    return "Clang alone does not crash. Attach all files to a report.\n";
  return "Clang crashes without Coroscope, too: attach the files to a report "
         "at\nhttps://github.com/llvm/llvm-project/issues.\n";
}

Expected<std::string> writeReproducer(const std::string &Parent,
                                      const UnitJob &Job,
                                      const std::string &Reason,
                                      const std::string &Messages,
                                      std::optional<CrashOf> Whose) {
  std::string Flags;
  for (const std::string &Argument : Job.Command.Arguments)
    Flags += Argument + "\n";
  const std::string Identity = Job.Command.Directory + '\0' + Job.Command.File +
                               '\0' + Job.Level + '\0' + Flags;
  SmallString<256> Directory(Parent);
  sys::path::append(Directory, sys::path::filename(Job.Command.File) + "-" +
                                   utohexstr(xxh3_64bits(Identity), true, 16));
  auto File = [&](StringRef Name) {
    SmallString<256> Path(Directory);
    sys::path::append(Path, Name);
    return std::string(Path);
  };
  if (std::error_code Failed = sys::fs::create_directories(Directory))
    return createStringError("cannot make '" + Directory +
                             "': " + Failed.message());
  const bool IsPreprocessed =
      preprocess(Job, File("preprocessed.cpp"), File("scratch"));
  sys::fs::remove_directories(File("scratch"));
  if (!IsPreprocessed) {
    sys::fs::remove(File("preprocessed.cpp"));
    sys::fs::copy_file(Job.Command.File, File("source.cpp"));
  }
  const std::string About =
      "coroscope " + std::string(Version) + ": " + Job.Command.File + ": " +
      Reason + "\n\nTo see it again, in '" + Job.Command.Directory +
      "':\n  coroscope audit --no-cache --opt " + Job.Level + " '" +
      Job.Command.File + "' -- [what flags.txt has after the first line]\n\n" +
      (IsPreprocessed
           ? "preprocessed.cpp is the file with all that it includes."
           : "The file could not be preprocessed; source.cpp is a copy.") +
      " messages.txt is what was\nprinted. " +
      (Whose ? wordsFor(*Whose) : "Attach all files to a report.\n");
  for (auto [Name, Text] : {std::pair<StringRef, StringRef>("flags.txt", Flags),
                            {"messages.txt", Messages},
                            {"README.txt", About}})
    if (Error Failed = writeFile(File(Name), Text)) {
      sys::fs::remove_directories(Directory);
      return std::move(Failed);
    }
  return std::string(Directory);
}

} // namespace coroscope
