//===- Failure.h - Why something could not be done -------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `llvm::Error` is for rooms that see LLVM.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_FAILURE_H
#define COROSCOPE_FRAME_FAILURE_H

#include <optional>
#include <string>
#include <utility>

namespace coroscope {

/// Returned by what can fail; true if it did. Use it as in
///
///   if (Failure Failed = readReport(Text, Read))
///     printError(Failed.message());
class [[nodiscard]] Failure {
  std::optional<std::string> Message;

public:
  /// Success.
  Failure() = default;
  /// A failure for the reason \p Message, which users can read.
  Failure(std::string Message) : Message(std::move(Message)) {}
  Failure(const char *Message) : Message(Message) {}

  explicit operator bool() const { return Message.has_value(); }

  /// Only of a failure.
  const std::string &message() const & { return *Message; }
};

} // namespace coroscope

#endif
