//===- Blame.h - The values that changed a frame ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_COMPARE_BLAME_H
#define COROSCOPE_DRIVER_COMPARE_BLAME_H

#include "frame/Coroutine.h"

#include <cstdint>
#include <string>
#include <vector>

namespace coroscope {

/// The reason why a value takes more or fewer bytes of a frame.
enum class BlameKind {
  NewlyHeld,   ///< It was not in the frame.
  NotHeld,     ///< It is not in the frame any more.
  OtherSize,   ///< It is larger or smaller.
  OtherMix,    ///< It shares its bytes with other values than before.
  Bookkeeping, ///< Padding, and the parts of every frame.
};

/// A value's share in the growth of a frame.
struct Blame {
  BlameKind Kind = BlameKind::Bookkeeping;
  std::string Value; ///< Its name; empty for padding and unnamed values.
  OccupantKind What = OccupantKind::Unknown;
  bool IsPadding = false;
  std::string Type; ///< In the new frame; in the old one if it is gone.
  Bytes Before;     ///< Its own size; 0 if it was not there.
  Bytes After;
  /// The growth of the frame because of it. Units: bytes.
  std::int64_t Growth = 0;
  Place Declared;
  Place HeldAcross; ///< A suspension across which it is held, if it is new.
};

/// Returns the shares of all values in the difference between \p Base and
/// \p Head, the same coroutine at two times. They add up to it. Largest first,
/// without those of 0 bytes.
std::vector<Blame> blame(const Coroutine &Base, const Coroutine &Head);

/// Describes \p Share, as in "'Packet' is now held across the suspension at
/// server.cpp:88 (+4096)".
std::string inWords(const Blame &Share);

} // namespace coroscope

#endif
