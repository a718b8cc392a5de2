//===- SafeInvocation.cpp - From driver arguments to a parse --------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/SafeInvocation.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Driver/Compilation.h"
#include "clang/Driver/Driver.h"
#include "clang/Driver/Job.h"
#include "clang/Driver/Tool.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/TargetParser/Host.h"

using namespace clang;
using namespace llvm;

namespace coroscope {

/// Returns true if an option of LLVM only affects the code that is made. Judges
/// by its looks, as there is no list: rejects a value that may be a path and is
/// not a number, or a name about files, plugins or printing.
static bool isHarmless(StringRef Argument) {
  auto [Name, Value] = Argument.ltrim('-').split('=');
  double Number;
  if (Value.getAsDouble(Number) &&
      (Value.contains('/') || Value.contains('\\') || Value.contains('.')))
    return false;
  return none_of(
      ArrayRef<StringRef>{
          "load",   "plugin", "file",     "output", "dump",        "dot",
          "view",   "path",   "dir",      "print",  "interactive", "trace",
          "write",  "export", "emit",     "save",   "log",         "stats",
          "time",   "help",   "version",  "debug",  "exec",        "remarks",
          "report", "crash",  "reproduce"},
      [Name = Name](StringRef Word) { return Name.contains(Word); });
}

/// Drops a precompiled header if the header itself is included too, as CMake
/// does: it may be missing, or from another compiler or level.
static void preferHeaderToPrecompiled(PreprocessorOptions &Preprocessor) {
  std::string &Precompiled = Preprocessor.ImplicitPCHInclude;
  if (any_of(Preprocessor.Includes, [&](const std::string &Header) {
        return Precompiled == Header + ".pch" || Precompiled == Header + ".gch";
      }))
    Precompiled.clear();
}

/// Sets a fixed format for errors, which people read and reports keep. Warnings
/// are off, but flags can still turn errors into warnings.
static void makePlain(DiagnosticOptions &Diagnostics) {
  DiagnosticOptions Plain;
  Plain.IgnoreWarnings = true;
  Plain.Warnings = std::move(Diagnostics.Warnings);
  Plain.DiagnosticSuppressionMappingsFile =
      std::move(Diagnostics.DiagnosticSuppressionMappingsFile);
  Plain.ErrorLimit = Diagnostics.ErrorLimit;
  Plain.ShowOptionNames = true;
  Plain.ShowPresumedLoc = true;
  Plain.ElideType = true;
  Diagnostics = std::move(Plain);
}

/// Removes everything from \p Invocation that would write a file, print
/// something, load code, or do more than parse the file.
static void disarm(CompilerInvocation &Invocation,
                   const std::string &ScratchDirectory,
                   std::vector<std::string> &Ignored) {
  FrontendOptions &Frontend = Invocation.getFrontendOpts();
  for (const std::string &Plugin : Frontend.Plugins)
    Ignored.push_back("-load " + Plugin);
  Frontend.Plugins.clear();
  for (const std::string &Action : Frontend.AddPluginActions)
    Ignored.push_back("-add-plugin " + Action);
  Frontend.AddPluginActions.clear();
  Frontend.PluginArgs.clear();
  Frontend.ActionName.clear();
  Frontend.ProgramAction = frontend::ParseSyntaxOnly;
  Frontend.OutputFile.clear();
  Frontend.ModuleOutputPath.clear();
  Frontend.StatsFile.clear();
  Frontend.ShowStats = false;
  Frontend.TimeTracePath.clear();
  Frontend.DumpMinimizationHintsPath.clear();
  Frontend.CodeCompletionAt = ParsedSourceLocation();
  Frontend.SkipFunctionBodies = false;
  Frontend.OverrideRecordLayoutsFile.clear();
  Frontend.ASTDumpFilter.clear();
  Frontend.DisableFree = true;

  CodeGenOptions &CodeGen = Invocation.getCodeGenOpts();
  for (const std::string &Plugin : CodeGen.PassPlugins)
    Ignored.push_back("-fpass-plugin=" + Plugin);
  CodeGen.PassPlugins.clear();
  CodeGen.OptRecordFile.clear();
  CodeGen.OptRecordPasses.clear();
  CodeGen.OffloadObjects.clear(); // They have not been compiled.
  CodeGen.CudaGpuBinaryFileName.clear();
  CodeGen.SplitDwarfFile.clear();
  CodeGen.SplitDwarfOutput.clear();
  CodeGen.CoverageNotesFile.clear();
  CodeGen.CoverageMapping = false; // It only describes counters that stay.
  CodeGen.ThinLinkBitcodeFile.clear();
  CodeGen.ThinLTOIndexFile.clear();
  CodeGen.SaveTempsFilePrefix.clear();
  CodeGen.DumpCoverageMapping = false;
  CodeGen.DebugPassManager = false;
  CodeGen.EnableDIPreservationVerify = false;
  CodeGen.DIBugsReportFilePath.clear();
  CodeGen.TimePasses = false;
  CodeGen.TimeTrace = false;
  // Otherwise the linker would split coroutines, too late for us.
  CodeGen.PrepareForLTO = false;
  CodeGen.PrepareForThinLTO = false;
  CodeGen.ClearASTBeforeBackend = false;

  Invocation.getDependencyOutputOpts() = DependencyOutputOptions();
  PreprocessorOutputOptions Quiet;
  Invocation.getPreprocessorOutputOpts() = Quiet;

  makePlain(Invocation.getDiagnosticOpts());

  HeaderSearchOptions &Headers = Invocation.getHeaderSearchOpts();
  Headers.ModuleCachePath = ScratchDirectory;
  Headers.ModuleUserBuildPath.clear();
  Headers.Verbose = false;
}

Expected<SafeInvocation>
makeSafeInvocation(const std::vector<std::string> &Arguments,
                   const std::string &ScratchDirectory) {
  InitializeAllTargets();
  InitializeAllTargetMCs();
  InitializeAllAsmPrinters();
  InitializeAllAsmParsers();
  std::string Errors;
  raw_string_ostream Out(Errors);
  DiagnosticOptions Options;
  Options.IgnoreWarnings = true;
  TextDiagnosticPrinter Printer(Out, Options);
  DiagnosticsEngine Diagnostics(DiagnosticIDs::create(), Options, &Printer,
                                /*ShouldOwnClient=*/false);
  Diagnostics.setIgnoreAllWarnings(true);
  auto Failed = [&]() -> llvm::Error {
    // The first error names the problem; the others follow from it.
    StringRef First = StringRef(Errors).split('\n').first;
    First.consume_front("error: ");
    return createStringError(
        First.empty() ? "clang does not recognize it as a source file by its "
                        "name; use a flag such as '-x c++'"
                      : First);
  };

  std::vector<const char *> Words;
  for (const std::string &Argument : Arguments)
    Words.push_back(Argument.c_str());
  clang::driver::Driver Driver(COROSCOPE_CLANG, sys::getDefaultTargetTriple(),
                               Diagnostics, "coroscope",
                               vfs::getRealFileSystem());
  Driver.setProbePrecompiled(false);
  std::unique_ptr<clang::driver::Compilation> Compilation(
      Driver.BuildCompilation(Words));
  if (!Compilation || Diagnostics.hasErrorOccurred())
    return Failed();
  Compilation->CleanupFileList(Compilation->getTempFiles());
  const clang::driver::Command *Compile = nullptr;
  for (const clang::driver::Command &Job : Compilation->getJobs())
    // Compilations for a device, as with CUDA, come first.
    if (StringRef(Job.getCreator().getName()) == "clang" &&
        Job.getSource().getOffloadingDeviceKind() ==
            clang::driver::Action::OFK_None) {
      Compile = &Job;
      break;
    }
  SafeInvocation Safe;
  if (!Compile)
    return Compilation->getJobs().empty() ? Expected<SafeInvocation>(Failed())
                                          : Safe;

  Safe.Invocation = std::make_shared<CompilerInvocation>();
  if (!CompilerInvocation::CreateFromArgs(*Safe.Invocation,
                                          Compile->getArguments(), Diagnostics,
                                          COROSCOPE_CLANG))
    return Failed();
  disarm(*Safe.Invocation, ScratchDirectory, Safe.Ignored);
  preferHeaderToPrecompiled(Safe.Invocation->getPreprocessorOpts());
  for (const std::string &Argument :
       Safe.Invocation->getFrontendOpts().LLVMArgs)
    if (isHarmless(Argument))
      Safe.LlvmArguments.push_back(Argument);
    else
      Safe.Ignored.push_back("-mllvm " + Argument);
  Safe.Invocation->getFrontendOpts().LLVMArgs.clear();
  return Safe;
}

Error setLlvmOptions(const std::vector<std::string> &Arguments) {
  if (Arguments.empty())
    return Error::success();
  std::vector<const char *> Words{"coroscope"};
  for (const std::string &Argument : Arguments)
    Words.push_back(Argument.c_str());
  std::string Wrong;
  raw_string_ostream Out(Wrong);
  if (cl::ParseCommandLineOptions(Words.size(), Words.data(), "", &Out))
    return Error::success();
  StringRef First = StringRef(Wrong).split('\n').first;
  First.consume_front("coroscope: ");
  return createStringError(First);
}

} // namespace coroscope
