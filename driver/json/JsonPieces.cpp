//===- JsonPieces.cpp - The elements of a large JSON document -------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "json/JsonPieces.h"

#include <array>
#include <cstring>
#include <simdjson.h>

namespace coroscope {

JsonPieces::JsonPieces(TextSource Source, std::string Array)
    : Source(std::move(Source)), Array(std::move(Array)),
      Buffer(std::size_t(1) << 18) {}

bool JsonPieces::fill() {
  Begin = 0;
  End = Source(Buffer.data(), Buffer.size());
  return End != 0;
}

/// Returns the offset past the end of the string that begins before \p At, or
/// \p End if the buffer ends first.
static std::size_t skipString(const std::vector<char> &Buffer, std::size_t At,
                              std::size_t End, bool &InString,
                              bool &IsEscaped) {
  // Most strings have no backslash.
  const char *First = Buffer.data() + At;
  if (!IsEscaped)
    if (const void *Quote = std::memchr(First, '"', End - At)) {
      const auto Length =
          static_cast<std::size_t>(static_cast<const char *>(Quote) - First);
      if (!std::memchr(First, '\\', Length)) {
        InString = false;
        return At + Length + 1;
      }
    }
  for (; At != End; ++At) {
    if (IsEscaped)
      IsEscaped = false;
    else if (Buffer[At] == '\\')
      IsEscaped = true;
    else if (Buffer[At] == '"') {
      InString = false;
      return At + 1;
    }
  }
  return At;
}

/// Takes the text outside the array's objects, up to the next one or the end.
/// Returns true if there is an object.
bool JsonPieces::takeOutside() {
  while (Begin != End || fill()) {
    if (Remaining.size() > Largest) {
      Defect = "it is too large for a report";
      return false;
    }
    if (InString) {
      const std::size_t First = Begin;
      Begin = skipString(Buffer, Begin, End, InString, IsEscaped);
      Remaining.append(Buffer.data() + First, Begin - First);
      if (Depth == 1 && IsKey)
        Key.append(Buffer.data() + First, Begin - First);
      continue;
    }
    const char C = Buffer[Begin];
    if (C == '{' && Depth == 2 && InArray)
      return true;
    Remaining += C;
    ++Begin;
    switch (C) {
    case '"':
      InString = true;
      Key.clear();
      break;
    case '{':
      IsKey = ++Depth == 1;
      break;
    case '[':
      InArray = ++Depth == 2 && Key == Array + '"';
      break;
    case '}':
    case ']':
      InArray = InArray && Depth > 2;
      Depth -= Depth != 0;
      break;
    case ',':
    case ':':
      IsKey = Depth == 1 ? C == ',' : IsKey;
      break;
    default:
      break;
    }
  }
  return false;
}

/// The characters that decide where an object ends.
static constexpr std::array<bool, 256> Decides = [] {
  std::array<bool, 256> Table{};
  for (unsigned char C : {'"', '{', '}', '[', ']'})
    Table[C] = true;
  return Table;
}();

bool JsonPieces::takeObject(std::string &Object) {
  Object.clear();
  std::size_t Own = 0;
  while (Begin != End || fill()) {
    const std::size_t First = Begin;
    bool IsWhole = false;
    while (Begin != End && !IsWhole) {
      if (InString) {
        Begin = skipString(Buffer, Begin, End, InString, IsEscaped);
        continue;
      }
      const char C = Buffer[Begin++];
      if (!Decides[static_cast<unsigned char>(C)])
        continue;
      if (C == '"')
        InString = true;
      else if (C == '{' || C == '[')
        ++Own;
      else
        IsWhole = --Own == 0;
    }
    Object.reserve(Object.size() + Begin - First + simdjson::SIMDJSON_PADDING);
    Object.append(Buffer.data() + First, Begin - First);
    if (IsWhole) {
      Remaining += '0';
      return true;
    }
    if (Object.size() > Largest) {
      Defect = "an object in it is too large for a report";
      return false;
    }
  }
  Defect = "it ends in the middle";
  return false;
}

bool JsonPieces::next(std::string &Object) {
  return !Defect && takeOutside() && takeObject(Object);
}

} // namespace coroscope
