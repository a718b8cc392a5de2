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

/// The occupants of \p C that are frames of the callee \p MangledName.
static std::vector<const Occupant *> framesOf(const Coroutine &C,
                                              const std::string &MangledName) {
  std::vector<const Occupant *> Found;
  for (const FrameRange &Range : C.Frame.Ranges)
    for (const Occupant &O : Range.Occupants)
      if (O.Kind == OccupantKind::CalleeFrame && O.Callee == MangledName)
        Found.push_back(&O);
  return Found;
}

/// Why \p Call, which is not elided, is not.
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

/// Decides which of the calls of \p C of one callee are elided: all if the
/// passes said nothing else, or those at whose place there is its frame.
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

/// Copies what is in the frames of elided callees into their occupants; first
/// in the callees themselves.
static void unfold(Coroutine &C, std::map<std::string, Coroutine *> &ByName) {
  for (FrameRange &Range : C.Frame.Ranges)
    for (Occupant &O : Range.Occupants) {
      if (O.Kind != OccupantKind::CalleeFrame || !O.Nested.empty())
        continue;
      auto It = ByName.find(O.Callee);
      // A coroutine is never in its own frame: it is split when it is elided.
      if (It == ByName.end() || It->second == &C)
        continue;
      unfold(*It->second, ByName);
      O.Nested = It->second->Frame.Ranges;
      O.Name = It->second->Name;
    }
}

void CallLinker::link(std::vector<Coroutine> &Added,
                      const std::vector<Coroutine> &Identified) const {
  std::map<std::size_t, std::size_t> AddedAt;
  std::map<std::string, Coroutine *> ByName;
  for (std::size_t I = 0; I != Added.size(); ++I) {
    AddedAt[Index[I]] = I;
    ByName[Added[I].MangledName] = &Added[I];
  }
  for (std::size_t I = 0; I != Added.size(); ++I) {
    const Pending &Own = Coroutines[I];
    for (std::size_t N = 0; N != Own.Callees.size(); ++N)
      if (Own.Callees[N]) {
        CoroutineCall &Call = Added[I].Calls[N];
        // A callee that was added has moved there.
        auto It = AddedAt.find(*Own.Callees[N]);
        const Coroutine &Callee = It == AddedAt.end()
                                      ? Identified[*Own.Callees[N]]
                                      : Added[It->second];
        Call.Name = Callee.Name;
        Call.Key = Callee.Key;
        Call.MangledName = Callee.MangledName;
      }
    decideElision(Added[I], Own.Callees, Own.Notes);
  }
  for (Coroutine &C : Added)
    unfold(C, ByName);
}

} // namespace coroscope
