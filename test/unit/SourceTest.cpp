//===- SourceTest.cpp - Coroutines in the AST ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ParsedText.h"

#include "source/BodyIndex.h"
#include "source/EntityNames.h"
#include "source/EntityScopes.h"
#include "source/FindCoroutines.h"

#include "clang/AST/DeclTemplate.h"

#include "gtest/gtest.h"

using namespace clang;
using testing::ElementsAre;
using testing::Not;

namespace coroscope {
namespace {

std::vector<std::string> namesIn(ParsedText &Text, EntityNames::Style Style) {
  EntityNames Names(Text.context(), Style);
  std::vector<std::string> Found;
  for (FunctionDecl *Function : findFunctions(Text.context()).Coroutines)
    Found.push_back(Names.ofFunction(*Function));
  return Found;
}

TEST(FindFunctions, findsInstancesAndLambdasButNotTemplates) {
  ParsedText Text(R"(
    template <class T> Task each(T) { co_return; }
    template <class T> Task never(T) { co_return; }
    void start() { each(1); each('a'); [](int) -> Task { co_return; }(2); }
    int ordinary() { return 1; })");
  EXPECT_THAT(namesIn(Text, EntityNames::Style::Display),
              testing::UnorderedElementsAre("each<int>(int)",
                                            "each<char>(char)",
                                            "start()::lambda(int)"));
}

TEST(FindFunctions, listsNoOtherFunctionsWithoutCoroutines) {
  ParsedText Text("int ordinary() { return 1; }");
  const FunctionsOfUnit Found = findFunctions(Text.context());
  EXPECT_TRUE(Found.Coroutines.empty());
  EXPECT_TRUE(Found.Others.empty());
}

TEST(EntityNames, numberLambdasForPeopleOnly) {
  ParsedText Text(R"(
    template <class F> Task run(F) { co_return; }
    void one() { int X[1]; run([X] {}); int Y[2]; run([Y] {}); })");
  EXPECT_THAT(namesIn(Text, EntityNames::Style::Display),
              ElementsAre("run<lambda in one()>(lambda in one())",
                          "run<lambda#2 in one()>(lambda#2 in one())"));
  const std::vector<std::string> Keys = namesIn(Text, EntityNames::Style::Key);
  ASSERT_EQ(Keys.size(), 2u);
  EXPECT_NE(Keys[0], Keys[1]);
  EXPECT_THAT(Keys[1], Not(testing::HasSubstr("#2 ")));
}

TEST(EntityNames, keyOfALambdaStaysWhenOneIsAddedInFront) {
  ParsedText Before(R"(
    template <class F> Task run(F) { co_return; }
    void one() { int X[1]; run([X] { return X[0]; }); })");
  ParsedText After(R"(
    template <class F> Task run(F) { co_return; }
    void one() { run([] {}); int X[1]; run([X] { return X[0]; }); })");
  EXPECT_EQ(namesIn(Before, EntityNames::Style::Key)[0],
            namesIn(After, EntityNames::Style::Key)[1]);
}

TEST(EntityNames, knowWhatBelongsToItsUnit) {
  ParsedText Text(R"(
    static void internal() {}
    namespace { void hidden() {} }
    inline void shared() {}
    void external() {})");
  EXPECT_TRUE(belongsToUnit(Text.function("internal")));
  EXPECT_TRUE(belongsToUnit(Text.function("hidden")));
  EXPECT_FALSE(belongsToUnit(Text.function("shared")));
  // Another program may have another function of that name.
  EXPECT_TRUE(belongsToUnit(Text.function("external")));
}

} // namespace
} // namespace coroscope
