//===- FindingOrder.cpp - The findings of a report ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/FindingOrder.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <tuple>

namespace coroscope {

/// FNV-1a, which is the same everywhere and for ever; 16 digits.
static std::string hashInHex(std::string_view Text) {
  std::uint64_t Hash = 0xcbf29ce484222325;
  for (unsigned char Byte : Text)
    Hash = (Hash ^ Byte) * 0x100000001b3;
  std::string Digits;
  for (int Shift = 60; Shift >= 0; Shift -= 4)
    Digits += "0123456789abcdef"[Hash >> Shift & 15];
  return Digits;
}

std::vector<PlacedFinding> findingsByImportance(const Report &Report) {
  std::vector<PlacedFinding> All;
  for (const Coroutine &C : Report.Coroutines) {
    // Two values of one name in one coroutine are told apart by their order.
    std::map<std::string, unsigned> Seen;
    for (const Finding &F : C.Findings) {
      std::string Identity = F.Rule + '\0' + C.Key + '\0' + F.Value;
      if (const unsigned Ordinal = Seen[Identity]++)
        Identity += '\0' + std::to_string(Ordinal);
      All.push_back({&C, &F, hashInHex(Identity)});
    }
  }
  std::sort(
      All.begin(), All.end(),
      [](const PlacedFinding &A, const PlacedFinding &B) {
        return std::tie(B.Finding->Severity, B.Finding->Bytes, A.Finding->Where,
                        A.Finding->Rule, A.Of->Key, A.Fingerprint) <
               std::tie(A.Finding->Severity, A.Finding->Bytes, B.Finding->Where,
                        B.Finding->Rule, B.Of->Key, B.Fingerprint);
      });
  return All;
}

std::vector<const Coroutine *> ownBySize(const Report &Report) {
  std::vector<const Coroutine *> Own;
  for (const Coroutine &C : Report.Coroutines)
    if (!C.System)
      Own.push_back(&C);
  std::sort(Own.begin(), Own.end(), [](const Coroutine *A, const Coroutine *B) {
    return std::tie(B->Frame.Size, A->Key) < std::tie(A->Frame.Size, B->Key);
  });
  return Own;
}

} // namespace coroscope
