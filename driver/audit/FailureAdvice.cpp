//===- FailureAdvice.cpp - What helps where Clang disagrees ---------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "audit/FailureAdvice.h"

#include "inputs/DriverArguments.h"
#include "report/Escape.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

static bool isGccName(StringRef Name) {
  return (Name.contains("g++") || Name.contains("gcc")) &&
         !Name.contains("clang");
}

/// The name of the GCC that \p Command runs, such as "g++-12"; empty if it runs
/// another compiler. "c++" is what it is a link to.
static std::string gccOf(const CompileCommand &Command) {
  const std::string Path = compilerIn(Command);
  const std::string Name = sys::path::filename(Path).str();
  if (isGccName(Name))
    return Name;
  if (Name != "c++" && Name != "cc")
    return {};
  SmallString<128> Real;
  if (auto Found = sys::findProgramByName(Path);
      !Found || sys::fs::real_path(*Found, Real))
    return {};
  StringRef Target = sys::path::filename(Real);
  return isGccName(Target) ? Target.str() : std::string();
}

/// "12" of "g++-12".
static StringRef versionIn(StringRef Name) {
  StringRef Version = Name.substr(Name.rfind('-') + 1);
  return !Version.empty() && all_of(Version, isDigit) ? Version : "";
}

/// What helps against \p Reason in particular; empty if that is not known.
static std::string remedyFor(StringRef Reason, StringRef Gcc) {
  for (StringRef Library : {"boost::asio", "asio"})
    if (Reason.contains(("in namespace '" + Library + "'").str())) {
      const std::string Prefix =
          Library == "asio" ? "-DASIO_" : "-DBOOST_ASIO_";
      return "Asio before 1.24 (Boost before 1.80) has coroutines under clang "
             "only with --extra-arg=" +
             Prefix + "HAS_CO_AWAIT --extra-arg=" + Prefix +
             "HAS_STD_COROUTINE; ";
    }
  if (Reason.contains("file not found")) {
    const std::string Version = versionIn(Gcc).str();
    return "if a header of the C++ library is missing, clang has chosen a GCC "
           "without libstdc++: install libstdc++-" +
           (Version.empty() ? "VERSION" : Version) +
           "-dev, or name the one that the build uses with "
           "--extra-arg=--gcc-install-dir=DIR; ";
  }
  return {};
}

void adviseOnFailures(const AuditPlan &Plan, std::vector<UnitResult> &Results) {
  if (Plan.Database.empty())
    return;
  for (const auto &[Job, Result] : zip(Plan.Jobs, Results)) {
    if (Result.Unit.Status != UnitStatus::Failed)
      continue;
    const std::string Gcc = gccOf(Job.Command);
    if (Gcc.empty())
      continue;
    Result.Unit.Hint =
        "the build uses " + Gcc +
        ", and clang rejects this: " + remedyFor(Result.Unit.Reason, Gcc) +
        "flags that only GCC knows are left out (--verbose lists them); add "
        "flags for clang with --extra-arg, or 'extra-args' in " +
        ConfigurationName +
        "; 'coroscope inspect PROGRAM' reads the frames that " + Gcc +
        " has made";
  }
}

/// True if \p Directory is a build directory of CMake without a build type.
static bool lacksBuildType(StringRef Directory) {
  SmallString<256> Path(Directory);
  sys::path::append(Path, "CMakeCache.txt");
  auto Cache = MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Cache)
    return false;
  SmallVector<StringRef, 0> Lines;
  (*Cache)->getBuffer().split(Lines, '\n');
  bool HasGenerator = false, HasType = false;
  for (StringRef Line : Lines) {
    const auto [Name, Value] = Line.rtrim('\r').split('=');
    if (Name.starts_with("CMAKE_GENERATOR:"))
      // These choose the configuration when they build.
      HasGenerator = !Value.contains("Multi-Config");
    if (Name.starts_with("CMAKE_BUILD_TYPE:"))
      HasType = !Value.empty();
  }
  return HasGenerator && !HasType;
}

void tellOfMissingBuildType(const AuditPlan &Plan,
                            const std::vector<UnitResult> &Results) {
  if (Plan.Database.empty() || none_of(Results, [](const UnitResult &Result) {
        return !Result.Coroutines.empty() && Result.Unit.Optimization == "O0";
      }))
    return;
  const StringRef Directory = sys::path::parent_path(Plan.Database);
  if (!lacksBuildType(Directory.empty() ? "." : Directory))
    return;
  errs()
      << "warning: '"
      << escapeControls(Directory.empty() ? "." : Directory.str())
      << "' is configured without a build type, so frames are those of -O0; "
         "configure with -DCMAKE_BUILD_TYPE=Release, or give --opt 2 (opt: 2 "
         "in "
      << ConfigurationName << ")\n";
}

} // namespace coroscope
