//===- Sarif.cpp - Reports as SARIF ---------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// SARIF 2.1.0; section numbers below are those of the standard. What GitHub
// wants besides: https://docs.github.com/code-security/code-scanning
//
//===----------------------------------------------------------------------===//

#include "docs/Pages.h"
#include "report/Escape.h"
#include "report/FindingOrder.h"
#include "report/Formats.h"
#include "rules/Catalogue.h"

#include <map>
#include <nlohmann/json.hpp>

using Json = nlohmann::ordered_json;

namespace coroscope {

/// GitHub shows no more of one run.
static constexpr std::size_t MostResults = 5000;

static constexpr char RootId[] = "%SRCROOT%";

static constexpr char HomePage[] = COROSCOPE_HOMEPAGE;

static std::string id(std::string_view Rule) {
  return "coroscope-" + std::string(Rule);
}

/// "LargeValue" of "large-value".
static std::string camelCase(std::string_view Rule) {
  std::string Name;
  bool IsFirst = true;
  for (char C : Rule) {
    if (C != '-')
      Name += IsFirst ? static_cast<char>(C - 'a' + 'A') : C;
    IsFirst = C == '-';
  }
  return Name;
}

static Json message(const std::string &Text) {
  return {{"text", escapeControls(Text)}};
}

/// 3.49: what is known of a rule.
static Json descriptor(const Rule &R) {
  std::string Help(R.Title);
  if (const Page *P = findPage(R.Name))
    Help = P->Text;
  return {{"id", id(R.Name)},
          {"name", camelCase(R.Name)},
          {"shortDescription", {{"text", R.Title}}},
          {"fullDescription", {{"text", R.Title}}},
          {"helpUri", std::string(HomePage) +
                          "/blob/v" COROSCOPE_VERSION "/checkers/docs/" +
                          std::string(R.Name) + ".md"},
          {"help", {{"text", Help}, {"markdown", Help}}},
          {"defaultConfiguration", {{"level", spelling(R.Severity)}}},
          {"properties",
           {{"tags", {"coroutine", "memory", "performance"}},
            {"precision", "very-high"},
            {"problem.severity", R.Severity == Severity::Note
                                     ? "recommendation"
                                     : spelling(R.Severity)}}}};
}

static Json artifact(const std::string &File) {
  Json Location = {{"uri", pathToUri(File)}};
  if (!File.starts_with("/"))
    Location["uriBaseId"] = RootId;
  return Location;
}

/// 3.28: a place, with what there is to say of it.
static Json location(const Place &Where, const std::string &Text = {}) {
  Json Region = {{"startLine", Where.Line}};
  if (Where.Column)
    Region["startColumn"] = Where.Column;
  if (Where.EndColumn) {
    Region["endLine"] = Where.Line;
    Region["endColumn"] = Where.EndColumn;
  }
  Json Location = {{"physicalLocation",
                    {{"artifactLocation", artifact(Where.File)},
                     {"region", std::move(Region)}}}};
  if (!Text.empty())
    Location["message"] = message(Text);
  return Location;
}

/// 3.55: an edit that is offered.
static Json fix(const Advice &A) {
  std::map<std::string, Json> ByFile;
  for (const Edit &E : A.Edits)
    ByFile[E.File].push_back(
        {{"deletedRegion",
          {{"byteOffset", E.Offset}, {"byteLength", E.Length}}},
         {"insertedContent", {{"text", asUtf8(E.Replacement)}}}});
  Json Changes = Json::array();
  for (auto &[File, Replacements] : ByFile)
    Changes.push_back({{"artifactLocation", artifact(File)},
                       {"replacements", std::move(Replacements)}});
  return {{"description", message(A.Text)},
          {"artifactChanges", std::move(Changes)}};
}

static Json result(const PlacedFinding &Placed) {
  const Finding &F = *Placed.Finding;
  const Rule *Known = findRule(F.Rule);
  std::string Text = F.Message;
  for (const Advice &A : F.Advices)
    Text += "\n" + A.Text;
  std::string Lines;
  for (std::size_t Begin = 0; Begin <= Text.size();) {
    const std::size_t End = std::min(Text.find('\n', Begin), Text.size());
    Lines += (Begin ? "\n" : "") +
             escapeControls(std::string_view(Text).substr(Begin, End - Begin));
    Begin = End + 1;
  }
  Json Result = {{"ruleId", id(F.Rule)}};
  if (Known)
    Result["ruleIndex"] = static_cast<std::size_t>(Known->Id);
  Result["level"] = spelling(F.Severity);
  Result["message"] = {{"text", Lines}};
  Result["locations"] = Json::array({location(F.Where)});
  Result["locations"][0]["logicalLocations"] =
      Json::array({{{"fullyQualifiedName", escapeControls(Placed.Of->Name)},
                    {"kind", "function"}}});
  // 3.27.17: GitHub matches results by the first of these.
  Result["partialFingerprints"] = {
      {"primaryLocationLineHash", Placed.Fingerprint},
      {"coroscopeFinding/v1", Placed.Fingerprint}};
  Json Related = Json::array(), Steps = Json::array();
  for (const Note &N : F.Notes)
    if (N.Where.isKnown()) {
      Related.push_back(location(N.Where, N.Message));
      Related.back()["id"] = Related.size();
      Steps.push_back({{"location", location(N.Where, N.Message)}});
    }
  if (!Related.empty()) {
    Result["relatedLocations"] = std::move(Related);
    Result["codeFlows"] = Json::array(
        {{{"message", {{"text", "why the frame keeps it"}}},
          {"threadFlows", Json::array({{{"locations", std::move(Steps)}}})}}});
  }
  Json Fixes = Json::array();
  for (const Advice &A : F.Advices)
    // A viewer makes them without a word.
    if (!A.Edits.empty() && A.Condition.empty())
      Fixes.push_back(fix(A));
  if (!Fixes.empty())
    Result["fixes"] = std::move(Fixes);
  Result["properties"] = {{"bytes", F.Bytes.Count},
                          {"frameSize", Placed.Of->Frame.Size.Count},
                          {"optimization", Placed.Of->Optimization}};
  return Result;
}

std::string reportToSarif(const Report &Report) {
  Json Rules = Json::array();
  for (const Rule &R : catalogue())
    Rules.push_back(descriptor(R));
  const std::vector<PlacedFinding> All = findingsByImportance(Report);
  Json Results = Json::array();
  for (std::size_t I = 0; I != std::min(All.size(), MostResults); ++I)
    Results.push_back(result(All[I]));

  Json Told = Json::array();
  if (All.size() > MostResults)
    Told.push_back(
        {{"level", "warning"},
         {"message",
          message(std::to_string(All.size() - MostResults) + " of " +
                  std::to_string(All.size()) +
                  " findings, the least important ones, are left out")}});
  for (const Unit &U : Report.Units)
    if (!U.isComplete())
      Told.push_back(
          {{"level", "error"},
           {"message", message(U.File + ": " + std::string(spelling(U.Status)) +
                               ": " + U.Reason)},
           {"locations",
            Json::array({{{"physicalLocation",
                           {{"artifactLocation", artifact(U.File)}}}}})}});
  Json Invocation = {{"executionSuccessful", Report.isComplete()}};
  if (!Told.empty())
    Invocation["toolExecutionNotifications"] = std::move(Told);

  Json Run = {
      {"tool",
       {{"driver",
         {{"name", "Coroscope"},
          {"version", Report.ToolVersion},
          {"semanticVersion", Report.ToolVersion},
          {"informationUri", HomePage},
          {"rules", std::move(Rules)}}}}},
      {"invocations", Json::array({std::move(Invocation)})},
      {"originalUriBaseIds",
       {{RootId, {{"description", {{"text", "the root of the project"}}}}}}},
      {"columnKind", "unicodeCodePoints"},
      {"results", std::move(Results)},
      {"properties",
       {{"compiler", Report.Compiler}, {"target", Report.Target}}}};
  const Json Log = {
      {"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/"
                  "schemas/sarif-schema-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", Json::array({std::move(Run)})}};
  return Log.dump(1, ' ', /*ensure_ascii=*/false,
                  Json::error_handler_t::replace) +
         "\n";
}

} // namespace coroscope
