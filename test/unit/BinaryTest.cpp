//===- BinaryTest.cpp - What built programs say ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/CodeFrames.h"
#include "binary/FrameParts.h"
#include "binary/Producer.h"
#include "binary/UnitReader.h"
#include "json/ReportJson.h"

#include <gtest/gtest.h>

using namespace coroscope;

namespace {

TEST(ProducerTest, ReadsCompilersAndLevels) {
  auto Expect = [](const char *Text, const char *Compiler, const char *Level) {
    const Producer Made = readProducer(Text);
    EXPECT_EQ(Made.Compiler, Compiler) << Text;
    EXPECT_EQ(Made.Optimization, Level) << Text;
  };
  Expect("GNU C++20 12.2.0 -mtune=generic -march=x86-64 -g -O2 -std=c++20",
         "gcc 12.2.0", "O2");
  Expect("GNU C++20 12.2.0 -mtune=generic -g", "gcc 12.2.0", "O0");
  Expect("Debian clang version 22.1.8 (1)", "clang 22.1.8", "unknown");
  Expect("clang version 14.0.6 /usr/bin/clang++ -g -Og a.cpp", "clang 14.0.6",
         "O1");
  Expect("clang LLVM (rustc version 1.63.0)", "rustc 1.63.0", "unknown");
  Expect("Apple clang version 15.0.0 (clang-1500.3.9.4)", "apple-clang 15.0.0",
         "unknown");
  Expect("", "", "unknown");
  EXPECT_TRUE(readProducer("GNU C17 12.2.0 -g -g1 -O2").IsLinesOnly);
  EXPECT_FALSE(readProducer("GNU C17 12.2.0 -g1 -g -O2").IsLinesOnly);
}

TEST(SymbolTest, NamesTheCoroutine) {
  auto NameOf = [](const char *Symbol) {
    const auto Found = coroutineOfSymbol(Symbol);
    return Found ? Found->MangledName : std::string();
  };
  EXPECT_EQ(NameOf("_Z4workil.resume"), "_Z4workil");
  EXPECT_EQ(NameOf("_Z4workil"), "");
  EXPECT_EQ(NameOf("_Z4workil.destroy"), "");
  EXPECT_EQ(NameOf("_ZN3net6parentEPZNS_6parentEvE22_ZN3net6parentEv.Frame."
                   "actor"),
            "_ZN3net6parentEv");
  EXPECT_EQ(NameOf("x.Frame.actor"), "");
}

TEST(FramePartsTest, WhatSharesBytesIsInOneRange) {
  auto Part = [](std::uint64_t Offset, std::uint64_t Size, const char *Name) {
    FramePart Made{Bytes(Offset), {}};
    Made.Occupant.Kind = OccupantKind::Local;
    Made.Occupant.Name = Name;
    Made.Occupant.Size = Bytes(Size);
    return Made;
  };
  Frame F;
  F.Size = Bytes(64);
  F.Ranges = rangesOf({Part(8, 32, "Large"), Part(8, 4, "A"), Part(16, 8, "B"),
                       Part(48, 8, "Alone"), Part(60, 8, "Outside")},
                      F.Size);
  EXPECT_EQ(findDefect(F, 0), "");
  ASSERT_EQ(F.Ranges.size(), 5u);
  EXPECT_EQ(F.Ranges[1].Size, Bytes(32));
  EXPECT_EQ(F.Ranges[1].Occupants.size(), 3u);
  EXPECT_EQ(F.Ranges[1].Occupants[2].Offset, Bytes(8));
  EXPECT_EQ(F.padding(), Bytes(24));
}

TEST(FramePartsTest, WhatIsThereTogetherCountsTogether) {
  Frame F;
  F.Size = F.Align = Bytes(16);
  auto Local = [](std::uint64_t Offset, std::uint64_t Size, SuspendId Id) {
    FramePart Made{Bytes(Offset), {}};
    Made.Occupant.Size = Bytes(Size);
    Made.Occupant.HeldAcross = Made.Occupant.LiveAcross = {Id};
    return Made;
  };
  F.Ranges =
      rangesOf({Local(0, 16, 0), Local(0, 4, 1), Local(8, 8, 1)}, F.Size);
  EXPECT_EQ(F.heldAcross(0), Bytes(16));
  EXPECT_EQ(F.heldAcross(1), Bytes(12));
}

TEST(EvidenceTest, IsReadAsItWasWritten) {
  UnitResult Result;
  Result.Unit.File = "a.cpp";
  Result.Unit.Status = UnitStatus::Analyzed;
  Result.Unit.Producer = "GNU C++20 12.2.0 -g";
  Coroutine C;
  C.Name = C.Key = "f()";
  C.Unit = "a.cpp";
  C.Units = {"a.cpp"};
  C.Optimization = "unknown";
  C.Evidence = Evidence::Code;
  C.Compiler = "gcc 12.2.0";
  Result.Coroutines.push_back(C);
  const std::string Text = reportToJson(merge({Result}), false);
  Report Read;
  ASSERT_FALSE(readReport(Text, Read));
  EXPECT_EQ(Read.Coroutines[0].Evidence, Evidence::Code);
  EXPECT_EQ(Read.Coroutines[0].Compiler, "gcc 12.2.0");
  EXPECT_EQ(Read.Units[0].Producer, "GNU C++20 12.2.0 -g");
  EXPECT_EQ(reportToJson(Read, false), Text);
}

TEST(EvidenceTest, AReportOfALater1IsRead) {
  UnitResult Result;
  Result.Unit.File = "a.cpp";
  std::string Text = reportToJson(merge({Result}), false);
  const std::size_t At = Text.find(SchemaVersion);
  Text.replace(At, 3, "1.9");
  Text.insert(1, "\"somethingNew\": 1, ");
  Report Read;
  EXPECT_FALSE(readReport(Text, Read));
}

} // namespace
