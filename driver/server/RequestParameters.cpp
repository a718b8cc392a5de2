//===- RequestParameters.cpp - What a message of an editor has ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "server/RequestParameters.h"

using namespace llvm;

namespace coroscope {

bool fromJSON(const json::Value &Given, RawParams &Params, json::Path) {
  Params.Value = Given;
  return true;
}

const json::Object &objectIn(const json::Value &Value, StringRef Key) {
  static const json::Object Empty;
  if (const json::Object *Whole = Value.getAsObject())
    if (const json::Object *Part = Whole->getObject(Key))
      return *Part;
  return Empty;
}

std::string stringIn(const json::Object &Of, StringRef Key) {
  return Of.getString(Key).value_or("").str();
}

/// Reads \p Key of \p Params; nothing if it is not there or another type.
template <class T>
static std::optional<T> valueIn(const RawParams &Params, StringRef Key) {
  T Read;
  json::Path::Root Root;
  const json::Object *Whole = Params.Value.getAsObject();
  const json::Value *Given = Whole ? Whole->get(Key) : nullptr;
  if (!Given || !fromJSON(*Given, Read, Root))
    return std::nullopt;
  return Read;
}

std::optional<lsp::Range> rangeIn(const RawParams &Params) {
  return valueIn<lsp::Range>(Params, "range");
}

std::optional<lsp::Position> positionIn(const RawParams &Params) {
  return valueIn<lsp::Position>(Params, "position");
}

Error lacks(const char *What) {
  return make_error<lsp::LSPError>(std::string("the request has no ") + What,
                                   lsp::ErrorCode::InvalidParams);
}

} // namespace coroscope
