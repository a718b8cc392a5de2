//===- KeyText.h - What stands in the key of a coroutine --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// "src/server.cpp:serve(int)::lambda(char){#1a2b3c.4d5e6f}"
//
//   src/server.cpp    the unit, for what other units cannot name or could have
//                     under the same name in another program
//   serve(int)        the function around a lambda
//   {#1a2b3c.4d5e6f}  what tells a lambda from others there: its captures, and
//                     the tokens of its body; ".2" follows for the second one
//                     that has the same
//
// A key stays when other lines move and when neighbours come and go. The
// fingerprint of a body changes with each edit of it: those who look for a
// coroutine of an older report match without fingerprints what is left over.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_KEYTEXT_H
#define COROSCOPE_FRAME_KEYTEXT_H

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coroscope {

struct Coroutine;

/// Six hexadecimal digits that depend on \p Text alone, on every machine.
std::string fingerprint(std::string_view Text);

/// Puts a fingerprint together. An \p Ordinal of 1 is not written.
std::string fingerprintMark(std::string_view Captures, std::string_view Body,
                            unsigned Ordinal);

/// \p Key as it is after an edit of bodies: marks have only captures in them.
std::string withoutBodies(std::string_view Key);

/// \p Key without marks.
std::string withoutMarks(std::string_view Key);

/// \p Key without the unit in front, if there is one.
std::string_view withoutUnit(std::string_view Key);

/// A key and where its coroutine is, if that is known.
struct PlacedKey {
  std::string_view Key;
  std::string_view File;
  unsigned Line = 0;
  unsigned Column = 0;
};

PlacedKey placedKeyOf(const Coroutine &C);

/// Finds out which of \p Old are which of \p New after edits: first by whole
/// keys, then without bodies, then without captures, then without units.
/// Several that are left with the same are taken in the order of their places,
/// if there are as many and they have not moved to another unit. Gives pairs of
/// indices, sorted by the first.
std::vector<std::pair<std::size_t, std::size_t>>
matchKeys(const std::vector<PlacedKey> &Old, const std::vector<PlacedKey> &New);

/// Makes the keys of \p Coroutines, of one unit or of a whole report, distinct
/// where two that the linker tells apart have the same: adds a fingerprint of
/// the mangled name to both.
void makeKeysDistinct(std::vector<Coroutine> &Coroutines);

/// The mangled name of \p C, without the number that Clang gives lambdas of
/// internal functions in the order of emission.
std::string linkerName(const Coroutine &C);

} // namespace coroscope

#endif
