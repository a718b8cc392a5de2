//===- UnitFinder.h - The units of a document -------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_SERVER_UNITFINDER_H
#define COROSCOPE_DRIVER_SERVER_UNITFINDER_H

#include "inputs/UnitJob.h"

#include "llvm/Support/Chrono.h"

#include <map>
#include <string>
#include <vector>

namespace coroscope {

/// Finds compile commands as clangd does: in the directory of the file, in its
/// "build", and so on upwards. Databases are read again when they change.
class UnitFinder {
  struct Database {
    llvm::sys::TimePoint<> Modified;
    std::vector<CompileCommand> Commands;
  };
  std::map<std::string, Database> Known;

  const std::vector<CompileCommand> *commandsIn(const std::string &Path);
  std::vector<UnitJob> jobsAt(const std::string &Level,
                              const std::string &Directory,
                              const std::string &Document,
                              const std::vector<std::string> &Includers);

public:
  /// Where compile_commands.json is; empty for what the project says, or else a
  /// search upwards.
  std::string Directory;
  /// See OptimizationLevel.h; empty for what the project says, or else as
  /// built.
  std::string Level;

  /// The jobs for \p Document, an absolute path. For a header these are units
  /// that may include it, best first; \p Includers are files that are known to.
  /// A file without any command is compiled as C++20.
  /// Mistakes in the project's configuration are said in \p Wrong.
  std::vector<UnitJob> jobsFor(const std::string &Document,
                               const std::vector<std::string> &Includers,
                               std::string &Wrong);
};

} // namespace coroscope

#endif
