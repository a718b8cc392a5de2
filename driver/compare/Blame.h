//===- Blame.h - Which values made a frame another size ---------*- C++ -*-===//
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

/// Why a value takes another number of bytes of a frame.
enum class BlameKind {
  NewlyHeld,   ///< It was not in the frame.
  NotHeld,     ///< It is not in the frame any more.
  OtherSize,   ///< It is larger or smaller.
  OtherMix,    ///< It shares its bytes with other values than before.
  Bookkeeping, ///< Padding, and what every frame has.
};

/// A value's share in the growth of a frame.
struct Blame {
  BlameKind Kind = BlameKind::Bookkeeping;
  std::string Value; ///< Its name; empty for padding and what has none.
  OccupantKind What = OccupantKind::Unknown;
  bool IsPadding = false;
  std::string Type; ///< In the new frame; in the old one if it is gone.
  Bytes Before;     ///< Its own size; 0 if it was not there.
  Bytes After;
  /// What the frame has grown by because of it. Units: bytes.
  std::int64_t Growth = 0;
  Place Declared;
  Place HeldAcross; ///< A suspension across which it is held, if it is new.
};

/// The shares of all values in the difference of \p Base and \p Head, which are
/// the same coroutine at two times. They add up to it. Largest first; those of
/// 0 bytes are left out.
std::vector<Blame> blame(const Coroutine &Base, const Coroutine &Head);

/// "'Packet' is now held across the suspension at server.cpp:88 (+4096)"
std::string inWords(const Blame &Share);

} // namespace coroscope

#endif
