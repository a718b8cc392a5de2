//===- Outputs.cpp - Where reports go -------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Outputs.h"

#include "cli/Commands.h"
#include "outputs/WriteFile.h"
#include "report/Formats.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <CLI/CLI.hpp>

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
      ->type_name(llvm::join(Names, "|"))
      ->allow_extra_args(false)
      ->check(CLI::Validator(CLI::IsMember(Names)).description(""));
  Command
      .add_option("-o,--output", Options.Paths,
                  "Where a report goes; - is stdout [default: -]")
      ->type_name("FILE")
      ->allow_extra_args(false);
}

void OutputOptions::addTo(CLI::App &Command) {
  addOutputs(*this, Command, reportFormats());
  Command.add_flag("--system", ListsSystem,
                   "List coroutines of system headers too, as text and JSON");
}

void OutputOptions::addComparisonTo(CLI::App &Command) {
  addOutputs(*this, Command, comparisonFormats());
}

/// The format that files with the name \p Path have.
static std::string formatOf(StringRef Path) {
  for (const ReportFormat &F : reportFormats())
    if (!F.Suffix.empty() && Path.ends_with(F.Suffix))
      return std::string(F.Name);
  return std::string(reportFormats().front().Name);
}

Expected<std::vector<Destination>> destinations(const OutputOptions &Options) {
  std::vector<Destination> Pairs;
  const std::size_t Count =
      std::max<std::size_t>({Options.Formats.size(), Options.Paths.size(), 1});
  for (std::size_t I = 0; I != Count; ++I) {
    Destination D;
    D.Path = I < Options.Paths.size() ? Options.Paths[I] : Stdout;
    D.Format =
        I < Options.Formats.size() ? Options.Formats[I] : formatOf(D.Path);
    if (any_of(Pairs,
               [&](const Destination &Other) { return Other.Path == D.Path; }))
      return createStringError(
          D.Path == Stdout
              ? "two reports for stdout; give each --format its own -o"
              : "two reports for '" + D.Path + "'");
    Pairs.push_back(std::move(D));
  }
  return Pairs;
}

/// Writes to each of \p Destinations what \p Write writes in its format.
static bool
writeAll(const std::vector<Destination> &Destinations,
         function_ref<void(StringRef Format, raw_ostream &Out)> Write) {
  bool Written = true;
  for (const Destination &D : Destinations) {
    if (D.Path == Stdout) {
      Write(D.Format, outs());
      outs().flush();
      if (outs().has_error()) {
        printError("cannot write to stdout: " + outs().error().message());
        outs().clear_error();
        Written = false;
      }
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

bool writeReports(const Report &Report,
                  const std::vector<Destination> &Destinations,
                  bool ListsSystem) {
  return writeAll(Destinations, [&](StringRef Format, raw_ostream &Out) {
    findFormat(reportFormats(), Format)
        .Write(Report, ListsSystem,
               [&](std::string_view Text) { Out << Text; });
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
                     const std::vector<Destination> &Destinations) {
  return writeAll(Destinations, [&](StringRef Format, raw_ostream &Out) {
    Out << findFormat(comparisonFormats(), Format).Write(Made);
  });
}

} // namespace coroscope
