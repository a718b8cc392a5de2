//===- PreambleTest.cpp - Parses that go on from a preamble ---------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/Preambles.h"
#include "workers/WorkerPool.h"
#include "json/ReportJson.h"

#include "llvm/Support/MemoryBuffer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace coroscope;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace {

const std::string Root = COROSCOPE_SOURCE_DIR;

std::string textOf(const std::string &Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  return Buffer ? (*Buffer)->getBuffer().str() : "";
}

UnitJob jobFor(const std::string &File, const std::string &Level) {
  return {{Root,
           Root + "/" + File,
           {"clang++", "-std=c++20", "-DASIO_STANDALONE", "-DASIO_HAS_CO_AWAIT",
            "-DASIO_HAS_STD_COROUTINE", "-Itest/Inputs"}},
          Level,
          Root};
}

UnitResult run(const UnitJob &Job, Preambles *Keepers) {
  WorkerOptions Options;
  Options.Keepers = Keepers;
  Options.ComesAgain = [](const UnitResult &) { return true; };
  auto Results = runWorkers(
      {Job}, Options, [](const UnitResult &, const std::string &, bool) {});
  if (!Results) {
    ADD_FAILURE() << llvm::toString(Results.takeError());
    return {};
  }
  return std::move(Results->front());
}

/// \p Job with \p Text as its main file, and a header that does not compile: it
/// has been read before if the parse goes on from a preamble.
UnitJob later(UnitJob Job, const std::string &Header, std::string Text) {
  Job.Texts = std::make_shared<FileTexts>(
      FileTexts{{Job.Command.File, std::move(Text)},
                {absolutePath(Header, Root), "#error was read again\n"}});
  return Job;
}

struct Case {
  const char *File;
  const char *Header; ///< That it includes.
};
class Preamble : public testing::TestWithParam<std::tuple<Case, const char *>> {
};

TEST_P(Preamble, GivesTheSameFrames) {
  const auto [Unit, Level] = GetParam();
  const UnitJob Job = jobFor(Unit.File, Level);
  const UnitResult Whole = run(Job, nullptr);
  ASSERT_EQ(Whole.Unit.Status, UnitStatus::Analyzed) << Whole.Unit.Reason;
  ASSERT_THAT(Whole.Coroutines, Not(IsEmpty()));
  Preambles Keepers(Preambles::usualLimit());
  const UnitResult First = run(Job, &Keepers);
  EXPECT_EQ(unitResultToJson(First), unitResultToJson(Whole));
  ASSERT_TRUE(Keepers.has(Job));
  const UnitResult Second =
      run(later(Job, Unit.Header, textOf(Job.Command.File)), &Keepers);
  EXPECT_EQ(unitResultToJson(Second), unitResultToJson(Whole));
}

std::string
nameOf(const testing::TestParamInfo<std::tuple<Case, const char *>> &Info) {
  std::string Name = std::get<0>(Info.param).File;
  Name += std::string("_O") + std::get<1>(Info.param);
  for (char &C : Name)
    if (!isalnum(static_cast<unsigned char>(C)))
      C = '_';
  return Name;
}

INSTANTIATE_TEST_SUITE_P(
    Suite, Preamble,
    testing::Combine(
        testing::Values(
            Case{"test/Inputs/probes/alignment.cpp",
                 "test/Inputs/probes/task.h"},
            Case{"test/Inputs/probes/arguments.cpp",
                 "test/Inputs/probes/task.h"},
            Case{"test/Inputs/probes/chain.cpp", "test/Inputs/probes/task.h"},
            Case{"test/Inputs/probes/held.cpp", "test/Inputs/probes/task.h"},
            Case{"test/Inputs/probes/loops.cpp", "test/Inputs/probes/task.h"},
            Case{"test/examples/generator.cpp", "test/examples/Generator.h"},
            Case{"test/examples/pipeline.cpp", "test/examples/Task.h"},
            Case{"test/layout/names.cpp", "test/Inputs/coroutine.h"},
            Case{"test/layout/shared.cpp", "test/Inputs/coroutine.h"},
            Case{"test/layout/held.cpp", "test/Inputs/coroutine.h"},
            Case{"test/examples/echo_server.cpp", "/usr/include/asio.hpp"},
            Case{"test/layout/unreferenced.cpp", "test/Inputs/coroutine.h"}),
        testing::Values("0", "2")),
    nameOf);

TEST(PreambleEdits, AnotherTextIsTheTextOnDisk) {
  const UnitJob Job = jobFor("test/examples/pipeline.cpp", "2");
  std::string Text = textOf(Job.Command.File);
  const std::string Old = "Task<Packet> read(";
  const std::size_t At = Text.find(Old);
  ASSERT_NE(At, std::string::npos);
  Text.insert(At, "// Lines move: \u00e4\u00f6\n\nint Unused[3];\n");
  Preambles Keepers(Preambles::usualLimit());
  run(Job, &Keepers);
  const UnitResult Continued =
      run(later(Job, "test/examples/Task.h", Text), &Keepers);
  UnitJob Fresh = Job;
  Fresh.Texts = std::make_shared<FileTexts>(
      FileTexts{{Job.Command.File, std::move(Text)}});
  EXPECT_EQ(unitResultToJson(Continued), unitResultToJson(run(Fresh, nullptr)));
}

TEST(PreambleEdits, AShorterTextEndsWhereItEnds) {
  const UnitJob Job = jobFor("test/examples/pipeline.cpp", "0");
  std::string Text = textOf(Job.Command.File);
  Text.resize(Text.find("Task<"));
  Preambles Keepers(Preambles::usualLimit());
  run(Job, &Keepers);
  UnitResult Shorter = run(later(Job, "test/examples/Task.h", Text), &Keepers);
  EXPECT_EQ(Shorter.Unit.Status, UnitStatus::Analyzed) << Shorter.Unit.Reason;
  for (const Coroutine &C : Shorter.Coroutines)
    EXPECT_NE(C.Where.File.str(), "test/examples/pipeline.cpp");
}

TEST(PreambleEdits, OtherIncludesAreParsedAnew) {
  const UnitJob Job = jobFor("test/examples/pipeline.cpp", "0");
  std::string Text = "#error another beginning\n" + textOf(Job.Command.File);
  Preambles Keepers(Preambles::usualLimit());
  run(Job, &Keepers);
  const UnitResult Result =
      run(later(Job, "test/examples/Generator.h", Text), &Keepers);
  EXPECT_EQ(Result.Unit.Status, UnitStatus::Failed);
  EXPECT_THAT(Result.Unit.Reason, HasSubstr("another beginning"));
}

TEST(PreambleEdits, AKeeperThatIsGoneCostsTime) {
  const UnitJob Job = jobFor("test/Inputs/probes/held.cpp", "0");
  Preambles Keepers(Bytes(0));
  const UnitResult First = run(Job, &Keepers);
  EXPECT_FALSE(Keepers.has(Job));
  EXPECT_EQ(unitResultToJson(run(Job, &Keepers)), unitResultToJson(First));
}

} // namespace
