//===- HugePages.h - A heap in huge pages -----------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_WORKERS_HUGEPAGES_H
#define COROSCOPE_DRIVER_WORKERS_HUGEPAGES_H

namespace coroscope {

/// Asks the system for huge pages behind the heap of this process, which takes
/// a fifth to a third off the time of Clang: its data are spread over many
/// pages. Does nothing where the system does not offer them, where the address
/// space is limited, as much of it is reserved, or where the C library is not
/// glibc. A second call does nothing.
void useHugePages();

/// Copies the heap of this process, which has just been forked or has forked,
/// so that it has huge pages of its own. Else each write splits one that both
/// have, and copies a small part of it. Does nothing if useHugePages() had no
/// effect. No other thread may run.
void copySharedHugePages();

} // namespace coroscope

#endif
