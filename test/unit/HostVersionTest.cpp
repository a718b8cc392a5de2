//===- HostVersionTest.cpp - Which hosts are refused ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "plugin/HostVersion.h"

#include "clang/Basic/Version.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace coroscope {
namespace {

using testing::HasSubstr;

const std::string Own = CLANG_VERSION_STRING;

TEST(HostVersion, AcceptsItsOwn) {
  EXPECT_FALSE(checkHost("clang-tidy", "clang version " + Own));
  EXPECT_FALSE(
      checkHost("clang-tidy", "Debian clang version " + Own + " (1~deb12u1)"));
}

TEST(HostVersion, RefusesOthers) {
  EXPECT_THAT(checkHost("clang-tidy", "clang version 22.1.7").message(),
              HasSubstr("is for clang-tidy " + Own +
                        " and cannot work with clang version 22.1.7"));
  EXPECT_TRUE(checkHost("clang", "clang version " + Own + "1"));
  EXPECT_TRUE(checkHost("clang", ""));
}

} // namespace
} // namespace coroscope
