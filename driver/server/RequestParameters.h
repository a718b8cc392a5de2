//===- RequestParameters.h - What a message of an editor has ----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_SERVER_REQUESTPARAMETERS_H
#define COROSCOPE_DRIVER_SERVER_REQUESTPARAMETERS_H

#include "llvm/Support/JSON.h"
#include "llvm/Support/LSP/Protocol.h"

#include <optional>
#include <string>

namespace coroscope {

/// The parameters of a message, as they came: they may lack everything.
struct RawParams {
  llvm::json::Value Value = nullptr;
};
bool fromJSON(const llvm::json::Value &Given, RawParams &Params,
              llvm::json::Path);

/// The object \p Key of \p Value; an empty one if there is none.
const llvm::json::Object &objectIn(const llvm::json::Value &Value,
                                   llvm::StringRef Key);

/// The string \p Key of \p Of; empty if there is none.
std::string stringIn(const llvm::json::Object &Of, llvm::StringRef Key);

std::optional<llvm::lsp::Range> rangeIn(const RawParams &Params);
std::optional<llvm::lsp::Position> positionIn(const RawParams &Params);

/// The answer to a request without \p What.
llvm::Error lacks(const char *What);

} // namespace coroscope

#endif
