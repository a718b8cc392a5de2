//===- ReportJsonTest.cpp -------------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "json/ReportJson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace coroscope;
using testing::HasSubstr;

namespace {

UnitResult sample() {
  Occupant O;
  O.Kind = OccupantKind::Local;
  O.Name = "buffer";
  O.Type = "char[8]";
  O.Size = Bytes(8);
  O.Align = Bytes(1);
  O.Declared = {"a.cpp", 3, 4};
  O.HeldAcross = {0};
  Coroutine C;
  C.Name = "f()";
  C.MangledName = "_Z1fv";
  C.Key = "f()";
  C.Where = {"a.cpp", 2, 1};
  C.Optimization = "O2";
  C.Units = {"a.cpp"};
  C.Frame = {Bytes(16),
             Bytes(8),
             {{Bytes(0), Bytes(8), {O}}, {Bytes(8), Bytes(8), {}}}};
  C.Suspends = {{SuspendKind::Yield, {"a.cpp", 5, 6}, "x"}};
  C.Variants = {{"b.cpp", "O0", Bytes(8), Bytes(8)}};
  UnitResult Result;
  Result.Unit = {"a.cpp", UnitStatus::Analyzed, "", "", "O2", "x86_64", 1};
  Result.Coroutines = {C};
  CallSite Site{"main()", {}};
  Site.Call.Name = "f()";
  Site.Call.Where = {"a.cpp", 9, 3};
  Site.Call.State = Elision::Elided;
  Site.Call.Moved = Bytes(16);
  Result.CallSites = {Site};
  Result.IgnoredFlags = {"-fplugin=x"};
  return Result;
}

std::string error(const std::string &Text) {
  UnitResult Result;
  const Failure Wrong = readUnitResult(Text, Result);
  return Wrong ? Wrong.message() : "no error";
}

TEST(ReportJsonTest, WhatIsReadIsWhatWasWritten) {
  std::string Text = unitResultToJson(sample());
  UnitResult Read;
  ASSERT_FALSE(readUnitResult(Text, Read));
  EXPECT_EQ(unitResultToJson(Read), Text);
  EXPECT_EQ(Read.Coroutines[0].Frame.Ranges[0].Occupants[0].Name, "buffer");
  EXPECT_EQ(Read.Coroutines[0].Variants[0].Unit, "b.cpp");
  EXPECT_EQ(Read.CallSites[0].Caller, "main()");
  EXPECT_EQ(Read.CallSites[0].Call.Moved, Bytes(16));
}

TEST(ReportJsonTest, DefectsOfADocumentAreErrors) {
  EXPECT_NE(error(""), "no error");
  EXPECT_NE(error("{}"), "no error");
  EXPECT_NE(error("[1]"), "no error");
  std::string Text = unitResultToJson(sample());
  EXPECT_NE(error(Text.substr(0, Text.size() / 2)), "no error");
}

TEST(ReportJsonTest, AFrameThatDoesNotAddUpIsAnError) {
  UnitResult Result = sample();
  Result.Coroutines[0].Frame.Size = Bytes(24);
  EXPECT_THAT(error(unitResultToJson(Result)), HasSubstr("ranges end at 16"));
}

TEST(ReportJsonTest, NamesThatAreNotUtf8AreWrittenAllTheSame) {
  UnitResult Result = sample();
  Result.Coroutines[0].Name = "f\xff()";
  EXPECT_EQ(error(unitResultToJson(Result)), "no error");
}

/// A text that comes a few bytes at a time.
TextSource inPieces(std::string Text, std::size_t Most) {
  return [=, Begin = std::size_t(0)](char *Into, std::size_t Size) mutable {
    Size = std::min({Size, Most, Text.size() - Begin});
    Text.copy(Into, Size, Begin);
    Begin += Size;
    return Size;
  };
}

std::string reportText() {
  UnitResult Result = sample();
  Result.Coroutines[0].Name = R"(brace}s "and\\" [quotes])";
  Result.Coroutines.push_back(Result.Coroutines[0]);
  Result.Coroutines[1].Key = "g()";
  return reportToJson(merge({Result}), false);
}

TEST(ReportJsonTest, AReportIsTheSameHoweverItComes) {
  const std::string Text = reportText();
  // White space and order are nobody's business.
  const std::string Other = nlohmann::json::parse(Text).dump(3);
  for (const std::string &Form : {Text, Other})
    for (std::size_t Most : {1, 2, 7, 1000000}) {
      Report Read;
      ASSERT_FALSE(readReport(inPieces(Form, Most), Read));
      EXPECT_EQ(reportToJson(Read, false), Text);
    }
}

TEST(ReportJsonTest, WhatIsReadWithoutRangesHasTheRest) {
  Report Read;
  ASSERT_FALSE(
      readReport(inPieces(reportText(), 100), Read, Contents::WithoutRanges));
  ASSERT_FALSE(Read.Coroutines.empty());
  EXPECT_EQ(Read.Coroutines[0].Frame.Size, Bytes(16));
  EXPECT_TRUE(Read.Coroutines[0].Frame.Ranges.empty());
  EXPECT_EQ(Read.Coroutines[0].Suspends.size(), 1u);
}

TEST(ReportJsonTest, NoPartOfAReportIsAReport) {
  const std::string Text = reportText();
  for (std::size_t Size = 0; Size < Text.size() - 1; Size += 3) {
    Report Read;
    EXPECT_TRUE(readReport(std::string_view(Text).substr(0, Size), Read))
        << Size;
  }
}

TEST(ReportJsonTest, ALaterVersionIsToldBeforeAnythingElse) {
  auto Later = nlohmann::json::parse(reportText());
  Later["schemaVersion"] = "2.0";
  Later["coroutines"][0].erase("frame");
  Report Read;
  EXPECT_EQ(readReport(Later.dump(), Read).message(),
            "its schema has version 2.0, not 1.x");
}

TEST(ReportJsonTest, CoroutinesThatAreNoObjectsAreAnError) {
  for (const char *Coroutines : {"[1]", "[[{}]]", "{}", "[{} {}]", "[{},]"}) {
    std::string Text = reportText();
    Text.replace(Text.find("[\n  {\n"),
                 Text.find("\"totals\"") - Text.find("[\n  {\n"),
                 std::string(Coroutines) + ", ");
    Report Read;
    EXPECT_TRUE(readReport(Text, Read)) << Text;
  }
}

TEST(ReportJsonTest, SystemCoroutinesAreCountedButNotListed) {
  UnitResult Result = sample();
  Result.Coroutines[0].System = true;
  Report Merged = merge({Result});
  auto Hidden = nlohmann::json::parse(reportToJson(Merged, false));
  EXPECT_EQ(Hidden["coroutines"].size(), 0u);
  EXPECT_EQ(Hidden["totals"]["systemCoroutines"], 1);
  auto Listed = nlohmann::json::parse(reportToJson(Merged, true));
  EXPECT_EQ(Listed["coroutines"].size(), 1u);
}

} // namespace
