//===- ElisionChanges.cpp - Elision that is lost and won ------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compare/ElisionChanges.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace coroscope {

namespace {
/// The calls of one callee in one caller.
struct CallsOfOne {
  std::size_t Elided = 0;             ///< The number before.
  std::size_t NotElided = 0;          ///< The number before.
  std::vector<CoroutineCall> Is, Not; ///< The calls now, elided or not.
};
} // namespace

static bool isElided(const CoroutineCall &Call) {
  return Call.State == Elision::Elided;
}

void addElisionChanges(const std::string &Caller,
                       const std::vector<CoroutineCall> &Old,
                       const std::vector<CoroutineCall> &New,
                       std::vector<ElisionChange> &Changes) {
  if (std::none_of(Old.begin(), Old.end(), isElided) &&
      std::none_of(New.begin(), New.end(), isElided))
    return;
  std::map<std::string, CallsOfOne> ByCallee;
  for (const CoroutineCall &Call : Old) {
    CallsOfOne &Calls = ByCallee[Call.Name];
    ++(isElided(Call) ? Calls.Elided : Calls.NotElided);
  }
  for (const CoroutineCall &Call : New) {
    CallsOfOne &Calls = ByCallee[Call.Name];
    (isElided(Call) ? Calls.Is : Calls.Not).push_back(Call);
  }
  // It is unknown which calls have changed: show the last ones.
  auto Add = [&](bool IsLost, std::size_t Count,
                 const std::vector<CoroutineCall> &From) {
    for (std::size_t I = From.size() - std::min(Count, From.size());
         I != From.size(); ++I)
      Changes.push_back({IsLost, Caller, From[I]});
  };
  for (const auto &[Callee, Calls] : ByCallee) {
    if (Calls.Elided > Calls.Is.size())
      Add(true, Calls.Elided - Calls.Is.size(), Calls.Not);
    else
      Add(false, std::min(Calls.Is.size() - Calls.Elided, Calls.NotElided),
          Calls.Is);
  }
}

void addElisionChanges(const std::vector<CallSite> &Old,
                       const std::vector<CallSite> &New,
                       std::vector<ElisionChange> &Changes) {
  // Several files can have functions with the same name.
  std::map<std::pair<std::string, std::string>,
           std::pair<std::vector<CoroutineCall>, std::vector<CoroutineCall>>>
      ByCaller;
  for (const CallSite &Site : Old)
    ByCaller[{Site.Caller, Site.Call.Where.File}].first.push_back(Site.Call);
  for (const CallSite &Site : New)
    ByCaller[{Site.Caller, Site.Call.Where.File}].second.push_back(Site.Call);
  for (const auto &[Caller, Calls] : ByCaller)
    addElisionChanges(Caller.first, Calls.first, Calls.second, Changes);
}

void sortElisionChanges(std::vector<ElisionChange> &Changes) {
  std::sort(Changes.begin(), Changes.end(),
            [](const ElisionChange &A, const ElisionChange &B) {
              return std::tie(B.IsLost, A.Call.Where, A.Caller, A.Call.Name) <
                     std::tie(A.IsLost, B.Call.Where, B.Caller, B.Call.Name);
            });
}

std::string inWords(const ElisionChange &Change) {
  if (!Change.IsLost)
    return "'" + Change.Call.Name + "' is elided now: an allocation less";
  return "'" + Change.Call.Name +
         "' is no longer elided, which is one more allocation; it " +
         std::string(inWords(Change.Call.State));
}

} // namespace coroscope
