//===- DriverArgumentsTest.cpp --------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/DriverArguments.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace coroscope;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

namespace {

DriverArguments make(std::vector<std::string> Words,
                     const std::string &Level = AsBuilt,
                     const std::string &Directory = "/d") {
  auto Made = makeDriverArguments({Directory, "/d/a.cpp", Words}, Level);
  if (!Made) {
    ADD_FAILURE() << llvm::toString(Made.takeError());
    return {};
  }
  return *Made;
}

TEST(DriverArgumentsTest, KeepsWhatDecidesAboutCode) {
  auto Made = make({"clang++", "-std=c++20", "-O2", "-DX=1", "-Iinc",
                    "-fno-exceptions", "-march=haswell", "a.cpp"});
  EXPECT_THAT(Made.Arguments,
              IsSupersetOf({"-std=c++20", "-O2", "-fno-exceptions",
                            "-march=haswell", "/d/a.cpp"}));
  EXPECT_THAT(Made.Ignored, IsEmpty());
}

TEST(DriverArgumentsTest, DropsOutputsWithoutAWord) {
  auto Made = make({"clang++",
                    "-c",
                    "a.cpp",
                    "-o",
                    "a.o",
                    "-MD",
                    "-MF",
                    "a.d",
                    "-MT",
                    "a.o",
                    "-save-temps=obj",
                    "-ftime-trace",
                    "--serialize-diagnostics",
                    "a.dia",
                    "-Wl,-x",
                    "-g3",
                    "-Werror",
                    "-fsave-optimization-record",
                    "-MJ",
                    "a.json"});
  EXPECT_THAT(Made.Ignored, IsEmpty());
  for (const char *Gone :
       {"a.o", "a.d", "-save-temps=obj", "-ftime-trace", "a.dia", "-Werror",
        "a.json", "-fsave-optimization-record", "-MF", "-o"})
    EXPECT_THAT(Made.Arguments, Not(Contains(Gone)));
}

TEST(DriverArgumentsTest, DropsWhatOnlyChangesWhatIsPrinted) {
  auto Made = make({"g++", "-fdiagnostics-format=sarif-file",
                    "-fdiagnostics-color=always", "-fno-color-diagnostics",
                    "-fmessage-length=60", "-fno-show-column",
                    "-fcrash-diagnostics=all", "-Rpass=coro-split",
                    "-print-search-dirs", "-dumpmachine", "a.cpp"});
  EXPECT_THAT(Made.Arguments, ElementsAre("coroscope", "--driver-mode=g++",
                                          "-Wno-unused-command-line-argument",
                                          "-c", "--", "/d/a.cpp"));
  EXPECT_THAT(Made.Ignored, IsEmpty());
}

TEST(DriverArgumentsTest, KeepsLinkTimeOptimizationForFlagsThatNeedIt) {
  EXPECT_THAT(make({"g++", "-flto=8", "a.cpp"}).Arguments, Contains("-flto"));
  EXPECT_THAT(make({"g++", "-flto=auto", "a.cpp"}).Arguments,
              Contains("-flto"));
  EXPECT_THAT(
      make({"clang++", "-flto=thin", "-fwhole-program-vtables"}).Arguments,
      IsSupersetOf({"-flto=thin", "-fwhole-program-vtables"}));
}

TEST(DriverArgumentsTest, RefusesPluginsAndSaysSo) {
  auto Made = make({"clang++", "-fplugin=evil.so", "-fpass-plugin=evil.so",
                    "--config=evil.cfg", "a.cpp"});
  EXPECT_THAT(Made.Ignored,
              ElementsAre("--config=evil.cfg", "-fpass-plugin=evil.so",
                          "-fplugin=evil.so"));
  for (const std::string &Argument : Made.Arguments)
    EXPECT_THAT(Argument, Not(HasSubstr("evil")));
}

TEST(DriverArgumentsTest, NamesFlagsOfGccThatClangDoesNotKnow) {
  auto Made =
      make({"g++", "-fno-canonical-system-headers", "-fvar-tracking-invented",
            "-Wno-no-such-warning", "a.cpp"});
  EXPECT_THAT(Made.Ignored, ElementsAre("-fno-canonical-system-headers",
                                        "-fvar-tracking-invented"));
}

TEST(DriverArgumentsTest, LooksBehindLaunchers) {
  for (std::vector<std::string> Words :
       {std::vector<std::string>{"ccache", "g++", "-DA", "a.cpp"},
        {"/usr/bin/ccache", "distcc", "g++", "-DA", "a.cpp"},
        {"env", "X=1", "sccache", "clang++", "-DA", "a.cpp"},
        {"nice", "-n", "10", "clang++", "-DA", "a.cpp"}}) {
    auto Made = make(Words);
    EXPECT_THAT(Made.Arguments,
                ElementsAre("coroscope", "--driver-mode=g++", "-D", "A",
                            "-Wno-unused-command-line-argument", "-c", "--",
                            "/d/a.cpp"));
  }
}

TEST(DriverArgumentsTest, TakesTheTargetFromACrossCompilersName) {
  EXPECT_THAT(make({"aarch64-linux-gnu-g++-12", "a.cpp"}).Arguments,
              Contains(HasSubstr("--target=aarch64")));
  EXPECT_THAT(make({"/usr/bin/g++-12", "a.cpp"}).Arguments,
              Not(Contains(HasSubstr("--target"))));
}

TEST(DriverArgumentsTest, ReplacesTheLevel) {
  auto Made = make({"clang++", "-O0", "a.cpp"}, "2");
  EXPECT_THAT(Made.Arguments, Contains("-O2"));
  EXPECT_THAT(Made.Arguments, Not(Contains("-O0")));
  EXPECT_THAT(make({"clang++", "-Os", "a.cpp"}).Arguments, Contains("-Os"));
}

TEST(DriverArgumentsTest, KeepsTheLanguageOfTheFile) {
  EXPECT_THAT(make({"clang++", "-x", "c++", "a.inc"}).Arguments,
              IsSupersetOf({"-x", "c++"}));
}

TEST(DriverArgumentsTest, TakesCForCOnlyFromACCompiler) {
  EXPECT_THAT(make({"gcc", "a.c"}).Arguments, Contains("--driver-mode=gcc"));
  EXPECT_THAT(make({"clang-22", "a.c"}).Arguments,
              Contains("--driver-mode=gcc"));
  EXPECT_THAT(make({"clang++-22", "a.c"}).Arguments,
              Contains("--driver-mode=g++"));
}

TEST(DriverArgumentsTest, ReadsResponseFiles) {
  llvm::SmallString<128> Directory;
  ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("response", Directory));
  std::error_code Failed;
  llvm::raw_fd_ostream((Directory + "/flags.rsp").str(), Failed)
      << "-DA -std=c++20";
  auto Made =
      make({"clang++", "@flags.rsp", "a.cpp"}, AsBuilt, std::string(Directory));
  EXPECT_THAT(Made.Arguments, Contains("-std=c++20"));

