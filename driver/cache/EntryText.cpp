//===- EntryText.cpp - An entry of the cache as text ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cache/EntryText.h"

#include "source/ProjectPaths.h"
#include "json/ReportJson.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

// The first line has the format, the length and the hash of the rest, which is
// compressed if LLVM can do that. The rest has a line for each input, such as
// "r 0123456789abcdef include/a.h", "p", "m", then "t SECONDS", "e LENGTH", the
// messages, and the result as JSON up to the end.
static constexpr StringLiteral Plain = "coroscope-unit-1";
static constexpr StringLiteral Compressed = "coroscope-unit-1z";
/// More than any unit has: a damaged length must not use up all memory.
static constexpr std::uint64_t MostBytes = std::uint64_t(1) << 30;

std::string entryToText(const Entry &Entry, const std::string &Root) {
  const ProjectPaths Paths{Root, Root};
  std::string Body;
  raw_string_ostream Out(Body);
  for (const auto &[Path, Hash] : Entry.Inputs.Read)
    Out << "r " << utohexstr(Hash, true, 16) << ' ' << Paths.shown(Path)
        << '\n';
  for (const std::string &Path : Entry.Inputs.Present)
    if (!Entry.Inputs.Read.count(Path))
      Out << "p " << Paths.shown(Path) << '\n';
  for (const std::string &Path : Entry.Inputs.Missing)
    Out << "m " << Paths.shown(Path) << '\n';
  Out << "t " << format("%.3f", Entry.Seconds) << '\n'
      << "e " << Entry.Unit.Messages.size() << '\n'
      << Entry.Unit.Messages << unitResultToJson(Entry.Unit.Result);
  return sealEntry(Body);
}

std::string sealEntry(StringRef Body) {
  SmallVector<std::uint8_t, 0> Small;
  if (compression::zlib::isAvailable())
    compression::zlib::compress(arrayRefFromStringRef(Body), Small);
  const StringRef Rest = Small.empty() ? Body : toStringRef(ArrayRef(Small));
  return (Twine(Small.empty() ? Plain : Compressed) + " " + Twine(Body.size()) +
          " " + utohexstr(contentHash(Rest), true, 16) + "\n" + Rest)
      .str();
}

static std::string absolute(StringRef Path, const std::string &Root) {
  if (sys::path::is_absolute(Path))
    return Path.str();
  SmallString<256> Absolute(Root);
  sys::path::append(Absolute, Path);
  return std::string(Absolute);
}

/// Reads the lines in front of \p Rest and removes them from it. Returns a
/// defect, or an empty string.
static Failure readLines(StringRef &Rest, const std::string &Root,
                         Entry &Read) {
  while (!Rest.empty()) {
    auto [Line, Tail] = Rest.split('\n');
    Rest = Tail;
    if (Line.size() < 2 || Line[1] != ' ')
      return "a line is not as expected";
    StringRef Value = Line.drop_front(2);
    std::uint64_t Number = 0;
    switch (Line.front()) {
    case 'r':
      if (Value.take_front(16).getAsInteger(16, Number) || Value.size() < 18)
        return "a hash cannot be read";
      Read.Inputs.Read[absolute(Value.drop_front(17), Root)] = Number;
      break;
    case 'p':
      Read.Inputs.Present.insert(absolute(Value, Root));
      break;
    case 'm':
      Read.Inputs.Missing.insert(absolute(Value, Root));
      break;
    case 't':
      if (!to_float(Value, Read.Seconds))
        return "a time cannot be read";
      break;
    case 'e':
      if (Value.getAsInteger(10, Number) || Number > Rest.size())
        return "it ends too early";
      Read.Unit.Messages = Rest.take_front(Number).str();
      Rest = Rest.drop_front(Number);
      return {};
    default:
      return "a line is not as expected";
    }
  }
  return "it ends too early";
}

Failure readEntry(StringRef Text, const std::string &Root, Entry &Read) {
  auto [Head, Rest] = Text.split('\n');
  SmallVector<StringRef, 3> Words;
  Head.split(Words, ' ');
  std::uint64_t Size = 0, Hash = 0;
  if (Words.size() != 3 || (Words[0] != Plain && Words[0] != Compressed) ||
      Words[1].getAsInteger(10, Size) || Words[2].getAsInteger(16, Hash))
    return "it is not an entry of this version";
  if (Size > MostBytes)
    return "it is too large";
  if (contentHash(Rest) != Hash)
    return "it is not as it was written";
  SmallVector<std::uint8_t, 0> Large;
  if (Words[0] == Compressed) {
    if (!compression::zlib::isAvailable())
      return "it is compressed";
    if (Error Wrong = compression::zlib::decompress(arrayRefFromStringRef(Rest),
                                                    Large, Size))
      return toString(std::move(Wrong));
    Rest = toStringRef(ArrayRef(Large));
  }
  if (Failure Wrong = readLines(Rest, Root, Read))
    return Wrong;
  return readUnitResult(Rest.str(), Read.Unit.Result);
}

} // namespace coroscope
