//===- SharedText.h - Texts that are often the same -------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_SHAREDTEXT_H
#define COROSCOPE_FRAME_SHAREDTEXT_H

#include <compare>
#include <string>
#include <string_view>

namespace coroscope {

/// A text of which the process keeps one copy: files, types and names repeat
/// throughout a report and make up most of a large one.
///
/// Lifetime: the copies are never deleted. Threads may make and use them at the
/// same time.
class SharedText {
  const std::string *Text;

public:
  SharedText();
  SharedText(std::string_view Text);
  SharedText(const std::string &Text) : SharedText(std::string_view(Text)) {}
  SharedText(const char *Text) : SharedText(std::string_view(Text)) {}

  const std::string &str() const { return *Text; }
  operator const std::string &() const { return *Text; }
  operator std::string_view() const { return *Text; }
  bool empty() const { return Text->empty(); }
  std::size_t size() const { return Text->size(); }

  friend bool operator==(SharedText A, SharedText B) {
    return A.Text == B.Text;
  }
  friend std::strong_ordering operator<=>(SharedText A, SharedText B) {
    return A == B ? std::strong_ordering::equal : A.str() <=> B.str();
  }
  friend std::string operator+(SharedText A, std::string_view B) {
    return std::string(A.str()).append(B);
  }
  friend std::string operator+(std::string_view A, SharedText B) {
    return std::string(A).append(B.str());
  }
};

} // namespace coroscope

#endif
