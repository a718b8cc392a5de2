//===- ElisionChanges.h - Elision that is lost and won ----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// calls of one caller, before and now --callees--> ElisionChange
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_COMPARE_ELISIONCHANGES_H
#define COROSCOPE_DRIVER_COMPARE_ELISIONCHANGES_H

#include "frame/Coroutine.h"

#include <string>
#include <vector>

namespace coroscope {

/// A call whose callee lay in its caller, or on its stack, and does not any
/// more, or the other way round.
struct ElisionChange {
  bool IsLost = false;
  std::string Caller;
  CoroutineCall Call; ///< As it is now.
};

/// Adds to \p Changes what is lost and won between the calls of one caller, at
/// two times. A call that is gone is not lost, and a new one is not won.
void addElisionChanges(const std::string &Caller,
                       const std::vector<CoroutineCall> &Old,
                       const std::vector<CoroutineCall> &New,
                       std::vector<ElisionChange> &Changes);

/// The same for calls in functions that are no coroutines.
void addElisionChanges(const std::vector<CallSite> &Old,
                       const std::vector<CallSite> &New,
                       std::vector<ElisionChange> &Changes);

/// Those that are lost first, by their places.
void sortElisionChanges(std::vector<ElisionChange> &Changes);

/// "'leaf()' is not elided any more: an allocation more; it is not elided,
/// because the call is not inlined". Without the caller and the place.
std::string inWords(const ElisionChange &Change);

} // namespace coroscope

#endif
