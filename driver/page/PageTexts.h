//===- PageTexts.h - Texts that a page has once -----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_PAGE_PAGETEXTS_H
#define COROSCOPE_DRIVER_PAGE_PAGETEXTS_H

#include "page/JsonText.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace coroscope {

/// Writes texts of the source into documents: repeated ones as numbers, the
/// others as they are. So everything is written twice, the first time to count.
///
/// Control characters and marks of direction are escaped, as in a terminal.
class PageTexts {
  static constexpr std::uint32_t Single = -1;
  struct Entry {
    std::uint32_t Count = 0;
    std::uint32_t Number = Single;
  };
  std::unordered_map<std::string, Entry> Entries;
  std::vector<const std::string *> Numbered;
  bool IsCounted = false;

public:
  void write(JsonText &Json, const std::string &Text);

  /// Ends the counting.
  void number();
  bool isCounted() const { return IsCounted; }

  /// Returns the texts that have numbers, in their order.
  std::string toJson() const;
};

} // namespace coroscope

#endif
