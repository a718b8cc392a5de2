//===- Outputs.cpp - Where reports go -------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Outputs.h"

#include "cli/Commands.h"
#include "cli/FormatTable.h"
#include "cli/HelpText.h"
#include "cli/Terminal.h"
#include "inputs/CompileCommands.h"
#include "inputs/ReadInside.h"
#include "outputs/WriteFile.h"
#include "report/Formats.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

static constexpr char Stdout[] = "-";

template <typename Format>
static void addOutputs(OutputOptions &Options, CLI::App &Command,
                       const std::vector<Format> &Formats) {
  std::vector<std::string> Names;
  for (const Format &F : Formats)
    Names.emplace_back(F.Name);
  Command
      .add_option("--format", Options.Formats,
                  "Format of a report; may be given once for each -o "
                  "[default: text, or what the name of the file says]")
      ->type_name("FORMAT")
      ->allow_extra_args(false)
      ->check(oneOf(Names))
      ->group(group::Report);
  Command
      .add_option("-o,--output", Options.Paths,
                  "Where to write a report; - is stdout; may be repeated "
                  "[default: -]")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->group(group::Report);
  Command
      .add_flag("--with-source", Options.WithSource,
                "Include the lines of the sources that values, suspensions and "
                "findings stand on, in html")
      ->group(group::Report);
}

void OutputOptions::addTo(CLI::App &Command) {
  addOutputs(*this, Command, reportFormats());
  Command
      .add_flag("--system", ListsSystem,
                "List coroutines of system headers, too, in text, JSON and "
                "html")
      ->group(group::Report);
}

void OutputOptions::addComparisonTo(CLI::App &Command) {
  OfComparison = true;
  addOutputs(*this, Command, comparisonFormats());
}

void OutputOptions::addRootTo(CLI::App &Command) {
  Command
      .add_option("--project-root", Root,
                  "Directory that the paths of the report start from, to find "
                  "its sources "
                  "[default: the one with .git or .coroscope.yaml]")
      ->type_name("DIR")
      ->check(existingDirectory())
      ->group(group::Units);
}

SourceTexts OutputOptions::sources() const {
  SmallString<256> Directory;
  sys::fs::current_path(Directory);
  const std::string Here(Directory);
  const std::string From =
      Root.empty() ? findProjectRoot(Here) : absolutePath(Root, Here);
  return SourceTexts(
      [From](const std::string &Name) { return readInside(Name, From); },
      WithSource);
}

/// The first format of \p Formats whose files have names like \p Path, or null.
template <typename Format>
static const Format *formatFor(StringRef Path,
                               const std::vector<Format> &Formats) {
  auto It = find_if(Formats, [&](const Format &F) {
    return !F.Suffix.empty() && Path.ends_with(F.Suffix);
  });
  return It == Formats.end() ? nullptr : &*It;
}

/// The name of the format that a file with the name \p Path is to have. What no
/// name tells is text.
static Expected<std::string> formatOf(StringRef Path, bool OfComparison) {
  const ReportFormat *Report = formatFor(Path, reportFormats());
  if (!OfComparison)
    return std::string(Report ? Report->Name : reportFormats().front().Name);
  const ComparisonFormat *Made = formatFor(Path, comparisonFormats());
  if (!Made && Report)
    return createStringError(
        "'" + Path + "': there are no comparisons in the format '" +
        Report->Name + "'; give another name, or --format");
  return std::string(Made ? Made->Name : comparisonFormats().front().Name);
}

