//===- FrameBar.cpp - A frame in one line ---------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/FrameBar.h"

#include "report/CountText.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace coroscope {

namespace {
/// Who owns bytes, as a block shows it. Blocks differ without color, too.
struct Owner {
  std::string_view Name;
  std::string_view Block;
  char Ascii;
  Paint Color;
};
} // namespace

static constexpr std::size_t Padding = 0;
static constexpr std::array<Owner, 9> Owners = {{
    {"padding", "\u00b7", '.', Paint::Faint},
    {"bookkeeping", "\u259a", '%', Paint::Faint},
    {"promise", "\u2596", 'p', Paint::Blue},
    {"parameters", "\u2593", '=', Paint::Cyan},
    {"locals", "\u2588", '#', Paint::Green},
    {"awaiters and temporaries", "\u2592", '+', Paint::Yellow},
    {"spills", "\u2591", '-', Paint::Magenta},
    {"elided frames", "\u2584", '@', Paint::Bold},
    {"unknown", "?", '?', Paint::Red},
}};

/// An index of Owners.
static std::size_t ownerOf(OccupantKind Kind) {
  switch (Kind) {
  case OccupantKind::ResumePointer:
  case OccupantKind::DestroyPointer:
  case OccupantKind::SuspendIndex:
  case OccupantKind::ExceptionState:
    return 1;
  case OccupantKind::Promise:
    return 2;
  case OccupantKind::Parameter:
    return 3;
  case OccupantKind::Local:
    return 4;
  case OccupantKind::Awaiter:
  case OccupantKind::Temporary:
    return 5;
  case OccupantKind::Spill:
    return 6;
  case OccupantKind::CalleeFrame:
    return 7;
  case OccupantKind::Unknown:
    return 8;
  }
  return 8;
}

static std::size_t ownerOf(const FrameRange &Range) {
  if (Range.isPadding())
    return Padding;
  return ownerOf(std::max_element(Range.Occupants.begin(),
                                  Range.Occupants.end(),
                                  [](const Occupant &A, const Occupant &B) {
                                    return A.Size < B.Size;
                                  })
                     ->Kind);
}

/// The owner of most of the bytes from \p Begin to \p End.
static std::size_t mostOf(const Frame &F, std::uint64_t Begin,
                          std::uint64_t End) {
  std::array<std::uint64_t, Owners.size()> Bytes{};
  for (const FrameRange &Range : F.Ranges) {
    const std::uint64_t From = std::max(Begin, Range.Offset.Count);
    const std::uint64_t To =
        std::min(End, Range.Offset.Count + Range.Size.Count);
    if (From < To)
      Bytes[ownerOf(Range)] += To - From;
  }
  return std::max_element(Bytes.begin(), Bytes.end()) - Bytes.begin();
}

static std::string blocks(std::size_t Of, std::size_t Number,
                          const TextStyle &Style) {
  std::string Text;
  for (std::size_t I = 0; I != Number; ++I)
    Text += Style.IsUtf8 ? std::string(Owners[Of].Block)
                         : std::string(1, Owners[Of].Ascii);
  return paint(Style, Owners[Of].Color, Text);
}

std::string frameBar(const Coroutine &C, const TextStyle &Style) {
  static constexpr std::size_t Widest = 80;
  const std::uint64_t Size = C.Frame.Size.Count;
  if (Size == 0 || C.Frame.Ranges.empty())
    return {};
  std::size_t Cells = Style.Width ? std::min(Style.Width, Widest) : Widest;
  Cells = std::min<std::uint64_t>(Cells, Size);
  std::string Bar;
  for (std::size_t I = 0; I != Cells;) {
    // Blocks of one owner that follow each other change the color once.
    auto At = [&](std::size_t Cell) {
      return mostOf(C.Frame, Size * Cell / Cells, Size * (Cell + 1) / Cells);
    };
    const std::size_t Of = At(I);
    std::size_t End = I + 1;
    while (End != Cells && At(End) == Of)
      ++End;
    Bar += blocks(Of, End - I, Style);
    I = End;
  }
  std::array<std::uint64_t, Owners.size()> Bytes{};
  for (const FrameRange &Range : C.Frame.Ranges)
    Bytes[ownerOf(Range)] += Range.Size.Count;
  std::string Legend;
  std::size_t Column = 0;
  for (std::size_t Of = 1; Of <= Owners.size(); ++Of) {
    const Owner &O = Owners[Of % Owners.size()]; // Padding comes last.
    const std::uint64_t Own = Bytes[Of % Owners.size()];
    if (Own == 0)
      continue;
    const std::string Words =
        " " + std::string(O.Name) + " " + std::to_string(Own);
    if (Column != 0) {
      const bool Fits =
          !Style.Width || Column + 3 + Words.size() <= Style.Width;
      Legend += Fits ? "  " : "\n";
      Column = Fits ? Column + 2 : 0;
    }
    Legend += blocks(Of % Owners.size(), 1, Style) + Words;
    Column += 1 + Words.size();
  }
  return Bar + "\n" + Legend + "\n";
}

} // namespace coroscope
