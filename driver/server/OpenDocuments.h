//===- OpenDocuments.h - Documents in the editor, analyzed ------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// text of the editor --a pause--> analysis, of a process --> results
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_SERVER_OPENDOCUMENTS_H
#define COROSCOPE_DRIVER_SERVER_OPENDOCUMENTS_H

#include "server/AnalysisProcess.h"
#include "server/Answers.h"
#include "server/EditorSettings.h"
#include "server/KeptPreambles.h"
#include "server/Server.h"
#include "server/UnitFinder.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace coroscope {

/// A file in the editor.
struct Document {
  std::string Path; ///< Absolute.
  std::string Uri;
  std::string Text;
  std::int64_t Version = 0;
  bool IsDue = true;
  std::chrono::steady_clock::time_point DueAt;
  unsigned Attempts = 0;

  AnalysisProcess Running;
  std::string RunningText;
  std::int64_t RunningVersion = 0;
  std::vector<UnitJob> RunningJobs;
  bool HasAnswer = false; ///< Of what is running.

  std::unique_ptr<AnalyzedText> Last; ///< The last good results.
  /// Those of a whole unit, of which it is the main file, and its job.
  std::shared_ptr<const WholeAnswer> Whole;
  UnitJob WholeJob;
  std::vector<std::string> FilesRead;
};

/// The documents that the editor has open, and the analyses of their texts.
/// Everything is done in workUntilReadable(), one step at a time.
class OpenDocuments {
  using Clock = std::chrono::steady_clock;

  std::map<std::string, std::unique_ptr<Document>> ByPath;
  const ServerOptions &Options;
  EditorSettings Wanted;
  UnitFinder Finder;
  KeptPreambles Kept;
  std::function<void(const Document &)> Analyzed;
  std::function<void(const std::string &)> Log;

  unsigned processes() const;
  /// How long there is nothing to do; -1 for ever.
  int milliseconds(Clock::time_point Now) const;
  void work();
  void start(Document &D);
  void take(Document &D);

public:
  /// Calls \p Analyzed when a document has new results, and \p Log with what
  /// goes wrong. \p Options must outlive it.
  OpenDocuments(const ServerOptions &Options,
                std::function<void(const Document &)> Analyzed,
                std::function<void(const std::string &)> Log);

  /// Does what is due, until \p Input can be read. False if waiting fails.
  bool workUntilReadable(int Input);

  /// The settings of the next analyses.
  void configure(const EditorSettings &Settings);
  void analyzeAll();

  /// Null if the editor has no such file open.
  Document *find(const std::string &Path) const;

  void open(std::string Path, std::string Uri, std::string Text,
            std::int64_t Version);
  void change(Document &D, std::string Text, std::int64_t Version);
  /// Analyzes those that include \p Saved once more.
  void noteSaved(const Document &Saved);
  void close(Document &D);
  void closeAll();
};

} // namespace coroscope

#endif
