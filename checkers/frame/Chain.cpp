//===- Chain.cpp - The frames that are alive at once ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Chain.h"

#include <algorithm>
#include <cassert>
#include <map>

namespace coroscope {

ChainIndex::ChainIndex(const std::vector<Coroutine> &Coroutines) {
  for (const Coroutine &C : Coroutines) {
    ByKey.emplace(C.Key, &C);
    if (C.MangledName.empty())
      continue;
    // Several programs have this name, so it is ambiguous.
    if (auto [It, IsNew] = ByMangledName.emplace(C.MangledName, &C); !IsNew)
      It->second = nullptr;
  }
}

const Coroutine *ChainIndex::findKey(std::string_view Key) const {
  auto It = ByKey.find(Key);
  return It == ByKey.end() ? nullptr : It->second;
}

const Coroutine *ChainIndex::find(const CoroutineCall &Call) const {
  if (Call.Kind != CalleeKind::Function)
    return nullptr;
  if (!Call.Key.empty())
    if (const Coroutine *Found = findKey(Call.Key))
      return Found;
  auto It = ByMangledName.find(Call.MangledName);
  return Call.MangledName.empty() || It == ByMangledName.end() ? nullptr
                                                               : It->second;
}

namespace {
/// The part of a chain that one or several callees add.
struct Share {
  Bytes Size;
  std::size_t Allocations = 0;
};
} // namespace

/// Returns what \p Callee of \p Call adds: its chain if it \p Runs, otherwise
/// its frame alone. Within a cycle the chain is not known yet, and its frame
/// counts.
static Share shareOf(const CoroutineCall &Call, const Coroutine &Callee,
                     bool Runs) {
  Share Own{Callee.Frame.Size, 1};
  if (Runs && Callee.Chain)
    Own = {Callee.Chain->Size, Callee.Chain->Allocations};
  if (Call.State == Elision::Elided) {
    // The callee lies in the caller's frame, and is counted there.
    Own.Size = Own.Size - std::min(Own.Size, Callee.Frame.Size);
    --Own.Allocations;
  }
  return Own;
}

static bool contains(const std::vector<SuspendId> &Ids, SuspendId Id) {
  return std::binary_search(Ids.begin(), Ids.end(), Id);
}

/// Returns true if \p Callee may be anywhere in its body across the suspension
/// \p Id. One that starts at once may, as long as it exists.
static bool runsAcross(const CoroutineCall &Call, const Coroutine &Callee,
                       SuspendId Id) {
  return contains(Call.RunsAcross, Id) || !Callee.IsLazy;
}

/// Returns the sum over \p Links, which are alive at one moment. Of calls that
/// exclude each other, only the largest counts.
static Share sumOf(const std::vector<std::pair<unsigned, Share>> &Links) {
  Share Sum;
  std::map<unsigned, Share> Largest;
  for (const auto &[Alternative, Own] : Links) {
    if (!Alternative) {
      Sum.Size += Own.Size;
      Sum.Allocations += Own.Allocations;
    } else if (auto [It, IsNew] = Largest.emplace(Alternative, Own);
               !IsNew && Own.Size > It->second.Size) {
      It->second = Own;
    }
  }
  for (const auto &[Alternative, Own] : Largest) {
    Sum.Size += Own.Size;
    Sum.Allocations += Own.Allocations;
  }
  return Sum;
}

/// Computes the chain of \p C. \p Callees has one element for each call, null
/// for an unknown one; their chains are known, except in a cycle with \p C.
static Chain chainOf(const Coroutine &C,
                     const std::vector<const Coroutine *> &Callees) {
  Chain Made;
  Made.Size = C.Frame.Size;
  Made.Allocations = 1;
  std::vector<std::vector<std::pair<unsigned, Share>>> Alive(C.Suspends.size());
  for (std::size_t I = 0; I != C.Calls.size(); ++I) {
    const CoroutineCall &Call = C.Calls[I];
    if (Call.AliveAcross.empty())
      continue;
    Made.IsAtLeast |= Call.IsRepeated;
    if (!Callees[I]) {
      Made.IsAtLeast |= Call.Kind != CalleeKind::Parameter;
      for (SuspendId Id : Call.AliveAcross)
        Alive[Id].emplace_back(Call.Alternative, Share());
      continue;
    }
    if (const auto &Below = Callees[I]->Chain;
        Below && (!Call.RunsAcross.empty() || !Callees[I]->IsLazy)) {
      Made.IsAtLeast |= Below->IsAtLeast;
      Made.IsUnbounded |= Below->IsUnbounded;
    }
    for (SuspendId Id : Call.AliveAcross)
      Alive[Id].emplace_back(
          Call.Alternative,
          shareOf(Call, *Callees[I], runsAcross(Call, *Callees[I], Id)));
  }
  Share Worst;
  for (SuspendId Id = 0; Id != Alive.size(); ++Id)
    if (const Share Sum = sumOf(Alive[Id]);
        !Alive[Id].empty() && (!Made.At || Sum.Size > Worst.Size)) {
      Worst = Sum;
      Made.At = Id;
    }
  Made.Size += Worst.Size;
  Made.Allocations += Worst.Allocations;
  return Made;
}

std::vector<ChainLink> ChainIndex::links(const Coroutine &C) const {
  std::vector<ChainLink> Links;
  if (!C.Chain || !C.Chain->At)
    return Links;
  std::map<unsigned, std::size_t> Largest; // By alternative: index in Links.
  for (const CoroutineCall &Call : C.Calls) {
    if (!contains(Call.AliveAcross, *C.Chain->At))
      continue;
    ChainLink Link{&Call, find(Call), {}, true};
    if (Link.Callee) {
      Link.Runs = runsAcross(Call, *Link.Callee, *C.Chain->At);
      Link.Size = shareOf(Call, *Link.Callee, Link.Runs).Size;
    }
    if (Call.Alternative) {
      auto [It, IsNew] = Largest.emplace(Call.Alternative, Links.size());
      if (!IsNew) {
        if (Link.Size > Links[It->second].Size)
          Links[It->second] = Link;
        continue;
      }
    }
    Links.push_back(Link);
  }
  // Links of the same size keep the order of the source.
  std::sort(Links.begin(), Links.end(),
            [](const ChainLink &A, const ChainLink &B) {
              return A.Size != B.Size ? A.Size > B.Size : A.Call < B.Call;
            });
  return Links;
}

namespace {
/// Finds strongly connected components with Tarjan's algorithm, without
/// recursion; callees come before callers. Robert Tarjan, "Depth-first search
/// and linear graph algorithms", 1972.
class Components {
  struct Node {
    std::size_t Index = 0; ///< In the order of visits, from 1; 0 if unvisited.
    std::size_t Lowest = 0;
    bool IsOpen = false;
  };
  struct Visit {
    std::size_t Of;
    std::size_t NextEdge = 0;
  };

