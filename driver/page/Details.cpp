//===- Details.cpp - The rows of a page, as many as there is room ---------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/Details.h"

#include "page/Packed.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace coroscope {

/// Returns the limit for all data of a page. Units: bytes of the file.
static std::size_t mostFor(std::size_t Count) {
  // 100,000 coroutines should stay below 8 MB, including the page itself. More
  // coroutines may take more.
  return std::max<std::size_t>(7'850'000, 78 * Count);
}

/// Packs those of \p Rows that are \p Kept, in their order, since neighbours
/// are alike.
static std::string pack(const std::vector<std::string> &Rows,
                        const std::vector<bool> &Kept, std::size_t AtATime) {
  std::vector<std::string> Blocks;
  std::size_t Count = 0;
  for (std::size_t I = 0; I != Rows.size(); ++I) {
    if (!Kept[I])
      continue;
    if (Count++ % AtATime == 0)
      Blocks.emplace_back("[");
    else
      Blocks.back() += ',';
    Blocks.back() += Rows[I];
  }
  for (std::string &Block : Blocks)
    Block += ']';
  std::string Text;
  for (const std::string &Block : packed(Blocks))
    Text += Block + "\n";
  return Text;
}

PackedDetails packDetails(const std::vector<std::string> &Rows,
                          const std::vector<std::size_t> &Order,
                          std::size_t Others) {
  PackedDetails Made;
  Made.AtATime = 128;
  Made.Kept.assign(Rows.size(), true);
  Made.Text = pack(Rows, Made.Kept, Made.AtATime);
  const std::size_t Most = mostFor(Rows.size());
  std::size_t Count = Rows.size();
  while (Count != 0 && Made.Text.size() + Others > Most) {
    // Important rows are larger than others, so this may take a few rounds.
    const double Room = static_cast<double>(Most - std::min(Most, Others)) /
                        static_cast<double>(Made.Text.size());
    Count = static_cast<std::size_t>(static_cast<double>(Count) *
                                     std::min(Room, 1.0) * 0.99);
    Made.IsWhole = false;
    Made.Kept.assign(Rows.size(), false);
    for (std::size_t I = 0; I != Count; ++I)
      Made.Kept[Order[I]] = true;
    Made.Text = pack(Rows, Made.Kept, Made.AtATime);
  }
  return Made;
}

void PackedDetails::writeIndex(JsonText &Json) const {
  Json.key("details").beginObject().key("atATime").value(AtATime);
  if (!IsWhole) {
    // The lengths of runs: kept, left out, kept, ...
    Json.key("kept").beginArray();
    bool IsKept = true;
    std::size_t Length = 0;
    for (bool Own : Kept) {
      if (Own != IsKept) {
        Json.value(Length);
        Length = 0;
        IsKept = Own;
      }
      ++Length;
    }
    Json.value(Length).endArray();
  }
  Json.endObject();
}

std::vector<std::size_t>
importanceOf(const std::vector<const Coroutine *> &All) {
  std::vector<std::size_t> Order(All.size());
  std::iota(Order.begin(), Order.end(), 0);
  std::vector<std::tuple<bool, Bytes, Bytes>> Weights;
  for (const Coroutine *C : All)
    Weights.emplace_back(!C->Findings.empty(), C->waste().Total, C->Frame.Size);
  std::sort(Order.begin(), Order.end(), [&](std::size_t A, std::size_t B) {
    return Weights[A] != Weights[B] ? Weights[A] > Weights[B] : A < B;
  });
  return Order;
}

} // namespace coroscope
