//===- Chain.cpp - The frames that are alive at once ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Chain.h"

#include "frame/ChainSum.h"

#include <algorithm>
#include <cassert>

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

/// Whether the body of \p C has begun at \p M, and has not ended: across the
/// other suspensions there is only what it was given.
static bool isInBody(const Coroutine &C, const Moment &M) {
  const SuspendKind Kind = C.Suspends[M.At].Kind;
  return Kind == SuspendKind::Await || Kind == SuspendKind::Yield;
}

/// The chain of \p C, whose callees have theirs, but for those in a cycle with
/// it.
static Chain chainOf(const Coroutine &C, ChainSum &Sum) {
  Chain Made;
  ChainShare Worst;
  const std::vector<Moment> Moments = momentsOf(C);
  for (const Moment &M : Moments) {
    const ChainShare Own = Sum.of(C, M);
    Made.IsAtLeast |= Own.IsAtLeast;
    Made.IsUnbounded |= Own.IsUnbounded;
    if (isInBody(C, M) && (!Made.At || Own.Size > Worst.Size)) {
      Worst = Own;
      Made.At = M.At;
    }
  }
  Made.IsAtLeast |= C.MayCallMore;
  for (const CoroutineCall &Call : C.Calls)
    Made.IsAtLeast |= Call.MayLiveOn;
  Made.Size = C.Frame.Size + Worst.Size;
  Made.Allocations = 1 + Worst.Allocations;
  return Made;
}

/// The largest of the moments of \p C at \p At.
static std::optional<Moment> worstAt(const Coroutine &C, SuspendId At,
                                     ChainSum &Sum) {
  std::vector<Moment> Moments = momentsOf(C);
  std::erase_if(Moments, [&](const Moment &M) { return M.At != At; });
  if (Moments.empty())
    return std::nullopt;
  std::size_t Worst = 0;
  Bytes Most;
  for (std::size_t I = 0; I != Moments.size() && Moments.size() > 1; ++I)
    if (const Bytes Size = Sum.of(C, Moments[I]).Size; Size > Most) {
      Worst = I;
      Most = Size;
    }
  return std::move(Moments[Worst]);
}

std::vector<ChainLink> ChainIndex::links(const Coroutine &C) const {
  std::vector<ChainLink> Links;
  if (!C.Chain || !C.Chain->At)
    return Links;
  ChainSum Sum([this](const Coroutine &Caller, std::size_t Call) {
    return find(Caller.Calls[Call]);
  });
  const std::optional<Moment> Worst = worstAt(C, *C.Chain->At, Sum);
  if (!Worst)
    return Links;
  for (std::size_t I = 0; I != Worst->Frames.size(); ++I) {
    const AliveFrame &F = Worst->Frames[I];
    ChainLink Link{&C.Calls[F.Call], find(C.Calls[F.Call]), {}, true};
    if (Link.Callee) {
      Link.Size = Sum.alone(C, *Worst, I);
      Link.Runs = mayBeAnywhere(F.Does, Link.Callee->IsLazy) ||
                  holderOf(C, *Worst, I) != I;
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
      for (const GivenTask &Given : Call.Given)
        if (const Coroutine *Task = Index.find(Coroutines[I].Calls[Given.Call]))
          Edges[I].push_back(Task - Coroutines.data());
      if (!Call.RunsAcross.empty() ||
          (!Call.AliveAcross.empty() && !Callee->IsLazy))
        Edges[I].push_back(To);
      // A callee that is started and not kept is a root of its own.
      if (To != I && !Call.AliveAcross.empty())
        IsCalled[To] = true;
    }
  }
  ChainSum Sum([&](const Coroutine &Caller, std::size_t Call) {
    return Callees[&Caller - Coroutines.data()][Call];
  });
  Components(Edges).forEach([&](const std::vector<std::size_t> &Part) {
    const bool IsCycle =
        Part.size() > 1 ||
        std::find(Edges[Part.front()].begin(), Edges[Part.front()].end(),
                  Part.front()) != Edges[Part.front()].end();
    std::vector<Chain> Made;
    for (std::size_t I : Part)
      Made.push_back(chainOf(Coroutines[I], Sum));
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
