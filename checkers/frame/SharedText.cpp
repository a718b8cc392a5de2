//===- SharedText.cpp - Texts that are often the same ---------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/SharedText.h"

#include <array>
#include <functional>
#include <limits>
#include <mutex>
#include <unordered_set>

namespace coroscope {

namespace {
struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view Text) const {
    return std::hash<std::string_view>()(Text);
  }
};

/// A shard of all texts, with its own lock.
struct Shard {
  std::mutex Lock;
  std::unordered_set<std::string, Hash, std::equal_to<>> Texts;

  const std::string &keep(std::string_view Text) {
    const std::lock_guard Guard(Lock);
    auto It = Texts.find(Text);
    return It != Texts.end() ? *It : *Texts.emplace(Text).first;
  }
};
} // namespace

static const std::string &keep(std::string_view Text) {
  static constexpr unsigned Bits = 6;
  static auto &Shards = *new std::array<Shard, 1U << Bits>;
  // The high bits choose the shard; the set uses the low bits.
  return Shards[Hash()(Text) >>
                (std::numeric_limits<std::size_t>::digits - Bits)]
      .keep(Text);
}

static const std::string &emptyText() {
  static const std::string &Empty = keep({});
  return Empty;
}

/// Mixes a few bytes of \p Text, which is not empty, into an index below
/// \p Count, a power of two.
static std::size_t placeFor(std::string_view Text, std::size_t Count) {
  auto At = [&](std::size_t I) -> std::size_t {
    return static_cast<unsigned char>(Text[I]);
  };
  const std::size_t Last = Text.size() - 1;
  return (Text.size() + 31 * At(0) + 17 * At(Last / 2) + 131 * At(Last) +
          61 * At(Last - Last / 4)) %
         Count;
}

/// Does what `keep` does, mostly without a lock: each thread has a cache.
static const std::string &keepQuickly(std::string_view Text) {
  static constexpr std::size_t Count = 512;
  static thread_local std::array<const std::string *, Count> Lately{};
  const std::string *&Place = Lately[placeFor(Text, Count)];
  if (!Place || *Place != Text)
    Place = &keep(Text);
  return *Place;
}

SharedText::SharedText() : Text(&emptyText()) {}

SharedText::SharedText(std::string_view Text)
    : Text(Text.empty() ? &emptyText() : &keepQuickly(Text)) {}

} // namespace coroscope
