//===- NeededBytes.cpp - Parts of a value with one fate -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/NeededBytes.h"

#include <algorithm>
#include <set>

namespace coroscope {

/// What writes to more parts than this counts as a write to an unknown part.
static constexpr std::size_t MostBorders = 64;

/// The first bytes of the parts.
static std::set<std::uint64_t> bordersOf(const MemoryUses &Uses) {
  std::set<std::uint64_t> Borders{0};
  for (const MemoryAccess &A : Uses.Accesses)
    if (A.Fills || A.Ends) {
      Borders.insert(A.Begin);
      Borders.insert(A.End);
    }
  std::uint64_t End = 0;
  for (const MemoryAccess &A : Uses.Accesses)
    End = std::max(End, A.End);
  if (Borders.size() > MostBorders)
    Borders = {0};
  Borders.erase(Borders.lower_bound(std::max<std::uint64_t>(End, 1)),
                Borders.end());
  return Borders;
}

std::vector<ByteGroup> groupBytes(const MemoryUses &Uses) {
  const std::set<std::uint64_t> Borders = bordersOf(Uses);
  std::vector<ByteGroup> Groups;
  for (auto Border = Borders.begin(); Border != Borders.end(); ++Border) {
    const std::uint64_t Begin = *Border;
    const bool IsLast = std::next(Border) == Borders.end();
    ByteGroup Group;
    for (const MemoryAccess &A : Uses.Accesses) {
      if (A.End <= Begin || (!IsLast && A.Begin >= *std::next(Border)))
        continue;
      Group.Accesses.push_back(A.At);
      if (A.Reads)
        Group.Reads.push_back(A.At);
      // Borders may have been left out.
      const bool Covers =
          A.Begin <= Begin &&
          (IsLast ? std::all_of(Uses.Accesses.begin(), Uses.Accesses.end(),
                                [&](const MemoryAccess &Other) {
                                  return Other.End <= A.End;
                                })
                  : A.End >= *std::next(Border));
      if (A.Fills && Covers)
        Group.Fills.push_back(A.At);
      if (A.Ends && Covers)
        Group.Ends.push_back(A.At);
    }
    if (std::find(Groups.begin(), Groups.end(), Group) == Groups.end())
      Groups.push_back(std::move(Group));
  }
  return Groups;
}

} // namespace coroscope
