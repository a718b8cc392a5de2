//===- JsonText.cpp - JSON without spaces, as it is made ------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/JsonText.h"

namespace coroscope {

void JsonText::separate() {
  if (!Text.empty() && Text.back() != '[' && Text.back() != '{' &&
      Text.back() != ':')
    Text += ',';
}

JsonText &JsonText::beginArray() {
  separate();
  Text += '[';
  return *this;
}

JsonText &JsonText::endArray() {
  Text += ']';
  return *this;
}

JsonText &JsonText::beginObject() {
  separate();
  Text += '{';
  return *this;
}

JsonText &JsonText::endObject() {
  Text += '}';
  return *this;
}

JsonText &JsonText::key(std::string_view Name) {
  value(Name);
  Text += ':';
  return *this;
}

JsonText &JsonText::value(std::string_view String) {
  static constexpr char Digits[] = "0123456789abcdef";
  separate();
  Text += '"';
  for (char C : String) {
    const auto Byte = static_cast<unsigned char>(C);
    if (C == '"' || C == '\\')
      Text += {'\\', C};
    else if (C == '\n')
      Text += "\\n";
    else if (Byte < 0x20)
      Text += {'\\', 'u', '0', '0', Digits[Byte >> 4], Digits[Byte & 15]};
    else
      Text += C;
  }
  Text += '"';
  return *this;
}

JsonText &JsonText::raw(std::string_view Json) {
  separate();
  Text += Json;
  return *this;
}

} // namespace coroscope
