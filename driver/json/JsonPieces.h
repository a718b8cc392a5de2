//===- JsonPieces.h - The elements of a large JSON document -----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reports of large code bases have gigabytes. Their parser wants a document in
// memory; so this cuts the elements of one array out of the text, for the
// parser to take one by one, and knows no more of JSON than where an object
// ends.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_JSON_JSONPIECES_H
#define COROSCOPE_DRIVER_JSON_JSONPIECES_H

#include "json/ReportJson.h"

#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

/// Cuts the objects out of the array that is the member \p Array of a document
/// that is an object.
class JsonPieces {
  TextSource Source;
  const std::string Array;
  std::vector<char> Buffer;
  std::size_t Begin = 0, End = 0; ///< What of the buffer is not taken yet.
  std::size_t Depth = 0;
  bool InString = false, IsEscaped = false;
  bool IsKey = false;   ///< Whether a string of the document would be a key.
  bool InArray = false; ///< Whether the last key is that of the array.
  std::string Key;
  std::string Remaining;
  std::string Defect;

  bool fill();
  bool takeOutside();
  bool takeObject(std::string &Object);

public:
  /// The most that an object, or all that is outside of them, may have. Units:
  /// bytes.
  static constexpr std::size_t Largest = std::size_t(256) << 20;

  JsonPieces(TextSource Source, std::string Array);

  /// Puts the text of the next object into \p Object, with room behind it for
  /// what the parser wants there; false at the end.
  bool next(std::string &Object);

  /// Once there is no next: the document with a 0 for each object.
  std::string &rest() { return Remaining; }

  /// What is wrong, or an empty string. A parser has to look at the pieces,
  /// too.
  const std::string &defect() const { return Defect; }
};

} // namespace coroscope

#endif
