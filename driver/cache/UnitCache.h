//===- UnitCache.h - Results of units on disk -------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// UnitJob --key--> entries --inputs as they are now?--> result
//
// An entry is found by what is known before a unit is parsed: command, level,
// program. It holds as long as every file that the unit has read is the same,
// and every file that it has looked for in vain is still missing.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CACHE_UNITCACHE_H
#define COROSCOPE_DRIVER_CACHE_UNITCACHE_H

#include "cache/RecordedInputs.h"
#include "inputs/UnitJob.h"

#include "llvm/Support/Error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace coroscope {

/// What is kept of a unit.
struct CachedUnit {
  UnitResult Result;
  std::string Messages; ///< What Clang said on stderr.
};

/// What a lookup gives.
struct CacheLookup {
  std::optional<CachedUnit> Found;
  /// How long the unit took when it was last analyzed, perhaps with other
  /// contents. Units: seconds.
  std::optional<double> Seconds;
  /// What was found depends on them. Absolute.
  std::vector<std::string> FilesRead = {};
};

/// What `coroscope cache info` tells.
struct CacheUse {
  std::size_t Entries = 0;
  std::uint64_t Bytes = 0;
};

/// A directory with results. Several processes may use it at once: entries are
/// written to a temporary name and renamed.
class UnitCache {
  std::string Directory;
  std::string Program; ///< Names the program and what it finds on the machine.
  /// Of files, as they are during this run; nothing for those that are missing.
  std::unordered_map<std::string, std::optional<std::uint64_t>> Hashes;
  std::unordered_map<std::string, bool> Exists;
  std::vector<std::string> Warnings;

  std::string directoryOf(const UnitJob &Job) const;
  bool isAsRecorded(const RecordedInputs &Inputs);

public:
  /// \p Directory need not exist yet.
  explicit UnitCache(std::string Directory);

  /// `$XDG_CACHE_HOME/coroscope`, or `~/.cache/coroscope`; empty if there is no
  /// home.
  static std::string defaultDirectory();

  const std::string &directory() const { return Directory; }

  CacheLookup find(const UnitJob &Job);

  /// Keeps \p Unit if it has been analyzed or skipped. Fails if it cannot be
  /// written; then nothing is.
  llvm::Error store(const UnitJob &Job, const RecordedInputs &Inputs,
                    const CachedUnit &Unit, double Seconds) const;

  /// What was wrong with entries; each once.
  const std::vector<std::string> &warnings() const { return Warnings; }

  CacheUse use() const;
  /// Removes those that were not used for longest until the rest takes at most
  /// \p MaxBytes. Gives what was removed.
  CacheUse prune(std::uint64_t MaxBytes) const;
};

} // namespace coroscope

#endif
