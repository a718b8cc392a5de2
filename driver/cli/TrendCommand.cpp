//===- TrendCommand.cpp - The command "trend" -----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/Trend.h"

#include "cli/Commands.h"
#include "cli/HelpText.h"
#include "cli/ReportFiles.h"
#include "outputs/WriteFile.h"
#include "page/Page.h"
#include "report/Escape.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

void TrendOptions::addTo(CLI::App &Command) {
  Command
      .add_option("REPORTS", Reports,
                  "Reports as JSON, the oldest first; 'coroscope audit "
                  "--label' gives them names")
      ->required()
      ->type_name("REPORTS");
  Command
      .add_option("--format", Format,
                  "Format [default: csv, or what the name of the file says]")
      ->type_name("FORMAT")
      ->check(oneOf({"html", "csv"}))
      ->group(group::Report);
  Command.add_option("-o,--output", Path, "Where to write it; - is stdout")
      ->type_name("FILE")
      ->capture_default_str()
      ->group(group::Report);
  Command.add_option("--top", Most, "Number of the largest coroutines to show")
      ->type_name("N")
      ->capture_default_str()
      ->group(group::Report);
  Command.footer(R"(Examples:
  coroscope trend v1.json v2.json v3.json -o trend.html)");
}

/// The name of the file at \p Path, without what says its format.
static std::string stemOf(StringRef Path) {
  return sys::path::stem(Path).str();
}

static void write(const Trend &Made, bool IsHtml, raw_ostream &Out) {
  if (IsHtml)
    writeTrendPage(Made, [&](std::string_view Text) { Out << Text; });
  else
    Out << trendToCsv(Made);
}

int trend(const TrendOptions &Options) {
  const bool IsHtml = Options.Format.empty()
                          ? StringRef(Options.Path).ends_with(".html")
                          : Options.Format == "html";
  std::vector<TrendInput> Inputs;
  for (const std::string &Path : Options.Reports) {
    if (Path == "-") {
      printError("'trend' reads most reports twice; give it files");
      return CouldNot;
    }
    Inputs.push_back({[Path](ReportSource &Opened) -> Failure {
                        auto Source = openReport(Path);
                        if (!Source)
                          return toString(Source.takeError());
                        Opened = std::move(*Source);
                        return {};
                      },
                      stemOf(Path)});
  }
  Trend Made;
  if (Failure Wrong = makeTrend(Inputs, Options.Most, Made)) {
    printError(escapeControls(Wrong.message()));
    return CouldNot;
  }
  if (Options.Path != "-") {
    if (Error Failed = writeFile(Options.Path, [&](raw_ostream &Out) {
          write(Made, IsHtml, Out);
        })) {
      printError(toString(std::move(Failed)));
      return CouldNot;
    }
    return Clean;
  }
  write(Made, IsHtml, outs());
  outs().flush();
  if (outs().has_error()) {
    printError("cannot write to stdout: " + outs().error().message());
    outs().clear_error();
    return CouldNot;
  }
  return Clean;
}

} // namespace coroscope
