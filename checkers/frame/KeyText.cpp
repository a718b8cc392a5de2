//===- KeyText.cpp - The parts of a key of a coroutine --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/KeyText.h"

#include "frame/Coroutine.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>

namespace coroscope {

// No C++ name contains these two characters together.
static constexpr std::string_view MarkBegin = "{#";
static constexpr char MarkEnd = '}';
static constexpr std::size_t Digits = 6;

std::string fingerprint(std::string_view Text) {
  // FNV-1a. Fowler, Noll, Vo: RFC 9923, with the constants for 64 bits.
  std::uint64_t Hash = 0xcbf29ce484222325;
  for (const char C : Text)
    Hash = (Hash ^ static_cast<unsigned char>(C)) * 0x100000001b3;
  Hash ^= Hash >> 32;
  std::string Hexadecimal(Digits, '0');
  for (char &Digit : Hexadecimal) {
    Digit = "0123456789abcdef"[Hash % 16];
    Hash /= 16;
  }
  return Hexadecimal;
}

std::string fingerprintMark(std::string_view Captures, std::string_view Body,
                            unsigned Ordinal) {
  std::string Mark(MarkBegin);
  Mark.append(Captures).append(".").append(Body);
  if (Ordinal > 1)
    Mark += "." + std::to_string(Ordinal);
  return Mark + MarkEnd;
}

/// Returns \p Key with each mark replaced by the result of \p Replace.
template <typename Replacer>
static std::string replaceMarks(std::string_view Key, Replacer Replace) {
  std::string Text;
  for (std::size_t Begin; (Begin = Key.find(MarkBegin)) != Key.npos;) {
    const std::size_t End = Key.find(MarkEnd, Begin);
    if (End == Key.npos)
      break;
    Text.append(Key.substr(0, Begin));
    Text.append(Replace(Key.substr(Begin, End + 1 - Begin)));
    Key.remove_prefix(End + 1);
  }
  return Text.append(Key);
}

std::string withoutBodies(std::string_view Key) {
  return replaceMarks(Key, [](std::string_view Mark) {
    return Mark.substr(0, MarkBegin.size() + Digits);
  });
}

std::string withoutMarks(std::string_view Key) {
  return replaceMarks(Key, [](std::string_view) { return std::string_view(); });
}

std::string_view withoutUnit(std::string_view Key) {
  // Names have only double colons.
  for (std::size_t I = 1; I + 1 < Key.size(); ++I)
    if (Key[I] == ':' && Key[I - 1] != ':' && Key[I + 1] != ':')
      return Key.substr(I + 1);
  return Key;
}

PlacedKey placedKeyOf(const Coroutine &C) {
  return {C.Key, C.Where.File, C.Where.Line, C.Where.Column};
}

namespace {
/// The unmatched indices of both sides with one key.
struct Alike {
  std::vector<std::size_t> Old, New;
};
} // namespace

std::vector<std::pair<std::size_t, std::size_t>>
matchKeys(const std::vector<PlacedKey> &Old,
          const std::vector<PlacedKey> &New) {
  std::vector<std::pair<std::size_t, std::size_t>> Pairs;
  std::vector<bool> OldIsDone(Old.size()), NewIsDone(New.size());
  auto Match = [&](auto Shorten, bool AreOrdered = true) {
    std::map<std::string, Alike> Groups;
    for (std::size_t I = 0; I != Old.size(); ++I)
      if (!OldIsDone[I])
        Groups[Shorten(Old[I].Key)].Old.push_back(I);
    for (std::size_t I = 0; I != New.size(); ++I)
      if (!NewIsDone[I])
        if (auto It = Groups.find(Shorten(New[I].Key)); It != Groups.end())
          It->second.New.push_back(I);
    auto InOrder = [](const std::vector<PlacedKey> &Keys) {
      return [&Keys](std::size_t A, std::size_t B) {
        auto Order = [](const PlacedKey &K) {
          return std::tie(K.File, K.Line, K.Column, K.Key);
        };
        return Order(Keys[A]) < Order(Keys[B]);
      };
    };
    auto ArePlaced = [](const std::vector<PlacedKey> &Keys,
                        const std::vector<std::size_t> &Indices) {
      return std::all_of(Indices.begin(), Indices.end(),
                         [&](std::size_t I) { return Keys[I].Line != 0; });
    };
    for (auto &[Key, Group] : Groups) {
      if (Group.Old.size() != Group.New.size() ||
          (Group.Old.size() > 1 && !(AreOrdered && ArePlaced(Old, Group.Old) &&
                                     ArePlaced(New, Group.New))))
        continue;
      std::sort(Group.Old.begin(), Group.Old.end(), InOrder(Old));
      std::sort(Group.New.begin(), Group.New.end(), InOrder(New));
      for (std::size_t I = 0; I != Group.Old.size(); ++I) {
        Pairs.emplace_back(Group.Old[I], Group.New[I]);
        OldIsDone[Group.Old[I]] = NewIsDone[Group.New[I]] = true;
      }
    }
  };
  Match([](std::string_view Key) { return std::string(Key); });
  Match(withoutBodies);
  Match(withoutMarks);
  Match(
      [](std::string_view Key) {
        return std::string(withoutUnit(withoutMarks(Key)));
      },
      /*AreOrdered=*/false);
  std::sort(Pairs.begin(), Pairs.end());
  return Pairs;
}

std::string linkerName(const Coroutine &C) {
  static constexpr std::string_view Numbered = "$_";
  std::string Name;
  std::string_view Rest = C.MangledName;
  for (std::size_t At; (At = Rest.find(Numbered)) != Rest.npos;) {
    Name.append(Rest.substr(0, At + Numbered.size()));
    Rest.remove_prefix(At + Numbered.size());
    Rest.remove_prefix(
        std::min(Rest.find_first_not_of("0123456789"), Rest.size()));
  }
  return Name.append(Rest);
}

void makeKeysDistinct(std::vector<Coroutine> &Coroutines) {
  std::map<std::string_view, std::vector<Coroutine *>> ByKey;
  for (Coroutine &C : Coroutines)
    ByKey[C.Key].push_back(&C);
  std::vector<std::pair<Coroutine *, std::string>> Changed;
  for (auto &[Key, Same] : ByKey) {
    if (Same.size() == 1)
      continue;
    std::sort(Same.begin(), Same.end(),
              [](const Coroutine *A, const Coroutine *B) {
                return std::tie(A->Where, A->MangledName) <
                       std::tie(B->Where, B->MangledName);
              });
    std::map<std::string, unsigned> Copies;
    for (Coroutine *C : Same) {
      const std::string Name = linkerName(*C);
      std::string Own = std::string(Key) + "~" + fingerprint(Name);
      // Two lambdas from one macro.
      if (unsigned Copy = Copies[Name]++)
        Own += "." + std::to_string(Copy + 1);
      Changed.emplace_back(C, std::move(Own));
    }
  }
  for (auto &[C, Key] : Changed)
    C->Key = std::move(Key);
}

} // namespace coroscope
