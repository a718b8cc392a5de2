//===- MessageInput.h - Messages from the editor ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_SERVER_MESSAGEINPUT_H
#define COROSCOPE_DRIVER_SERVER_MESSAGEINPUT_H

#include "llvm/Support/LSP/Transport.h"

#include <cstddef>
#include <functional>
#include <string>

namespace coroscope {

/// Reads more of a stream: appends to \p Into what there is, and waits until
/// there is something. False at its end.
using ReadMore = std::function<bool(std::string &Into)>;

/// Splits a stream into messages. What is no message is left out up to the next
/// header; a message that is too long is left out.
class MessageInput : public llvm::lsp::JSONTransportInput {
  ReadMore Read;
  std::string Buffer;
  bool IsOver = false;

  bool readLine(std::string &Line);
  bool skip(std::size_t Bytes);

public:
  explicit MessageInput(ReadMore Read) : Read(std::move(Read)) {}

  bool hasError() const override { return false; }
  bool isEndOfInput() const override { return IsOver; }
  llvm::LogicalResult readStandardMessage(std::string &Json) override;
  llvm::LogicalResult readDelimitedMessage(std::string &Json) override {
    return readStandardMessage(Json);
  }
};

} // namespace coroscope

#endif
