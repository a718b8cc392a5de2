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
/// a quarter off the time of Clang: its data are spread over many pages. Does
/// nothing where the address space is limited, as much of it is reserved, or
/// where the C library is not glibc. A second call does nothing.
void useHugePages();

} // namespace coroscope

#endif
