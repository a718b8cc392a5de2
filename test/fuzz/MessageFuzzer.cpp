//===- MessageFuzzer.cpp - Messages of editors ----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "server/MessageInput.h"
#include "server/TextPositions.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"

#include <algorithm>
#include <cstdint>

using namespace coroscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data,
                                      std::size_t Size) {
  llvm::StringRef Left(reinterpret_cast<const char *>(Data), Size);
  // In pieces, as they come through a pipe.
  MessageInput Input([&](std::string &Into) {
    if (Left.empty())
      return false;
    const std::size_t Part = std::min<std::size_t>(Left.size(), 7);
    Into += Left.take_front(Part);
    Left = Left.drop_front(Part);
    return true;
  });
  std::string Json;
  while (!Input.isEndOfInput())
    if (llvm::succeeded(Input.readMessage(Json)))
      llvm::consumeError(llvm::json::parse(Json).takeError());

  const TextPositions Text(
      std::string(reinterpret_cast<const char *>(Data), Size));
  for (std::size_t Offset = 0; Offset <= Size; Offset += 3) {
    const auto At = Text.atOffset(Offset);
    if (At.line < 0 || At.character < 0)
      __builtin_trap();
    (void)Text.at(unsigned(Offset), unsigned(Size - Offset));
    (void)Text.indentation(unsigned(Offset));
  }
  return 0;
}
