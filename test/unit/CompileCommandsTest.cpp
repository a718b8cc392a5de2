//===- CompileCommandsTest.cpp --------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/CompileCommands.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace coroscope;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

class CompileCommandsTest : public testing::Test {
protected:
  llvm::SmallString<128> Directory;

  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("commands", Directory));
  }
  void TearDown() override { llvm::sys::fs::remove_directories(Directory); }

  std::string write(llvm::StringRef Text) {
    std::string Path = (Directory + "/compile_commands.json").str();
    std::error_code Failed;
    llvm::raw_fd_ostream(Path, Failed) << Text;
    EXPECT_FALSE(Failed);
    return Path;
  }
  std::vector<CompileCommand> read(llvm::StringRef Text) {
    auto Commands = readCompileCommands(write(Text));
    if (!Commands) {
      ADD_FAILURE() << llvm::toString(Commands.takeError());
      return {};
    }
    return *Commands;
  }
  std::string error(llvm::StringRef Text) {
    auto Commands = readCompileCommands(write(Text));
    return Commands ? "no error" : llvm::toString(Commands.takeError());
  }
};

TEST_F(CompileCommandsTest, ReadsCommandAndArguments) {
  auto Commands = read(R"([
    {"directory": "/d", "file": "a.cpp", "command": "g++ -DX=\"a b\" a.cpp"},
    {"directory": "/d", "file": "b.cpp", "arguments": ["g++", "a b"]}])");
  ASSERT_THAT(Commands, SizeIs(2));
  EXPECT_THAT(Commands[0].Arguments, ElementsAre("g++", "-DX=a b", "a.cpp"));
  EXPECT_EQ(Commands[0].File, "/d/a.cpp");
  EXPECT_THAT(Commands[1].Arguments, ElementsAre("g++", "a b"));
}

TEST_F(CompileCommandsTest, RelativeDirectoriesStartAtTheFile) {
  auto Commands = read(
      R"([{"directory": "sub", "file": "../a.cpp", "command": "g++ a.cpp"}])");
  ASSERT_THAT(Commands, SizeIs(1));
  EXPECT_EQ(Commands[0].Directory, (Directory + "/sub").str());
  EXPECT_EQ(Commands[0].File, (Directory + "/a.cpp").str());
}

TEST_F(CompileCommandsTest, AnEmptyListIsNoError) {
  EXPECT_THAT(read("[]"), IsEmpty());
}

TEST_F(CompileCommandsTest, NamesTheLineOfMalformedJson) {
  EXPECT_THAT(error("[\n{\n\"directory\" \"/d\"}]"),
              HasSubstr("compile_commands.json:3: not valid JSON"));
  EXPECT_THAT(error(""), HasSubstr("compile_commands.json:1: not valid JSON"));
}

TEST_F(CompileCommandsTest, NamesTheEntryThatLacksSomething) {
  EXPECT_THAT(error(R"([{"file": "a", "command": "c"}, {"command": "c"}])"),
              HasSubstr("entry 2 has no 'file'"));
  EXPECT_THAT(error(R"([{"file": "a"}])"),
              HasSubstr("neither 'command' nor 'arguments'"));
  EXPECT_THAT(error(R"([{"file": "a", "arguments": [1]}])"),
              HasSubstr("not a string"));
  EXPECT_THAT(error("[1]"), HasSubstr("entry 1 is not an object"));
  EXPECT_THAT(error("{}"), HasSubstr("expected a list"));
}

TEST_F(CompileCommandsTest, IsFoundUpwardsAndInBuild) {
  std::string Below = (Directory + "/a/b").str();
  llvm::sys::fs::create_directories(Below);
  std::string Path = write("[]");
  auto Found = findCompileCommands("", Below);
  ASSERT_TRUE(static_cast<bool>(Found));
  EXPECT_EQ(*Found, Path);

  auto Named = findCompileCommands(Below, Below);
  EXPECT_FALSE(static_cast<bool>(Named));
  EXPECT_THAT(llvm::toString(Named.takeError()),
              HasSubstr("no compile_commands.json in"));
}

TEST(ProjectRootTest, IsTheNearestMark) {
  llvm::SmallString<128> Root;
  ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("root", Root));
  llvm::sys::fs::create_directories(Root + "/.git");
  llvm::sys::fs::create_directories(Root + "/build/deep");
  EXPECT_EQ(findProjectRoot((Root + "/build/deep").str()), Root.str());
  llvm::sys::fs::remove_directories(Root);
}

TEST_F(CompileCommandsTest, ANumberThatIsTooLargeIsAnError) {
  EXPECT_THAT(error("[27777e7777777777777]"), HasSubstr("not valid JSON"));
}

} // namespace
