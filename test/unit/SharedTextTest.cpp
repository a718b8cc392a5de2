//===- SharedTextTest.cpp -------------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/SharedText.h"

#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <vector>

using namespace coroscope;

namespace {

TEST(SharedTextTest, EqualTextsAreOneCopy) {
  const SharedText A("server.cpp"), B(std::string("server") + ".cpp");
  EXPECT_EQ(A, B);
  EXPECT_EQ(&A.str(), &B.str());
  EXPECT_NE(A, SharedText("server.h"));
}

TEST(SharedTextTest, NothingIsTheEmptyText) {
  EXPECT_EQ(SharedText(), SharedText(""));
  EXPECT_TRUE(SharedText().empty());
}

TEST(SharedTextTest, TheOrderIsThatOfTheTexts) {
  EXPECT_LT(SharedText("a"), SharedText("b"));
  EXPECT_LT(SharedText(), SharedText("a"));
}

// More texts than a thread has at hand, made by several at once.
TEST(SharedTextTest, ThreadsGetTheSameCopies) {
  static constexpr unsigned Count = 3000;
  std::vector<std::vector<const std::string *>> Copies(4);
  std::vector<std::thread> Threads;
  for (auto &Own : Copies)
    Threads.emplace_back([&Own] {
      for (unsigned Round = 0; Round != 2; ++Round)
        for (unsigned I = 0; I != Count; ++I)
          Own.push_back(&SharedText("text " + std::to_string(I)).str());
    });
  for (std::thread &T : Threads)
    T.join();
  for (const auto &Own : Copies)
    EXPECT_EQ(Own, Copies.front());
  for (unsigned I = 0; I != Count; ++I)
    EXPECT_EQ(*Copies.front()[I], "text " + std::to_string(I));
}

} // namespace
