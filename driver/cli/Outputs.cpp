//===- Outputs.cpp - Where reports go -------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Outputs.h"

#include "cli/Commands.h"
#include "outputs/WriteFile.h"
#include "report/ReportJson.h"
#include "report/ReportText.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <CLI/CLI.hpp>

using namespace llvm;

namespace coroscope {

static constexpr char Stdout[] = "-";

void OutputOptions::addTo(CLI::App &Command) {
  Command
      .add_option("--format", Formats,
                  "Format of a report; may be given once for each -o "
                  "[default: text, or what the name of the file says]")
      ->type_name("text|json")
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"text", "json"}));
  Command
      .add_option("-o,--output", Paths,
                  "Where a report goes; - is stdout [default: -]")
      ->type_name("FILE")
      ->allow_extra_args(false);
  Command.add_flag("--system", ListsSystem,
                   "List coroutines of system headers too");
}

Expected<std::vector<Destination>> destinations(const OutputOptions &Options) {
  std::vector<Destination> Pairs;
  const std::size_t Count =
      std::max<std::size_t>({Options.Formats.size(), Options.Paths.size(), 1});
  for (std::size_t I = 0; I != Count; ++I) {
    Destination D;
    D.Path = I < Options.Paths.size() ? Options.Paths[I] : Stdout;
    D.Format = I < Options.Formats.size()             ? Options.Formats[I]
               : StringRef(D.Path).ends_with(".json") ? "json"
                                                      : "text";
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

bool writeReports(const Report &Report,
                  const std::vector<Destination> &Destinations,
                  bool ListsSystem) {
  bool Written = true;
  for (const Destination &D : Destinations) {
    auto Write = [&](raw_ostream &Out) {
      if (D.Format == "json")
        writeReport(Report, ListsSystem,
                    [&](std::string_view Text) { Out << Text; });
      else
        Out << auditToText(Report, ListsSystem);
    };
    if (D.Path == Stdout) {
      Write(outs());
      outs().flush();
      if (outs().has_error()) {
        printError("cannot write to stdout: " + outs().error().message());
        outs().clear_error();
        Written = false;
      }
    } else if (Error Failed = writeFile(D.Path, Write)) {
      printError(toString(std::move(Failed)));
      Written = false;
    }
  }
  return Written;
}

} // namespace coroscope