  // One that is named in another starts from the same directory.
  ASSERT_FALSE(llvm::sys::fs::create_directory(Directory + "/below"));
  llvm::raw_fd_ostream((Directory + "/below/nested.rsp").str(), Failed)
      << "@flags.rsp -DB";
  Made = make({"clang++", "@below/nested.rsp", "a.cpp"}, AsBuilt,
              std::string(Directory));
  EXPECT_THAT(Made.Arguments, IsSupersetOf({"-std=c++20", "B"}));
  llvm::sys::fs::remove_directories(Directory);

  auto Missing = makeDriverArguments(
      {"/d", "/d/a.cpp", {"clang++", "@missing.rsp"}}, AsBuilt);
  ASSERT_FALSE(static_cast<bool>(Missing));
  EXPECT_THAT(llvm::toString(Missing.takeError()), HasSubstr("missing.rsp"));
}

std::vector<std::string> withExtra(std::vector<std::string> Words) {
  CompileCommand Command{"/d", "/d/a.cpp", std::move(Words)};
  addExtraArguments(Command, {"-first"}, {"-last", "-DA B"});
  return Command.Arguments;
}

TEST(DriverArgumentsTest, AddsExtraArguments) {
  EXPECT_THAT(withExtra({"g++", "-c", "a.cpp"}),
              ElementsAre("g++", "-first", "-c", "a.cpp", "-last", "-DA B"));
  EXPECT_THAT(withExtra({"ccache", "A=b", "g++", "-c", "--", "a.cpp"}),
              ElementsAre("ccache", "A=b", "g++", "-first", "-c", "-last",
                          "-DA B", "--", "a.cpp"));
  EXPECT_THAT(withExtra({"g++"}),
              ElementsAre("g++", "-first", "-last", "-DA B"));
  EXPECT_EQ(compilerIn({"/d", "/d/a.cpp", {"env", "A=b", "/x/g++-12", "-c"}}),
            "/x/g++-12");
}

} // namespace