  const std::vector<std::vector<std::size_t>> &Edges;
  std::vector<Node> Nodes;
  std::vector<std::size_t> Open;
  std::size_t Visited = 0;

  void begin(std::size_t I, std::vector<Visit> &Visits) {
    Nodes[I] = {++Visited, Visited, true};
    Open.push_back(I);
    Visits.push_back({I});
  }

public:
  explicit Components(const std::vector<std::vector<std::size_t>> &Edges)
      : Edges(Edges), Nodes(Edges.size()) {}

  /// Hands over each part once.
  template <typename Taker> void forEach(Taker Take) {
    std::vector<Visit> Visits;
    for (std::size_t Start = 0; Start != Edges.size(); ++Start) {
      if (Nodes[Start].Index)
        continue;
      begin(Start, Visits);
      while (!Visits.empty()) {
        Visit &Current = Visits.back();
        const std::size_t I = Current.Of;
        if (Current.NextEdge != Edges[I].size()) {
          const std::size_t To = Edges[I][Current.NextEdge++];
          if (!Nodes[To].Index)
            begin(To, Visits);
          else if (Nodes[To].IsOpen)
            Nodes[I].Lowest = std::min(Nodes[I].Lowest, Nodes[To].Index);
          continue;
        }
        Visits.pop_back();
        if (!Visits.empty()) {
          Node &Parent = Nodes[Visits.back().Of];
          Parent.Lowest = std::min(Parent.Lowest, Nodes[I].Lowest);
        }
        if (Nodes[I].Lowest != Nodes[I].Index)
          continue;
        std::vector<std::size_t> Part;
        do {
          Part.push_back(Open.back());
          Nodes[Open.back()].IsOpen = false;
          Open.pop_back();
        } while (Part.back() != I);
        Take(Part);
      }
    }
  }
};
} // namespace

void computeChains(std::vector<Coroutine> &Coroutines) {
  const ChainIndex Index(Coroutines);
  std::vector<std::vector<const Coroutine *>> Callees(Coroutines.size());
  std::vector<std::vector<std::size_t>> Edges(Coroutines.size());
  std::vector<bool> IsCalled(Coroutines.size());
  for (std::size_t I = 0; I != Coroutines.size(); ++I) {
    Coroutines[I].Chain.reset();
    for (const CoroutineCall &Call : Coroutines[I].Calls) {
      const Coroutine *Callee = Index.find(Call);
      Callees[I].push_back(Callee);
      if (!Callee)
        continue;
      const auto To = static_cast<std::size_t>(Callee - Coroutines.data());
      if (!Call.RunsAcross.empty() ||
          (!Call.AliveAcross.empty() && !Callee->IsLazy))
        Edges[I].push_back(To);
      // A callee that is started and not kept is a root of its own.
      if (To != I && !Call.AliveAcross.empty())
        IsCalled[To] = true;
    }
  }
  Components(Edges).forEach([&](const std::vector<std::size_t> &Part) {
    const bool IsCycle =
        Part.size() > 1 ||
        std::find(Edges[Part.front()].begin(), Edges[Part.front()].end(),
                  Part.front()) != Edges[Part.front()].end();
    std::vector<Chain> Made;
    for (std::size_t I : Part)
      Made.push_back(chainOf(Coroutines[I], Callees[I]));
    for (std::size_t N = 0; N != Part.size(); ++N) {
      Made[N].IsUnbounded |= IsCycle;
      Coroutines[Part[N]].Chain = Made[N];
    }
  });
  for (std::size_t I = 0; I != Coroutines.size(); ++I) {
    Coroutine &C = Coroutines[I];
    C.Chain->IsRoot = !IsCalled[I];
    // Nobody else counts a task that came to a root as a parameter.
    if (C.Chain->IsRoot)
      C.Chain->IsAtLeast |= std::any_of(
          C.Calls.begin(), C.Calls.end(), [](const CoroutineCall &Call) {
            return Call.Kind == CalleeKind::Parameter &&
                   !Call.AliveAcross.empty();
          });
    for (const ChainLink &Link : Index.links(C))
      if (Link.Callee) {
        C.Chain->NextKey = Link.Callee->Key;
        C.Chain->NextCall = Link.Call - C.Calls.data();
        break;
      }
  }
}

} // namespace coroscope
