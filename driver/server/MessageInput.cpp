//===- MessageInput.cpp - Messages from the editor ------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "server/MessageInput.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"

#include <algorithm>
#include <optional>

using namespace llvm;

namespace coroscope {

/// More than any file that an editor opens. Units: bytes.
static constexpr std::size_t LongestMessage = std::size_t(256) << 20;
/// Longer lines are no headers. Units: bytes.
static constexpr std::size_t LongestHeader = 4096;

/// LLVM's transport ends at what is JSON and no message.
static bool isMessage(StringRef Text) {
  auto Parsed = json::parse(Text);
  if (!Parsed) {
    consumeError(Parsed.takeError());
    return false;
  }
  const json::Object *Message = Parsed->getAsObject();
  return Message && Message->getString("jsonrpc") == StringRef("2.0");
}

bool MessageInput::readLine(std::string &Line) {
  std::size_t End;
  while ((End = Buffer.find('\n')) == std::string::npos) {
    if (Buffer.size() > LongestHeader)
      Buffer.clear();
    if (!Read(Buffer))
      return false;
  }
  Line = StringRef(Buffer).take_front(End).rtrim("\r").str();
  Buffer.erase(0, End + 1);
  return true;
}

bool MessageInput::skip(std::size_t Bytes) {
  while (Bytes > 0) {
    if (Buffer.empty() && !Read(Buffer))
      return false;
    const std::size_t Part = std::min(Bytes, Buffer.size());
    Buffer.erase(0, Part);
    Bytes -= Part;
  }
  return true;
}

LogicalResult MessageInput::readStandardMessage(std::string &Json) {
  std::optional<std::size_t> Length;
  std::string Line;
  while (true) {
    if (!readLine(Line)) {
      IsOver = true;
      return failure();
    }
    StringRef Header = Line;
    if (Header.consume_front_insensitive("Content-Length:")) {
      unsigned long long Value;
      if (Header.trim().getAsInteger(10, Value))
        Length.reset();
      else
        Length = Value;
    } else if (Header.empty() && Length) {
      break;
    }
  }
  if (*Length > LongestMessage) {
    if (!skip(*Length))
      IsOver = true;
    return failure();
  }
  while (Buffer.size() < *Length)
    if (!Read(Buffer)) {
      IsOver = true;
      return failure();
    }
  Json = Buffer.substr(0, *Length);
  Buffer.erase(0, *Length);
  return success(isMessage(Json));
}

} // namespace coroscope
