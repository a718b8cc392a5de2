//===- UnitCache.h - Results of units on disk -------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// UnitJob --key--> entries --inputs as they are now?--> result
//
// An entry is found by facts known before the parse: command, level, program.
// It is valid as long as every file that the unit has read is unchanged, and
// every missing file that it has looked for is still missing.
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

/// The cached data of a unit.
struct CachedUnit {
  UnitResult Result;
  std::string Messages; ///< The messages of Clang on stderr.
};

/// The result of a lookup.
struct CacheLookup {
  std::optional<CachedUnit> Found;
  /// The time of the unit's last analysis, perhaps with other contents. Units:
  /// seconds.
  std::optional<double> Seconds;
  /// The files that the found result depends on. Absolute.
  std::vector<std::string> FilesRead = {};
};

/// The output of `coroscope cache info`.
struct CacheUse {
  std::size_t Entries = 0;
  std::uint64_t Bytes = 0;
};

/// A directory with results. Several processes may use it at once: entries are
/// written to a temporary name and renamed.
class UnitCache {
  std::string Directory;
  std::string Program; ///< Identifies the program and its machine.
  /// The hashes of files during this run; nothing for missing files.
  std::unordered_map<std::string, std::optional<std::uint64_t>> Hashes;
  std::unordered_map<std::string, bool> Exists;
  std::vector<std::string> Warnings;

  std::string directoryOf(const UnitJob &Job) const;
  bool isAsRecorded(const RecordedInputs &Inputs);

public:
  /// \p Directory need not exist yet.
  explicit UnitCache(std::string Directory);

  /// Returns `$XDG_CACHE_HOME/coroscope`, or `~/.cache/coroscope`; empty if
  /// there is no home.
  static std::string defaultDirectory();

  const std::string &directory() const { return Directory; }

  CacheLookup find(const UnitJob &Job);

  /// Keeps \p Unit if it has been analyzed or skipped. Fails if it cannot be
  /// written; then nothing is stored.
  llvm::Error store(const UnitJob &Job, const RecordedInputs &Inputs,
                    const CachedUnit &Unit, double Seconds) const;

  /// Returns the defects of entries, each once.
  const std::vector<std::string> &warnings() const { return Warnings; }

  CacheUse use() const;
  /// Removes the least recently used entries until the rest takes at most
  /// \p MaxBytes. Returns the sum of the removed ones.
  CacheUse prune(std::uint64_t MaxBytes) const;
};

} // namespace coroscope

#endif
