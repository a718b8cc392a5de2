//===- Finding.h - A rule applied to a coroutine ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Coroutine --rules--> Finding --advice--> Finding with measured advice
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_FINDING_H
#define COROSCOPE_FRAME_FINDING_H

#include "frame/Bytes.h"
#include "frame/Meaning.h"
#include "frame/Place.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

/// Bytes of a file to be replaced.
struct Edit {
  std::string File;         ///< Relative to the project root where inside.
  std::uint64_t Offset = 0; ///< Units: bytes, from 0.
  std::uint64_t Length = 0; ///< Units: bytes; 0 to insert.
  std::string Replacement;
  /// The inserted code in the replacement, with offsets there. Not in reports.
  std::vector<EditMark> Marks = {};

  auto operator<=>(const Edit &) const = default;
};

/// The change that an edit makes to a value.
enum class AdviceKind {
  Scope,        ///< Ends its scope before the suspension.
  DeclareLater, ///< Declares it after the suspension.
  LaterScope,   ///< Declares it after one suspension, and ends its scope before
                ///< the next one.
  Call,         ///< Moves it into a function that is called at once.
  Box,          ///< Moves it to an allocation of its own.
  Words,        ///< No edit.
};
inline constexpr AdviceKind LastAdviceKind = AdviceKind::Words;

/// Returns the spelling of \p Kind in reports, such as "declare-later".
std::string_view spelling(AdviceKind Kind);

/// An edit that may make a frame smaller. Trials find out if it does, and if it
/// keeps the meaning of the program.
struct Candidate {
  AdviceKind Kind = AdviceKind::Words;
  Bytes Heap;              ///< The bytes allocated elsewhere instead.
  std::vector<Edit> Edits; ///< Sorted by place; they do not overlap.
  /// The other values that the edits also move, as they share its bytes.
  std::vector<std::string> Together = {};
  /// An unproved assumption under which the program stays the same, as in
  /// "'parse' keeps no pointer to it"; empty if there is none.
  std::string Condition = {};

  auto operator<=>(const Candidate &) const = default;
};

/// A way to fix a finding.
struct Advice {
  AdviceKind Kind = AdviceKind::Words;
  std::string Text = {};
  bool Measured = false;
  Bytes FrameSize = {}; ///< After the edits, if measured.
  Bytes Heap = {};      ///< The bytes allocated elsewhere instead.
  /// Empty for advice in words. Set only if the edited unit is the same
  /// program.
  std::vector<Edit> Edits = {};
  /// The assumption that the author must check before making the edits; empty
  /// if there is none.
  std::string Condition = {};
};

enum class Severity { Note, Warning, Error };
inline constexpr Severity LastSeverity = Severity::Error;

/// Returns the spelling of \p Severity in reports, such as "warning".
std::string_view spelling(Severity Severity);

/// A remark that belongs to a finding.
struct Note {
  std::string Message;
  Place Where; ///< May be unknown.
};

/// Names an occupant of a frame.
struct OccupantIndex {
  std::size_t Range = 0;    ///< Index in the ranges of the frame.
  std::size_t Occupant = 0; ///< Index in the occupants of the range.

  auto operator<=>(const OccupantIndex &) const = default;
};

/// A judgement of a coroutine.
struct Finding {
  std::string Rule; ///< An id of the catalogue.
  coroscope::Severity Severity = Severity::Warning;
  std::string Message;
  Place Where;
  std::string Value; ///< The name of the value it is about; may be empty.
  coroscope::Bytes Bytes;
  std::optional<coroscope::Bytes> Limit;
  std::optional<OccupantIndex> Cause; ///< The value that it is about, if any.
  std::vector<Note> Notes;
  std::vector<Advice> Advices; ///< Best first.
};

/// A comment of the source that silences rules, as clang-tidy's NOLINT.
struct Suppression {
  unsigned FirstLine = 0; ///< 1-based.
  unsigned LastLine = 0;  ///< Included.
  /// Globs of rule ids that begin with "coroscope-"; empty for all.
  std::vector<std::string> Rules;
};

/// The author's budget for the frame of a coroutine.
struct Budget {
  std::optional<Bytes> Size; ///< Nothing if it is malformed.
  std::string Reason;        ///< May be empty, which is a finding.
  Place Where;
};

} // namespace coroscope

#endif
