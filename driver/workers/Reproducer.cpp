//===- Reproducer.cpp - What shows a crash again --------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/Reproducer.h"

#include "Version.h"
#include "inputs/DriverArguments.h"
#include "inputs/SafeInvocation.h"
#include "outputs/WriteFile.h"
#include "workers/WorkerProcess.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace coroscope {

static constexpr unsigned SecondsToPreprocess = 60;

/// Writes the preprocessed source of \p Job to \p Path, in this process.
static bool preprocess(const UnitJob &Job, const std::string &Path,
                       const std::string &Scratch) {
  if (sys::fs::set_current_path(Job.Command.Directory))
    return false;
  auto Arguments = makeDriverArguments(Job.Command, Job.Level);
  if (!Arguments)
    return consumeError(Arguments.takeError()), false;
  auto Safe = makeSafeInvocation(Arguments->Arguments, Scratch);
  if (!Safe)
    return consumeError(Safe.takeError()), false;
  clang::CompilerInstance CI(Safe->Invocation);
  clang::IgnoringDiagConsumer Nobody;
  CI.createVirtualFileSystem(vfs::getRealFileSystem(), &Nobody);
  CI.createDiagnostics(&Nobody, /*ShouldOwnClient=*/false);
  CI.getFrontendOpts().OutputFile = Path;
  CI.getFrontendOpts().ProgramAction = clang::frontend::PrintPreprocessedInput;
  CI.getPreprocessorOutputOpts().ShowCPP = true;
  clang::PrintPreprocessedAction Action;
  return CI.ExecuteAction(Action);
}

/// Whether a process of its own could do it.
static bool preprocessApart(const UnitJob &Job, const std::string &Path,
                            const std::string &Scratch) {
  const pid_t Child = fork();
  if (Child == 0) {
    WorkerOptions Options;
    Options.Timeout = SecondsToPreprocess;
    _exit(confineProcess("/dev/null", Options) && preprocess(Job, Path, Scratch)
              ? 0
              : 1);
  }
  int Status = 0;
  return Child > 0 && waitpid(Child, &Status, 0) == Child &&
         WIFEXITED(Status) && WEXITSTATUS(Status) == 0;
}

Expected<std::string> writeReproducer(const std::string &Parent,
                                      const UnitJob &Job,
                                      const std::string &Reason,
                                      const std::string &Messages) {
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
      preprocessApart(Job, File("preprocessed.cpp"), File("scratch"));
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
      " messages.txt is what was\nprinted. Attach all files to a report.\n";
  for (auto [Name, Text] : {std::pair<StringRef, StringRef>("flags.txt", Flags),
                            {"messages.txt", Messages},
                            {"README.txt", About}})
    if (Error Failed = writeFile(File(Name), Text))
      return std::move(Failed);
  return std::string(Directory);
}

} // namespace coroscope
