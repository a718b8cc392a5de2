//===- LinkCalls.cpp - The callees of the coroutines of a unit ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/LinkCalls.h"

#include <algorithm>
#include <map>

namespace coroscope {

void CallLinker::add(Coroutine &C, std::size_t Number,
                     const clang::FunctionDecl &Function,
                     const ElisionNotes &Notes, const TasksOfUnit &Tasks,
                     const ProjectPaths &Paths) {
  Pending Own;
  Own.Notes = Notes;
  findCalls(C, Function, Tasks, Paths, Own.Callees);
  Coroutines.push_back(std::move(Own));
  Index.push_back(Number);
}

/// Returns the occupants of \p C that are frames of callee \p MangledName.
static std::vector<const Occupant *> framesOf(const Coroutine &C,
                                              const std::string &MangledName) {
  std::vector<const Occupant *> Found;
  for (const FrameRange &Range : C.Frame.Ranges)
    for (const Occupant &O : Range.Occupants)
      if (O.Kind == OccupantKind::CalleeFrame && O.Callee == MangledName)
        Found.push_back(&O);
  return Found;
}

/// Returns the reason why \p Call is not elided.
static Elision reasonOf(const CoroutineCall &Call, bool IsInUnit,
                        const ElisionNotes &Notes, const Coroutine &C) {
  if (C.Optimization == "O0")
    return Elision::NotOptimized;
  if (!IsInUnit)
    return Elision::NotVisible;
  if (Call.IsElidable)
    return Notes.TooRare.contains(Call.MangledName) ? Elision::LowFrequency
                                                    : Elision::Unknown;
  return Notes.Escaping.contains(Call.MangledName) ? Elision::HandleEscapes
                                                   : Elision::NotAnnotated;
}

/// Decides which calls of each callee in \p C are elided: the calls at places
/// where its frame is, or a single call that the passes report as elided.
static void
decideElision(Coroutine &C,
              const std::vector<std::optional<std::size_t>> &Callees,
              const ElisionNotes &Notes) {
  std::map<std::string, unsigned> Sites;
  for (const CoroutineCall &Call : C.Calls)
    ++Sites[Call.MangledName];
  for (std::size_t I = 0; I != C.Calls.size(); ++I) {
    CoroutineCall &Call = C.Calls[I];
    if (Call.Kind != CalleeKind::Function)
      continue;
    const auto Frames = framesOf(C, Call.MangledName);
    auto IsHere = [&](const Occupant *O) {
      return O->Declared.Line == Call.Where.Line &&
             O->Declared.File == Call.Where.File;
    };
    const bool IsOnly = Sites[Call.MangledName] == 1;
    auto Own =
        std::find_if(Frames.begin(), Frames.end(), [&](const Occupant *O) {
          return IsHere(O) && O->Declared.Column == Call.Where.Column;
        });
    if (Own == Frames.end())
      Own = std::find_if(Frames.begin(), Frames.end(), IsHere);
    if (Own == Frames.end() && IsOnly)
      Own = Frames.begin();
    const bool IsElided = Own != Frames.end() ||
                          (IsOnly && Notes.Elided.contains(Call.MangledName));
    Call.State = IsElided ? Elision::Elided
                          : reasonOf(Call, Callees[I].has_value(), Notes, C);
    if (Own != Frames.end())
      Call.Moved = (*Own)->Size;
  }
}

/// Copies the contents of the frames of elided callees into their occupants;
/// first in the callees themselves.
static void unfold(Coroutine &C, std::map<std::string, Coroutine *> &ByName) {
  for (FrameRange &Range : C.Frame.Ranges)
    for (Occupant &O : Range.Occupants) {
      if (O.Kind != OccupantKind::CalleeFrame || !O.Nested.empty())
        continue;
      auto It = ByName.find(O.Callee);
      // Only a coroutine that is already split is elided, so never into itself.
      if (It == ByName.end() || It->second == &C)
        continue;
      unfold(*It->second, ByName);
      O.Nested = It->second->Frame.Ranges;
      O.Name = It->second->Name;
    }
}

/// Returns the coroutine with number \p Number in the unit, from \p Added if it
/// was added.
const Coroutine &
CallLinker::coroutineOf(std::size_t Number, const std::vector<Coroutine> &Added,
                        const std::vector<Coroutine> &Identified) const {
  auto It = std::lower_bound(Index.begin(), Index.end(), Number);
  return It == Index.end() || *It != Number ? Identified[Number]
                                            : Added[It - Index.begin()];
}

static void name(CoroutineCall &Call, const Coroutine &Callee) {
  Call.Name = Callee.Name;
  Call.Key = Callee.Key;
  Call.MangledName = Callee.MangledName;
}

void CallLinker::link(std::vector<Coroutine> &Added,
                      const std::vector<Coroutine> &Identified) const {
  std::map<std::string, Coroutine *> ByName;
  for (Coroutine &C : Added)
    ByName[C.MangledName] = &C;
  for (std::size_t I = 0; I != Added.size(); ++I) {
    const Pending &Own = Coroutines[I];
    for (std::size_t N = 0; N != Own.Callees.size(); ++N)
      if (Own.Callees[N])
        name(Added[I].Calls[N],
             coroutineOf(*Own.Callees[N], Added, Identified));
    decideElision(Added[I], Own.Callees, Own.Notes);
  }
  for (Coroutine &C : Added)
    unfold(C, ByName);
}

/// Returns the state of elision of a call in an ordinary function, which has
/// \p Calls calls of the same callee.
static Elision stateOf(const CoroutineCall &Call, std::size_t Calls,
                       bool IsInUnit, bool IsOptimized,
                       const ElisionNotes &Notes) {
  if (!IsOptimized)
    return Elision::NotOptimized;
  if (!IsInUnit)
    return Elision::NotVisible;
  if (auto It = Notes.Elided.find(Call.MangledName); It != Notes.Elided.end())
    return It->second.Times >= Calls ? Elision::Elided : Elision::Unknown;
  return Notes.Escaping.contains(Call.MangledName) ? Elision::HandleEscapes
                                                   : Elision::NotInlined;
}

std::vector<CallSite>
CallLinker::linkSites(const std::vector<FoundCallSite> &Found,
                      const std::vector<std::optional<ElisionNotes>> &Notes,
                      const std::vector<Coroutine> &Added,
                      const std::vector<Coroutine> &Identified) const {
  const bool IsOptimized = !Added.empty() && Added.front().Optimization != "O0";
  std::vector<CallSite> Sites;
  std::map<std::pair<const clang::FunctionDecl *, std::string>, std::size_t>
      Calls;
  for (std::size_t I = 0; I != Found.size(); ++I) {
    if (!Notes[I])
      continue;
    CallSite Site = Found[I].Site;
    if (Found[I].CalleeIndex)
      name(Site.Call, coroutineOf(*Found[I].CalleeIndex, Added, Identified));
    ++Calls[{Found[I].Caller, Site.Call.MangledName}];
    Sites.push_back(std::move(Site));
  }
  auto Site = Sites.begin();
  for (std::size_t I = 0; I != Found.size(); ++I) {
    if (!Notes[I])
      continue;
    CoroutineCall &Call = Site++->Call;
    Call.State =
        stateOf(Call, Calls[{Found[I].Caller, Call.MangledName}],
                Found[I].CalleeIndex.has_value(), IsOptimized, *Notes[I]);
    if (Call.State == Elision::Elided)
      Call.Moved = Notes[I]->Elided.at(Call.MangledName).Size;
  }
  return Sites;
}

} // namespace coroscope
