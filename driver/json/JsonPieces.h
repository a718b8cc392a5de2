//===- JsonPieces.h - The elements of a large JSON document -----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reports of large code bases have gigabytes, and their parser needs a document
// in memory. So this cuts the elements of one array out of the text, for the
// parser to read one by one. It only knows where a JSON object ends.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_JSON_JSONPIECES_H
#define COROSCOPE_DRIVER_JSON_JSONPIECES_H

#include "frame/Failure.h"
#include "json/ReportJson.h"

#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

/// Cuts the objects out of the array that is the member \p Array of a document,
/// which is an object.
class JsonPieces {
  TextSource Source;
  const std::string Array;
  std::vector<char> Buffer;
  std::size_t Begin = 0, End = 0; ///< The part of the buffer not taken yet.
  std::size_t Depth = 0;
  bool InString = false, IsEscaped = false;
  bool IsKey = false;   ///< True if a string of the document is a key here.
  bool InArray = false; ///< True if the last key is that of the array.
  std::string Key;
  std::string Remaining;
  Failure Defect;

  bool fill();
  bool takeOutside();
  bool takeObject(std::string &Object);

public:
  /// The limit for an object, and for all text outside objects. Units: bytes.
  static constexpr std::size_t Largest = std::size_t(256) << 20;

  JsonPieces(TextSource Source, std::string Array);

  /// Puts the text of the next object into \p Object, with room after it for
  /// the parser's padding; false at the end.
  bool next(std::string &Object);

  /// Returns the document with a 0 for each object, once there is no next.
  std::string &rest() { return Remaining; }

  /// Returns the defect found so far. The pieces themselves are left to the
  /// parser.
  const Failure &defect() const { return Defect; }
};

} // namespace coroscope

#endif
