//===- JsonText.h - JSON without spaces, as it is made ----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_PAGE_JSONTEXT_H
#define COROSCOPE_DRIVER_PAGE_JSONTEXT_H

#include <concepts>
#include <string>
#include <string_view>

namespace coroscope {

/// Appends JSON to a text, value by value: documents of a page are large, and
/// flat enough to be written directly.
class JsonText {
  std::string Text;

  void separate();

public:
  JsonText &beginArray();
  JsonText &endArray();
  JsonText &beginObject();
  JsonText &endObject();
  /// Writes the name of the next member.
  JsonText &key(std::string_view Name);

  JsonText &value(std::integral auto Number) {
    separate();
    if constexpr (std::same_as<decltype(Number), bool>)
      Text += Number ? '1' : '0'; // Shorter, and also truthy.
    else
      Text += std::to_string(Number);
    return *this;
  }
  /// Writes \p String, which must be UTF-8.
  JsonText &value(std::string_view String);
  JsonText &value(const char *String) {
    return value(std::string_view(String));
  }

  /// Writes a whole value that was made elsewhere.
  JsonText &raw(std::string_view Json);

  const std::string &str() const { return Text; }
  std::string take() { return std::move(Text); }
};

} // namespace coroscope

#endif
