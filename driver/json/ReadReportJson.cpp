//===- ReadReportJson.cpp - Reports from JSON -----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Uses simdjson, because reading takes most of the time of a comparison.
//
//===----------------------------------------------------------------------===//

#include "json/JsonPieces.h"
#include "json/ModelFromJson.h"
#include "json/ParseJson.h"
#include "json/ReportJson.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <functional>
#include <future>
#include <optional>

namespace coroscope {

using simdjson::dom::element;
using Object = JsonObject;
using Defect = JsonDefect;

namespace {
/// Some consecutive coroutines, up to the first defect.
struct Batch {
  std::vector<Coroutine> Read; ///< The next one is the last.
  Failure Wrong;               ///< The defect after those.
};
} // namespace

static Batch readBatch(simdjson::dom::parser &Parser, Contents Wanted,
                       std::vector<std::string> Texts) {
  Batch Made;
  Made.Read.reserve(Texts.size());
  Made.Wrong = catching([&] {
    for (std::string &Text : Texts)
      Made.Read.push_back(
          readCoroutine(Object(parseJson(Parser, Text)), Wanted));
  });
  std::reverse(Made.Read.begin(), Made.Read.end());
  return Made;
}

/// Cuts the text of the next batch while one is being read.
struct ReportReader::Implementation {
  static constexpr std::size_t AtATime = 64;
  static constexpr std::size_t MostAhead = 2;

  JsonPieces Pieces;
  const Contents Wanted;
  std::array<simdjson::dom::parser, MostAhead> Parsers; ///< One for each batch.
  std::size_t NextParser = 0;
  std::deque<std::future<Batch>> Ahead;
  Batch Current;
  std::size_t Count = 0; ///< The number of pieces.

  Implementation(TextSource Source, Contents Wanted)
      : Pieces(std::move(Source), "coroutines"), Wanted(Wanted) {}

  void readAhead() {
    while (Ahead.size() != MostAhead) {
      std::vector<std::string> Texts(1);
      while (Texts.size() <= AtATime && Pieces.next(Texts.back()))
        Texts.emplace_back();
      Texts.pop_back();
      if (Texts.empty())
        return;
      Count += Texts.size();
      Ahead.push_back(std::async(std::launch::async, readBatch,
                                 std::ref(Parsers[NextParser]), Wanted,
                                 std::move(Texts)));
      NextParser = (NextParser + 1) % MostAhead;
    }
  }
};

ReportReader::ReportReader(TextSource Source, Contents Wanted)
    : Impl(std::make_unique<Implementation>(std::move(Source), Wanted)) {}

ReportReader::~ReportReader() = default;

std::optional<Coroutine> ReportReader::next() {
  Implementation &I = *Impl;
  if (I.Current.Read.empty() && !I.Current.Wrong) {
    I.readAhead();
    if (!I.Ahead.empty()) {
      I.Current = I.Ahead.front().get();
      I.Ahead.pop_front();
      I.readAhead();
    }
  }
  if (I.Current.Read.empty())
    return std::nullopt;
  std::optional<Coroutine> Read = std::move(I.Current.Read.back());
  I.Current.Read.pop_back();
  return Read;
}

/// Returns true if reports of \p Version are read here.
static bool isReadable(std::string_view Version) {
  return Version.starts_with("1.");
}

/// Reads the members other than coroutines, of which there were \p Count.
static void readRest(const Object &Document, std::size_t Count, Report &Rest) {
  if (const auto Version = Document.get<std::string>("schemaVersion");
      !isReadable(Version))
    throw Defect("its schema has version " + Version + ", not 1.x");
  Rest.ToolVersion = Document.object("tool").get<std::string>("version");
  Rest.Compiler = Document.get<std::string>("compiler");
  Rest.Target = Document.get<std::string>("target");
  Rest.Label = Document.get<std::string>("label", {});
  if (auto Part = Document.find("part")) {
    Rest.Part.emplace();
    Rest.Part->Units = Object(*Part).get<std::vector<std::string>>("units");
    std::sort(Rest.Part->Units.begin(), Rest.Part->Units.end());
  }
  for (element U : Document.array("units"))
    Rest.Units.push_back(readUnit(Object(U)));
  Rest.CallSites = readCallSites(Document);
  if (Document.array("coroutines").size() != Count)
    throw Defect("its coroutines are not objects");
}

Failure ReportReader::finish(Report &Rest) {
  Implementation &I = *Impl;
  // Report another version first, since its coroutines may differ.
  for (std::string Text; I.Pieces.next(Text);)
    ++I.Count;
  const Failure Wrong = catching([&] {
    simdjson::dom::parser Parser;
    const Object Document(parseJson(Parser, I.Pieces.rest()));
    if (I.Current.Wrong &&
        isReadable(Document.get<std::string>("schemaVersion", {})))
      throw Defect(I.Current.Wrong.message());
    readRest(Document, I.Count, Rest);
  });
  return I.Pieces.defect() ? I.Pieces.defect() : Wrong;
}

Failure readReport(TextSource Source, Report &Read, Contents Wanted) {
  Read = {};
  ReportReader Reader(std::move(Source), Wanted);
  while (std::optional<Coroutine> C = Reader.next())
    Read.Coroutines.push_back(std::move(*C));
  return Reader.finish(Read);
}

Failure readReport(std::string_view Text, Report &Read) {
  return readReport(
      [&](char *Into, std::size_t Size) {
        const std::size_t Taken = std::min(Size, Text.size());
        std::memcpy(Into, Text.data(), Taken);
        Text.remove_prefix(Taken);
        return Taken;
      },
      Read);
}

} // namespace coroscope
