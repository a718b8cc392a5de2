//===- Baseline.cpp - The sizes that a project has agreed on --------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compare/Baseline.h"

#include "frame/KeyText.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

using Json = nlohmann::ordered_json;

namespace coroscope {

static constexpr char BaselineVersion[] = "1.0";

static std::string onOneLine(const Json &Value) {
  return Value.dump(-1, ' ', /*ensure_ascii=*/false,
                    Json::error_handler_t::replace);
}

std::string baselineToText(const Baseline &Kept) {
  // The comma is in front of a line, so that no line depends on the next one.
  std::string Text = "[" + onOneLine({{"schemaVersion", BaselineVersion},
                                      {"compiler", Kept.Compiler},
                                      {"target", Kept.Target}});
  for (const auto &[Key, Entry] : Kept.Entries) {
    Json Line = {{"key", Key},
                 {"size", Entry.Size.Count},
                 {"optimization", Entry.Optimization}};
    if (!Entry.Reason.empty())
      Line["reason"] = Entry.Reason;
    Text += "\n," + onOneLine(Line);
  }
  return Text + "\n]\n";
}

/// Returns the line where a text stops being JSON, in words.
static std::string wordsFor(const Json::parse_error &Error,
                            std::string_view Text) {
  // Bytes are counted from 1.
  const std::string_view Before =
      Text.substr(0, Error.byte ? Error.byte - 1 : 0);
  const auto Line = std::count(Before.begin(), Before.end(), '\n') + 1;
  return "line " + std::to_string(Line) + " is not valid JSON" +
         (Text.find("<<<<<<<") != std::string_view::npos
              ? "; it has a conflict that is not resolved"
              : "");
}

Failure readBaseline(std::string_view Text, Baseline &Read) {
  Read = {};
  std::size_t I = 0; // Each element is a line.
  try {
    const Json Lines = Json::parse(Text);
    if (!Lines.is_array() || Lines.empty())
      return "it is not a list that begins with its version";
    const Json &Head = Lines.front();
    if (const std::string Version = Head.at("schemaVersion");
        Version != BaselineVersion)
      return "it has version " + Version + ", not " + BaselineVersion;
    Head.at("compiler").get_to(Read.Compiler);
    Head.at("target").get_to(Read.Target);
    for (I = 1; I != Lines.size(); ++I) {
      const Json &Line = Lines[I];
      const std::string Key = Line.at("key");
      if (!Line.at("size").is_number_unsigned())
        return "the size of '" + Key + "' is not a number from 0 up";
      BaselineEntry Entry{Bytes(Line.at("size")), Line.at("optimization"),
                          Line.value("reason", "")};
      if (!Read.Entries.emplace(Key, std::move(Entry)).second)
        return "'" + Key + "' is there twice";
    }
    return {};
  } catch (const Json::parse_error &Error) {
    return wordsFor(Error, Text);
  } catch (const Json::exception &) {
    return "line " + std::to_string(I + 1) +
           " lacks something, or has it in another form";
  }
}

Baseline baselineOf(const Report &Report) {
  Baseline Made{Report.Compiler, Report.Target, {}};
  for (const Coroutine &C : Report.Coroutines)
    if (!C.System)
      Made.Entries[C.Key] = {C.Frame.Size, C.Optimization, {}};
  return Made;
}

/// Returns the first finding above a note; null if there is none.
static const Finding *worstFinding(const Coroutine &C) {
  for (const Finding &F : C.Findings)
    if (F.Severity != Severity::Note)
      return &F;
  return nullptr;
}

/// Returns the coroutines of \p Report that belong in a baseline.
static std::vector<const Coroutine *> ownCoroutines(const Report &Report) {
  std::vector<const Coroutine *> Own;
  for (const Coroutine &C : Report.Coroutines)
    if (!C.System)
      Own.push_back(&C);
  return Own;
}

static std::vector<std::string> goneFrom(const Baseline &Kept,
                                         const Report &Report) {
  std::set<std::string_view> Known;
  for (const Coroutine &C : Report.Coroutines)
    Known.insert(C.Key);
  std::vector<std::string> Gone;
  for (const auto &[Key, Entry] : Kept.Entries)
    if (!Known.contains(Key))
      Gone.push_back(Key);
  return Gone;
}

/// Gives entries of \p Kept the new keys of their coroutines in \p Report, if
/// edits have changed them.
static void followEdits(Baseline &Kept, const Report &Report) {
  std::vector<PlacedKey> Gone, Added;
  const std::vector<std::string> Unknown = goneFrom(Kept, Report);
  for (const std::string &Key : Unknown)
    Gone.push_back({Key, {}, 0, 0});
  for (const Coroutine *C : ownCoroutines(Report))
    if (!Kept.Entries.contains(C->Key))
      Added.push_back(placedKeyOf(*C));
  for (auto [Old, New] : matchKeys(Gone, Added)) {
    auto Entry = Kept.Entries.extract(Unknown[Old]);
    Entry.key() = Added[New].Key;
    Kept.Entries.insert(std::move(Entry));
  }
}

BaselineCheck check(const Baseline &AsWritten, const Report &Report) {
  Baseline Kept = AsWritten;
  followEdits(Kept, Report);
  BaselineCheck Made;
  for (const Coroutine *C : ownCoroutines(Report)) {
    const std::string Size = std::to_string(C->Frame.Size.Count);
    auto It = Kept.Entries.find(C->Key);
    if (It == Kept.Entries.end()) {
      if (const Finding *F = worstFinding(*C))
        Made.Exceeded.push_back({C, C->Key,
                                 "not in the baseline, " + Size +
                                     " bytes, and " + F->Rule + ": " +
                                     F->Message});
      else
        Made.New.push_back({C, C->Key, Size + " bytes"});
      continue;
    }
    ++Made.Checked;
    const Bytes Limit = It->second.Size;
    if (C->Frame.Size > Limit) {
      Made.Exceeded.push_back(
          {C, C->Key,
           std::to_string(Limit.Count) + " -> " + Size + " (+" +
               std::to_string((C->Frame.Size - Limit).Count) + ")"});
      continue;
    }
    Made.AtLimit += C->Frame.Size == Limit;
    Made.NearLimit += C->Frame.Size < Limit && Limit - C->Frame.Size <= Near;
    Made.Below += C->Frame.Size < Limit;
  }
  auto Excess = [&](const BaselineFinding &F) {
    auto It = Kept.Entries.find(F.Key);
    return F.Found->Frame.Size -
           (It == Kept.Entries.end() ? Bytes(0) : It->second.Size);
  };
  std::sort(Made.Exceeded.begin(), Made.Exceeded.end(),
            [&](const BaselineFinding &A, const BaselineFinding &B) {
              return std::make_pair(Excess(B), A.Key) <
                     std::make_pair(Excess(A), B.Key);
            });
  Made.Gone = goneFrom(Kept, Report);
  return Made;
}

Accepted findAccepted(const Baseline &Kept, const Report &Report,
                      const std::string &Word) {
  Accepted Made;
  const std::vector<const Coroutine *> Own = ownCoroutines(Report);
  auto Collect = [&](auto IsMeant) {
    std::copy_if(Own.begin(), Own.end(), std::back_inserter(Made.Meant),
                 IsMeant);
    return !Made.Meant.empty();
  };
  Made.IsExact = Collect(
      [&](const Coroutine *C) { return C->Key == Word || C->Name == Word; });
  if (Made.IsExact || Word.empty())
    return Made;
  Collect([&](const Coroutine *C) {
    return std::string_view(C->Name).find(Word) != std::string_view::npos;
  });
  const BaselineCheck Left = check(Kept, Report);
  std::vector<const Coroutine *> Exceeding;
  for (const BaselineFinding &F : Left.Exceeded)
    if (std::find(Made.Meant.begin(), Made.Meant.end(), F.Found) !=
        Made.Meant.end())
      Exceeding.push_back(F.Found);
  if (!Exceeding.empty())
    Made.Meant = std::move(Exceeding);
  return Made;
}

std::vector<std::string> update(Baseline &Kept, const Report &Report,
                                const std::vector<std::string> &Accepted,
                                const std::string &Reason) {
  followEdits(Kept, Report);
  std::set<std::string> Unknown(Accepted.begin(), Accepted.end());
  const std::set<std::string> Wanted = Unknown;
  for (const Coroutine *C : ownCoroutines(Report)) {
    Unknown.erase(C->Key);
    Unknown.erase(C->Name);
    if (Wanted.contains(C->Key) || Wanted.contains(C->Name)) {
      Kept.Entries[C->Key] = {C->Frame.Size, C->Optimization, Reason};
      continue;
    }
    auto It = Kept.Entries.find(C->Key);
    if (It == Kept.Entries.end()) {
      if (!worstFinding(*C))
        Kept.Entries[C->Key] = {C->Frame.Size, C->Optimization, {}};
    } else if (C->Frame.Size < It->second.Size) {
      It->second.Size = C->Frame.Size;
    }
  }
  return {Unknown.begin(), Unknown.end()};
}

std::vector<std::string> prune(Baseline &Kept, const Report &Report) {
  followEdits(Kept, Report);
  std::vector<std::string> Gone = goneFrom(Kept, Report);
  for (const std::string &Key : Gone)
    Kept.Entries.erase(Key);
  return Gone;
}

Failure findMismatch(const Baseline &Kept, const Report &Report) {
  auto Differ = [](const std::string &Old, const std::string &New) {
    return "the baseline is of " + Old + ", the report of " + New;
  };
  if (Kept.Compiler != Report.Compiler)
    return Differ(Kept.Compiler, Report.Compiler);
  if (!Kept.Target.empty() && !Report.Target.empty() &&
      Kept.Target != Report.Target)
    return Differ(Kept.Target, Report.Target);
  for (const Coroutine *C : ownCoroutines(Report))
    if (auto It = Kept.Entries.find(C->Key);
        It != Kept.Entries.end() && It->second.Optimization != C->Optimization)
      return "'" + C->Name + "' has -" + It->second.Optimization +
             " in the baseline, and -" + C->Optimization + " in the report";
  return {};
}

} // namespace coroscope
