//===- HugePages.cpp - A heap in huge pages -------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// glibc can do this itself, but only if the environment says so when the
// program starts: GLIBC_TUNABLES=glibc.malloc.hugetlb=1.
//
//===----------------------------------------------------------------------===//

#include "workers/HugePages.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#if defined(__GLIBC__)
#include <malloc.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace coroscope {

#if defined(__GLIBC__)

namespace {
constexpr std::size_t MiB = 1 << 20;
/// Address space, not memory: more than a worker takes for most units.
constexpr std::size_t Reserved = 1024 * MiB;
/// What the heap grows by afterwards, in ordinary pages.
constexpr std::size_t Growth = 16 * MiB;
/// The largest that glibc accepts: what is larger gets pages of its own.
constexpr std::size_t LargestInHeap = 32 * MiB;
constexpr std::size_t HugePage = 2 * MiB;
} // namespace

/// Returns true if whoever asks for huge pages can get them. They may be turned
/// off, and then madvise(2) accepts what it ignores.
static bool areOffered() {
  std::ifstream File("/sys/kernel/mm/transparent_hugepage/enabled");
  std::string Modes; // Such as "always [madvise] never".
  return std::getline(File, Modes) &&
         Modes.find("[never]") == std::string::npos;
}

static bool isAddressSpaceLimited() {
  rlimit Limit{};
  return getrlimit(RLIMIT_AS, &Limit) != 0 || Limit.rlim_cur != RLIM_INFINITY;
}

/// Where the heap has huge pages; empty if nowhere.
static std::uintptr_t FirstHuge = 0, EndHuge = 0;

/// Makes the heap grow by \p Size at least, by filling what it has. Returns
/// false if that has failed.
static bool growHeap(std::size_t Size) {
  if (mallopt(M_TOP_PAD, static_cast<int>(Size)) == 0)
    return false;
  const void *const Before = sbrk(0);
  std::vector<void *> Blocks;
  do
    Blocks.push_back(std::malloc(MiB));
  while (Blocks.back() && sbrk(0) == Before && Blocks.size() != Reserved / MiB);
  for (void *Block : Blocks)
    std::free(Block);
  mallopt(M_TOP_PAD, static_cast<int>(Growth));
  return sbrk(0) != Before;
}

void useHugePages() {
  static bool IsDone = false;
  if (IsDone || isAddressSpaceLimited() || !areOffered())
    return;
  IsDone = true;
  // Blocks stay in the heap, and the heap keeps its size.
  mallopt(M_MMAP_THRESHOLD, static_cast<int>(LargestInHeap));
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  const auto Begin = reinterpret_cast<std::uintptr_t>(sbrk(0));
  if (!growHeap(Reserved))
    return;
  const auto End = reinterpret_cast<std::uintptr_t>(sbrk(0));
  const std::uintptr_t First = (Begin + HugePage - 1) / HugePage * HugePage;
  if (First < End && madvise(reinterpret_cast<void *>(First), End - First,
                             MADV_HUGEPAGE) == 0) {
    FirstHuge = First;
    EndHuge = End;
  }
}

void copySharedHugePages() {
  if (FirstHuge == EndHuge)
    return;
  // The rest, at the top, was never used.
  const std::uintptr_t Used =
      reinterpret_cast<std::uintptr_t>(sbrk(0)) - mallinfo2().keepcost;
  const std::uintptr_t End =
      std::min((Used + HugePage - 1) / HugePage * HugePage,
               EndHuge / HugePage * HugePage);
  if (End <= FirstHuge)
    return;
  const std::size_t Size = End - FirstHuge;
  // One more, to begin where a huge page does.
  void *const Mapped = mmap(nullptr, Size + HugePage, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (Mapped == MAP_FAILED)
    return;
  const auto Begin = reinterpret_cast<std::uintptr_t>(Mapped);
  const std::uintptr_t Copy = (Begin + HugePage - 1) / HugePage * HugePage;
  madvise(reinterpret_cast<void *>(Copy), Size, MADV_HUGEPAGE);
  std::memcpy(reinterpret_cast<void *>(Copy),
              reinterpret_cast<const void *>(FirstHuge), Size);
  // Nothing allocates between the copy and this.
  if (mremap(reinterpret_cast<void *>(Copy), Size, Size,
             MREMAP_MAYMOVE | MREMAP_FIXED,
             reinterpret_cast<void *>(FirstHuge)) == MAP_FAILED) {
    munmap(Mapped, Size + HugePage);
    return;
  }
  if (Copy != Begin)
    munmap(Mapped, Copy - Begin);
  if (Copy + Size != Begin + Size + HugePage)
    munmap(reinterpret_cast<void *>(Copy + Size), Begin + HugePage - Copy);
}

#else

void useHugePages() {}
void copySharedHugePages() {}

#endif

} // namespace coroscope
