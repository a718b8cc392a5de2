//===- KeyText.h - The parts of a key of a coroutine ------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// "src/server.cpp:serve(int)::lambda(char){#1a2b3c.4d5e6f}"
//
//   src/server.cpp    the unit, for names that other units cannot use or that
//                     another program could have, too
//   serve(int)        the function around a lambda
//   {#1a2b3c.4d5e6f}  fingerprints that tell a lambda from others there: its
//                     captures, and the tokens of its body; ".2" follows for
//                     the second one with the same
//
// A key stays the same when other lines move and when neighbours come and go.
// The fingerprint of a body changes with each edit of it: a search for a
// coroutine of an older report matches the rest without fingerprints.
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

/// Returns six hexadecimal digits that depend on \p Text alone.
std::string fingerprint(std::string_view Text);

/// Makes a mark from fingerprints. An \p Ordinal of 1 is not written.
std::string fingerprintMark(std::string_view Captures, std::string_view Body,
                            unsigned Ordinal);

/// Returns \p Key without fingerprints of bodies: its marks have only captures.
std::string withoutBodies(std::string_view Key);

/// Returns \p Key without marks.
std::string withoutMarks(std::string_view Key);

/// Returns \p Key without the unit in front, if there is one.
std::string_view withoutUnit(std::string_view Key);

/// A key and the place of its coroutine, if known.
struct PlacedKey {
  std::string_view Key;
  std::string_view File;
  unsigned Line = 0;
  unsigned Column = 0;
};

PlacedKey placedKeyOf(const Coroutine &C);

/// Matches \p Old with \p New after edits: first by whole keys, then without
/// bodies, then without captures, then without units. Several with the same
/// shortened key are matched in the order of their places, if both sides have
/// as many and they have not moved to another unit. Returns pairs of indices,
/// sorted by the first.
std::vector<std::pair<std::size_t, std::size_t>>
matchKeys(const std::vector<PlacedKey> &Old, const std::vector<PlacedKey> &New);

/// Makes the keys of \p Coroutines, of one unit or of a whole report, distinct:
/// where coroutines with different names for the linker have the same key, adds
/// a fingerprint of the mangled name to each.
void makeKeysDistinct(std::vector<Coroutine> &Coroutines);

/// Returns the mangled name of \p C, without the number that Clang gives
/// lambdas of internal functions in the order of emission.
std::string linkerName(const Coroutine &C);

} // namespace coroscope

#endif
