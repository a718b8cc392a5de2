//===- KeptPreambles.h - The preambles of open files ------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_SERVER_KEPTPREAMBLES_H
#define COROSCOPE_DRIVER_SERVER_KEPTPREAMBLES_H

#include "workers/Preambles.h"

#include "llvm/Support/Chrono.h"

#include <map>
#include <string>
#include <vector>

namespace coroscope {

/// Keeps the preambles of the files that were analyzed last, as long as nothing
/// that they depend on has changed.
class KeptPreambles {
public:
  /// Lets the next analysis of \p Job use the preamble of its file if it still
  /// fits \p Texts, which have not been saved, or leave a new one.
  void prepare(const UnitJob &Job, const FileTexts &Texts);

  /// An analysis of \p Job has read \p Files.
  void noteFiles(const UnitJob &Job, const std::vector<std::string> &Files);

  void forget(const std::string &MainFile);

  Preambles &keepers() { return Keepers; }

private:
  /// What a preamble depends on.
  struct Kept {
    UnitJob Job;
    std::string Beginning; ///< Of the main file, up to the end of the includes.
    FileTexts Others;      ///< Unsaved texts that it may have read.
    std::map<std::string, llvm::sys::TimePoint<>> Modified; ///< Files read.
    std::uint64_t LastUse = 0;
  };
  bool fits(const Kept &Old, const UnitJob &Job, const FileTexts &Texts) const;

  Preambles Keepers{Preambles::usualLimit()};
  std::map<std::string, Kept> ByFile; ///< By main file.
  std::uint64_t Uses = 0;
};

} // namespace coroscope

#endif
