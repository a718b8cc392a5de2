//===- DriverArguments.cpp - A compile command made safe ------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/DriverArguments.h"

#include "clang/Options/Options.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/TargetParser/Triple.h"

#include <algorithm>

using namespace llvm;
using namespace clang::options;

namespace coroscope {

namespace {
enum class Verdict {
  Keep,
  Drop,   ///< It cannot affect a frame.
  Refuse, ///< It is dangerous or unknown: the user should hear of it.
};
} // namespace

namespace {
/// Refuses anything but regular files: a device may have no end.
class RegularFiles : public vfs::ProxyFileSystem {
public:
  RegularFiles() : ProxyFileSystem(vfs::getRealFileSystem()) {}

  ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    auto Status = status(Path);
    if (Status && !Status->isRegularFile())
      return std::make_error_code(std::errc::invalid_argument);
    return ProxyFileSystem::openFileForRead(Path);
  }
};
} // namespace

/// Returns true for launchers, which take a compiler command as arguments.
static bool isLauncher(StringRef Program) {
  return StringSwitch<bool>(sys::path::stem(Program))
      .Cases({"ccache", "sccache", "distcc", "icecc", "icerun", "gomacc",
              "buildcache", "fastbuild", "cccache", "env", "time", "nice"},
             true)
      .Default(false);
}

/// The index of the compiler in \p Words, behind `ccache`, `env A=b`.
template <class Range> static std::size_t compilerIndex(const Range &Words) {
  std::size_t Compiler = 0;
  bool Launched = false;
  while (Compiler + 1 < Words.size()) {
    StringRef Word = Words[Compiler];
    if (isLauncher(Word))
      Launched = true;
    else if (!Launched || !(Word.contains('=') || Word.starts_with("-") ||
                            all_of(Word, isDigit))) // nice -n 10
      break;
    ++Compiler;
  }
  return Compiler;
}

void addExtraArguments(CompileCommand &Command,
                       const std::vector<std::string> &Before,
                       const std::vector<std::string> &After) {
  std::vector<std::string> &Words = Command.Arguments;
  // What follows "--" is inputs.
  Words.insert(llvm::find(Words, "--"), After.begin(), After.end());
  Words.insert(Words.begin() + compilerIndex(Words) + 1, Before.begin(),
               Before.end());
}

std::string compilerIn(const CompileCommand &Command) {
  return Command.Arguments[compilerIndex(Command.Arguments)];
}

/// Returns true if an option changes only the output of messages. Clang rejects
/// some of GCC's values for such options.
static bool isOfDiagnostics(const opt::Option &Option) {
  StringRef Name = Option.getName();
  if (!Name.consume_front("f"))
    return Option.matches(OPT_R_Group) || Name.starts_with("print-") ||
           Name == "dumpmachine" || Name == "dumpversion";
  Name.consume_front("no-");
  return any_of(ArrayRef<StringRef>{"diagnostics-", "color-diagnostics",
                                    "caret-diagnostics", "crash-diagnostics",
                                    "message-length", "show-column",
                                    "show-source-location", "show-overloads",
                                    "ansi-escape-codes"},
                [&](StringRef Start) { return Name.starts_with(Start); });
}

/// Returns true for compilers of C and C++: g++-12, clang-cl, icpx.
static bool isCompiler(StringRef Program) {
  StringRef Name = sys::path::stem(Program);
  return Name.contains("++") || Name.contains("cc") ||
         Name.contains_insensitive("clang") || Name.equals_insensitive("cl") ||
         Name.starts_with("icp");
}

static Verdict judge(const opt::Arg &Argument, bool ReplacesLevel) {
  const opt::Option &Option = Argument.getOption();
  if (Option.getKind() == opt::Option::UnknownClass)
    return Verdict::Refuse;
  // Other inputs, outputs, and what to do with them.
  for (auto Group : {OPT_Action_Group, OPT_M_Group, OPT_Link_Group, OPT_g_Group,
                     OPT_T_Group})
    if (Option.matches(Group))
      return Verdict::Drop;
  if (ReplacesLevel && Option.matches(OPT_O_Group))
    return Verdict::Drop;
  switch (Option.getID()) {
  case OPT_INPUT:
  case OPT_o:
  case OPT__output:
  case OPT_save_temps:
  case OPT_save_temps_EQ:
  case OPT__serialize_diags:
  case OPT_MJ:
  case OPT_gen_cdb_fragment_path:
  case OPT_ftime_trace:
  case OPT_ftime_trace_EQ:
  case OPT_ftime_trace_granularity_EQ:
  case OPT_ftime_report:
  case OPT_ftime_report_EQ:
  case OPT_fsave_optimization_record:
  case OPT_fsave_optimization_record_EQ:
  case OPT_foptimization_record_file_EQ:
  case OPT_foptimization_record_passes_EQ:
  case OPT_fproc_stat_report:
  case OPT_fproc_stat_report_EQ:
  case OPT_fstack_usage:
  case OPT_dumpdir:
  case OPT_v:
  case OPT__HASH_HASH_HASH:
  case OPT_ccc_print_phases:
  case OPT_ccc_print_bindings:
  case OPT_fdriver_only:
  case OPT_help:
  case OPT__help_hidden:
  case OPT__version:
  case OPT_pedantic_errors:
  case OPT_Wa_COMMA:
  case OPT_Wl_COMMA:
  case OPT_Xassembler:
  case OPT_Xlinker:
  case OPT_ffat_lto_objects:
  case OPT_fmodule_output:
  case OPT_fmodule_output_EQ:
    return Verdict::Drop;
  // Code to run, and files with more flags.
  case OPT_fplugin_EQ:
  case OPT_fplugin_arg:
  case OPT_fpass_plugin_EQ:
  case OPT_config:
  case OPT_config_system_dir_EQ:
  case OPT_config_user_dir_EQ:
  case OPT_offload_arch_EQ:
  case OPT_fopenmp_targets_EQ:
  case OPT_fthinlto_index_EQ:
    return Verdict::Refuse;
  case OPT_W_Joined:
    return StringRef(Argument.getValue()).starts_with("error") ? Verdict::Drop
                                                               : Verdict::Keep;
  default:
    return isOfDiagnostics(Option) ? Verdict::Drop : Verdict::Keep;
  }
}