Expected<std::vector<Destination>> destinations(const OutputOptions &Options) {
  std::vector<Destination> Pairs;
  const std::size_t Count =
      std::max<std::size_t>({Options.Formats.size(), Options.Paths.size(), 1});
  for (std::size_t I = 0; I != Count; ++I) {
    Destination D;
    D.Path = I < Options.Paths.size() ? Options.Paths[I] : Stdout;
    if (D.Path == "/dev/stdout")
      D.Path = Stdout;
    if (I < Options.Formats.size()) {
      D.Format = Options.Formats[I];
    } else {
      auto Format = formatOf(D.Path, Options.OfComparison);
      if (!Format)
        return Format.takeError();
      D.Format = std::move(*Format);
    }
    if (any_of(Pairs,
               [&](const Destination &Other) { return Other.Path == D.Path; }))
      return createStringError(
          D.Path == Stdout
              ? "two reports for stdout; give each --format its own -o"
              : "two reports for '" + D.Path + "'");
    Pairs.push_back(std::move(D));
  }
  if (Options.WithSource &&
      none_of(Pairs, [](const Destination &D) { return D.Format == "html"; }))
    return createStringError("--with-source needs --format html");
  return Pairs;
}

bool flushStdout() {
  outs().flush();
  const std::error_code Failed = outs().error();
  outs().clear_error();
  if (Failed && Failed != std::errc::broken_pipe)
    printError("cannot write to stdout: " + Failed.message());
  return !Failed;
}

/// Writes to each of \p Destinations what \p Write writes in its format.
static bool
writeAll(const std::vector<Destination> &Destinations,
         function_ref<void(StringRef Format, raw_ostream &Out)> Write) {
  bool Written = true;
  for (const Destination &D : Destinations) {
    if (D.Path == Stdout) {
      Write(D.Format, outs());
      Written &= flushStdout();
    } else if (Error Failed = writeFile(
                   D.Path, [&](raw_ostream &Out) { Write(D.Format, Out); })) {
      printError(toString(std::move(Failed)));
      Written = false;
    }
  }
  return Written;
}

/// The format of that name, which is one of them.
template <typename Format>
static const Format &findFormat(const std::vector<Format> &Formats,
                                StringRef Name) {
  return *find_if(Formats,
                  [&](const Format &F) { return StringRef(F.Name) == Name; });
}

/// Files get neither colors nor lines that are cut.
static TextStyle styleOf(const raw_ostream &Out) {
  return &Out == &outs() ? stdoutStyle() : TextStyle();
}

bool writeReports(const Report &Report,
                  const std::vector<Destination> &Destinations,
                  const OutputOptions &Options) {
  SourceTexts Sources = Options.sources();
  return writeAll(Destinations, [&](StringRef Format, raw_ostream &Out) {
    const bool SaidThere =
        Options.FailuresTold && &Out == &outs() && isOneStream();
    const ReportView View{Options.ListsSystem, &Sources, styleOf(Out),
                          !SaidThere};
    findFormat(reportFormats(), Format)
        .Write(Report, View, [&](std::string_view Text) { Out << Text; });
  });
}

bool writeAcross(const AcrossComparison &Made,
                 const std::vector<Destination> &Destinations) {
  for (const Destination &D : Destinations)
    if (D.Format != "text" && D.Format != "json") {
      printError("a comparison side by side is written as text or json, not "
                 "as " +
                 D.Format);
      return false;
    }
  return writeAll(Destinations, [&](StringRef Format, raw_ostream &Out) {
    Out << (Format == "json" ? acrossToJson(Made) : acrossToText(Made));
  });
}

bool writeComparison(const Comparison &Made,
                     const std::vector<Destination> &Destinations,
                     const OutputOptions &Options) {
  SourceTexts Sources = Options.sources();
  return writeAll(Destinations, [&](StringRef Format, raw_ostream &Out) {
    const ReportView View{/*ListsSystem=*/false, &Sources, styleOf(Out),
                          /*ListsFailures=*/true};
    findFormat(comparisonFormats(), Format)
        .Write(Made, View, [&](std::string_view Text) { Out << Text; });
  });
}

bool needFrames(const std::vector<Destination> &Destinations) {
  return any_of(Destinations, [](const Destination &D) {
    return findFormat(comparisonFormats(), D.Format).NeedsFrames;
  });
}

} // namespace coroscope
