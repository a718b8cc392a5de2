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

/// A call whose callee's frame has left the frame or stack of its caller, or
/// has moved into it.
struct ElisionChange {
  bool IsLost = false;
  std::string Caller;
  CoroutineCall Call; ///< The call as it is now.
};

/// Adds to \p Changes the elisions lost and gained between the calls of one
/// caller at two times. A removed call is not lost, and a new one is not
/// gained.
void addElisionChanges(const std::string &Caller,
                       const std::vector<CoroutineCall> &Old,
                       const std::vector<CoroutineCall> &New,
                       std::vector<ElisionChange> &Changes);

/// Adds the changes of calls in ordinary functions.
void addElisionChanges(const std::vector<CallSite> &Old,
                       const std::vector<CallSite> &New,
                       std::vector<ElisionChange> &Changes);

/// Sorts lost elisions first, then by place.
void sortElisionChanges(std::vector<ElisionChange> &Changes);

/// Describes \p Change without the caller and the place, as in "'leaf()' is not
/// elided any more: an allocation more; it is not elided, because the call is
/// not inlined".
std::string inWords(const ElisionChange &Change);

} // namespace coroscope

#endif