/// Adds \p Argument to \p Arguments.
static void keep(const opt::Arg &Argument, const opt::ArgList &Parsed,
                 std::vector<std::string> &Arguments) {
  // Other flags may need -flto; SafeInvocation makes the unit's own passes run
  // anyway. Clang rejects some of GCC's values, such as a number of jobs.
  if (Argument.getOption().matches(OPT_flto_EQ)) {
    Arguments.push_back(StringRef(Argument.getValue()) == "thin" ? "-flto=thin"
                                                                 : "-flto");
    return;
  }
  opt::ArgStringList Rendered;
  Argument.render(Parsed, Rendered);
  Arguments.insert(Arguments.end(), Rendered.begin(), Rendered.end());
}

/// Returns the target in the name of GCC's cross compilers:
/// `aarch64-linux-gnu-g++-12`.
static std::string targetInName(StringRef Compiler) {
  StringRef Name = sys::path::filename(Compiler);
  for (StringRef Driver : {"-g++", "-gcc", "-c++", "-clang++", "-clang"}) {
    auto [Prefix, Rest] = Name.split(Driver);
    if (Prefix.size() == Name.size() || !Prefix.contains('-'))
      continue;
    Triple Target(Triple::normalize(Prefix));
    if (Target.getArch() != Triple::UnknownArch)
      return Target.str();
  }
  return {};
}

Expected<DriverArguments> makeDriverArguments(const CompileCommand &Command,
                                              const std::string &Level) {
  BumpPtrAllocator Memory;
  StringSaver Saver(Memory);
  SmallVector<const char *, 64> Words;
  for (const std::string &Argument : Command.Arguments)
    Words.push_back(Saver.save(Argument).data());
  cl::ExpansionContext Expansion(Memory, cl::TokenizeGNUCommandLine);
  // Like the compilers, also expand files that such a file names.
  RegularFiles Files;
  Expansion.setCurrentDir(Command.Directory).setVFS(&Files);
  if (Error Failed = Expansion.expandResponseFiles(Words)) {
    const std::string Told = toString(std::move(Failed));
    StringRef Why = Told;
    Why.consume_front("cannot not open file "); // The wording of LLVM 22.
    return createStringError("cannot read response file " + Why);
  }
  Words.erase(Words.begin(), Words.begin() + compilerIndex(Words));

  DriverArguments Made;
  const StringRef Compiler = Words.front();
  const StringRef Name = sys::path::filename(Compiler);
  const bool IsCl = Name.contains_insensitive("clang-cl") ||
                    sys::path::stem(Name).equals_insensitive("cl");
  // Like clang++ and g++, and unlike clang and gcc, treat C as C++.
  const bool IsCxx = Name.contains("++");
  Made.Arguments = {"coroscope", IsCl    ? "--driver-mode=cl"
                                 : IsCxx ? "--driver-mode=g++"
                                         : "--driver-mode=gcc"};
  Made.IsCompiler = isCompiler(Compiler);
  if (std::string Target = targetInName(Compiler); !Target.empty())
    Made.Arguments.push_back("--target=" + Target);

  for (const char *Word : ArrayRef(Words).drop_front())
    if (Word[0] == '@')
      return createStringError("cannot read response file '" + Twine(Word + 1) +
                               "'");

  unsigned MissingIndex, MissingCount;
  const opt::InputArgList Parsed = clang::getDriverOptTable().ParseArgs(
      ArrayRef(Words).drop_front(), MissingIndex, MissingCount,
      opt::Visibility(IsCl ? CLOption : ClangOption));
  const bool ReplacesLevel = Level != AsBuilt;
  // A language applies to the inputs after it; our input is the last.
  for (const opt::Arg *Argument : Parsed) {
    switch (judge(*Argument, ReplacesLevel)) {
    case Verdict::Drop:
      break;
    case Verdict::Refuse:
      Made.Ignored.push_back(Argument->getAsString(Parsed));
      break;
    case Verdict::Keep:
      keep(*Argument, Parsed, Made.Arguments);
      break;
    }
  }
  if (ReplacesLevel)
    Made.Arguments.push_back(IsCl ? "/clang:-O" + Level : "-O" + Level);
  if (!IsCl)
    Made.Arguments.push_back("-Wno-unused-command-line-argument");
  Made.Arguments.push_back("-c");
  Made.Arguments.push_back("--");
  Made.Arguments.push_back(Command.File);
  llvm::sort(Made.Ignored);
  Made.Ignored.erase(std::unique(Made.Ignored.begin(), Made.Ignored.end()),
                     Made.Ignored.end());
  return Made;
}

} // namespace coroscope
