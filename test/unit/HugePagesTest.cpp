//===- HugePagesTest.cpp - A heap in huge pages ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/HugePages.h"

#include "gtest/gtest.h"

#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace coroscope;

namespace {

constexpr std::size_t MiB = 1 << 20;

/// Returns the exit code of a process that calls \p Act, whose heap is its own.
template <typename Function> int exitCodeOf(Function Act) {
  const pid_t Child = fork();
  if (Child == 0)
    _exit(Act() ? 0 : 1);
  int Status = 0;
  waitpid(Child, &Status, 0);
  return WIFEXITED(Status) ? WEXITSTATUS(Status) : -1;
}

/// Returns true if the mapping of the address \p There is one for which huge
/// pages were asked ("hg" in proc_pid_smaps(5)).
bool isAdvised(const void *There) {
  std::ifstream Maps("/proc/self/smaps");
  const auto Address = reinterpret_cast<std::uintptr_t>(There);
  bool IsIn = false;
  for (std::string Line; std::getline(Maps, Line);) {
    unsigned long Begin = 0, End = 0;
    if (std::sscanf(Line.c_str(), "%lx-%lx ", &Begin, &End) == 2)
      IsIn = Begin <= Address && Address < End;
    else if (IsIn && Line.starts_with("VmFlags:"))
      return Line.find(" hg") != std::string::npos;
  }
  return false;
}

bool hasHugePages() {
  std::ifstream File("/sys/kernel/mm/transparent_hugepage/enabled");
  std::string Modes;
  return std::getline(File, Modes) &&
         Modes.find("[never]") == std::string::npos;
}

/// Where the heap can have huge pages.
class HugePagesTest : public testing::Test {
protected:
  void SetUp() override {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "the heap is that of the sanitizer";
#endif
    if (!hasHugePages())
      GTEST_SKIP() << "the system has none";
  }
};

TEST_F(HugePagesTest, LargeBlocksAreInHugePages) {
  EXPECT_EQ(exitCodeOf([] {
              useHugePages();
              // More than what would get pages of its own.
              const auto Block = std::make_unique<char[]>(16 * MiB);
              std::memset(Block.get(), 1, 16 * MiB);
              return isAdvised(Block.get() + 8 * MiB);
            }),
            0);
}

TEST_F(HugePagesTest, ACopyHasTheSameContentsInHugePages) {
  EXPECT_EQ(exitCodeOf([] {
              useHugePages();
              std::vector<std::string> Texts;
              for (int I = 0; I != 100000; ++I)
                Texts.push_back("a text that is not kept in place " +
                                std::to_string(I));
              auto IsWhole = [&] {
                for (int I = 0; I != 100000; ++I)
                  if (Texts[I] !=
                      "a text that is not kept in place " + std::to_string(I))
                    return false;
                return true;
              };
              const int Changed = exitCodeOf([&] {
                copySharedHugePages();
                const bool IsSame = IsWhole() && isAdvised(Texts[50000].data());
                // What follows is allocated as if nothing had happened.
                for (std::string &Text : Texts)
                  Text += " and grows until it has to move to another place";
                return IsSame && Texts.back().ends_with("place");
              });
              return Changed == 0 && IsWhole();
            }),
            0);
}

TEST(OrdinaryPagesTest, TheHeapStaysAsItIsWithoutThem) {
  EXPECT_EQ(exitCodeOf([] {
              const auto Block = std::make_unique<char[]>(16 * MiB);
              std::memset(Block.get(), 1, 16 * MiB);
              return !isAdvised(Block.get() + 8 * MiB);
            }),
            0);
}

TEST(OrdinaryPagesTest, NothingIsReservedUnderALimit) {
  EXPECT_EQ(exitCodeOf([] {
              const void *const Before = sbrk(0);
              const rlimit Limit{4096 * MiB, 4096 * MiB};
              if (setrlimit(RLIMIT_AS, &Limit) != 0)
                return false;
              useHugePages();
              return sbrk(0) == Before;
            }),
            0);
}

} // namespace
