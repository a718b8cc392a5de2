//===- UnitAnalysis.h - One analysis for all checks -------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// checks --Settings--> UnitAnalysis <--parsed-- HostListener (end of the unit)
//                          `--findings--> checks
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_PLUGIN_UNITANALYSIS_H
#define COROSCOPE_PLUGIN_UNITANALYSIS_H

#include "config/Configuration.h"
#include "frame/Coroutine.h"
#include "frame/Failure.h"
#include "layout/OptimizationLevel.h"
#include "rules/Catalogue.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clang {
class CompilerInstance;
} // namespace clang

namespace coroscope {

class DeclFeed;

/// The joint settings of the checks that are on in a host.
class UnitSettings {
  std::string WrongLevel; ///< The last level that was rejected.

public:
  RuleSettings Rules;               ///< Off, except for the checks that are on.
  std::optional<std::string> Level; ///< See `isOptimizationLevel`.
  bool Measures = false;            ///< True if edits are measured.
  bool IncludesSystem = false;      ///< True to judge system headers, too.
  bool HostSilences = false;        ///< True if the host handles NOLINT itself.

  UnitSettings();

  bool isAnyOn() const;

  /// Those rules that are on here and that a project has not turned off, with
  /// the limits of here, else with those of \p Project.
  RuleSettings over(const RuleSettings &Project) const;

  /// Turns a rule on, with a limit such as "2KiB"; the rule's own if \p Limit
  /// is empty.
  Failure turnOn(RuleId Id, std::string_view Limit, std::string SetBy);

  /// Sets the level, which all checks of a unit share.
  Failure setLevel(std::string_view Wanted);
};

/// The analysis of one unit, which all checks of a host share.
class UnitAnalysis {
  clang::CompilerInstance *CI = nullptr; ///< Set until it is analyzed.
  DeclFeed *Feed = nullptr;
  std::vector<Coroutine> Coroutines;
  Failure Failed;
  std::optional<Configuration> Project; ///< Once it has been asked for.

  void run();

public:
  UnitSettings Settings;

  /// Returns the analysis of the current unit: created on first use, and
  /// destroyed with its last owner. Hosts work on one unit at a time.
  static std::shared_ptr<UnitAnalysis> ofCurrentUnit();

  /// The level at which frames are laid out: that of the checks, else that of
  /// the project of the main file.
  std::string levelFor(const clang::CompilerInstance &CI);

  /// \p CI has parsed the unit without errors, and \p Feed has listened. Both
  /// live until all checks have run.
  void parsed(clang::CompilerInstance &CI, DeclFeed &Feed);

  /// Calls \p Report with each finding for the rule \p Id. The first call
  /// analyzes the unit, if it has been parsed.
  void forEachFinding(RuleId Id,
                      llvm::function_ref<void(const Finding &)> Report);

  /// Fails if the analysis did. The first caller has to report it to the user.
  Failure takeError();
};

} // namespace coroscope

#endif
