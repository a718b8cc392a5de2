//===- TrendCommand.cpp - The command "trend" -----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/Trend.h"

#include "cli/Commands.h"
#include "cli/ReportFiles.h"
#include "outputs/WriteFile.h"
#include "page/Page.h"
#include "report/Escape.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <CLI/CLI.hpp>

using namespace llvm;

namespace coroscope {

void TrendOptions::addTo(CLI::App &Command) {
  Command
      .add_option("REPORTS", Reports,
                  "Reports, as JSON, the oldest first; 'coroscope audit "
                  "--label' gives them names")
      ->required()
      ->type_name("");
  Command
      .add_option("--format", Format,
                  "Format [default: csv, or what the name of the file says]")
      ->type_name("html|csv")
      ->check(CLI::Validator(CLI::IsMember({"html", "csv"})).description(""));
  Command.add_option("-o,--output", Path, "Where it goes; - is stdout")
      ->type_name("FILE")
      ->capture_default_str();
  Command
      .add_option("--top", Most, "How many of the largest coroutines are told")
      ->type_name("N")
      ->capture_default_str();
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
    Inputs.push_back({[Path](ReportSource &Opened) {
                        auto Source = openReport(Path);
                        if (!Source)
                          return toString(Source.takeError());
                        Opened = std::move(*Source);
                        return std::string();
                      },
                      stemOf(Path)});
  }
  Trend Made;
  if (std::string Wrong = makeTrend(Inputs, Options.Most, Made);
      !Wrong.empty()) {
    printError(escapeControls(Wrong));
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
