//===- StateViews.cpp - A coroutine as a state machine --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "views/StateViews.h"

#include "report/CountText.h"
#include "report/Escape.h"
#include "report/ReportText.h"
#include "report/Table.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace coroscope {

static std::vector<const Occupant *> storedAt(const Coroutine &C,
                                              SuspendId Id) {
  std::vector<const Occupant *> Stored;
  for (const FrameRange &Range : C.Frame.Ranges)
    for (const Occupant &O : Range.Occupants)
      if (!O.isBookkeeping() &&
          std::binary_search(O.HeldAcross.begin(), O.HeldAcross.end(), Id))
        Stored.push_back(&O);
  std::sort(Stored.begin(), Stored.end(),
            [](const Occupant *A, const Occupant *B) {
              return A->Size != B->Size ? A->Size > B->Size : A < B;
            });
  return Stored;
}

/// Whether what is stored looks the same: each of several awaiters is another
/// value, and all of them say the same to a reader.
static bool looksTheSame(const std::vector<const Occupant *> &A,
                         const std::vector<const Occupant *> &B) {
  return std::equal(A.begin(), A.end(), B.begin(), B.end(),
                    [](const Occupant *X, const Occupant *Y) {
                      return std::tie(X->Kind, X->Name, X->Type, X->Size) ==
                             std::tie(Y->Kind, Y->Name, Y->Type, Y->Size);
                    });
}

StateMachine statesOf(const Coroutine &C) {
  StateMachine Made;
  std::vector<std::size_t> StateOf(C.Suspends.size());
  for (SuspendId Id = 0; Id != C.Suspends.size(); ++Id) {
    std::vector<const Occupant *> Stored = storedAt(C, Id);
    if (Made.States.empty() ||
        C.Suspends[Made.States.back().First].Kind != C.Suspends[Id].Kind ||
        !looksTheSame(Made.States.back().Stores, Stored)) {
      Made.States.emplace_back();
      Made.States.back().First = Id;
      Made.States.back().Stores = std::move(Stored);
      Made.States.back().Held = C.Frame.heldAcross(Id);
    }
    Made.States.back().Last = Id;
    StateOf[Id] = Made.States.size() - 1;
  }
  auto StatesOf = [&](const std::vector<SuspendId> &Ids) {
    std::set<std::size_t> Unique;
    for (SuspendId Id : Ids)
      Unique.insert(StateOf[Id]);
    return std::vector<std::size_t>(Unique.begin(), Unique.end());
  };
  Made.Entry = StatesOf(C.Entry);
  for (std::size_t I = 0; I != Made.States.size(); ++I) {
    State &S = Made.States[I];
    std::vector<SuspendId> Next;
    for (SuspendId Id = S.First; Id <= S.Last; ++Id) {
      Next.insert(Next.end(), C.Suspends[Id].Successors.begin(),
                  C.Suspends[Id].Successors.end());
      S.MayEnd |= C.Suspends[Id].MayEnd;
    }
    S.Next = StatesOf(Next);
    if (S.Held > Made.States[Made.Widest].Held)
      Made.Widest = I;
  }
  return Made;
}

/// "3", "3-7"
static std::string numbers(const State &S) {
  return std::to_string(S.First) +
         (S.First == S.Last ? "" : "-" + std::to_string(S.Last));
}

static std::string nameOf(const Occupant &O) {
  return O.Name.empty() ? std::string(spelling(O.Kind)) : O.Name.str();
}

static std::string linesOf(const Coroutine &C, const State &S) {
  const Place &First = C.Suspends[S.First].Where;
  const Place &Last = C.Suspends[S.Last].Where;
  if (!First.isKnown())
    return {};
  std::string Text = std::to_string(First.Line);
  if (Last.Line != First.Line && Last.File == First.File)
    Text += "-" + std::to_string(Last.Line);
  return First.File == C.Where.File ? "line " + Text : First.File + ":" + Text;
}

std::string statesToText(const Coroutine &C, const TextStyle &Style) {
  static constexpr std::size_t MostValues = 8;
  const StateMachine Made = statesOf(C);
  std::string Text = paint(Style, Paint::Bold, nameAndPlace(C)) + "\n" +
                     count(C.Suspends.size(), "state", "states") +
                     ", frame of " + inWords(C.Frame.Size) + C.atLevel() +
                     "\n\n";
  if (Made.States.empty())
    return Text + "it never suspends\n";
  Table Rows({{"state", Table::Left},
              {"waits at", Table::Left, Table::Shrinks},
              {"bytes", Table::Right},
              {"stored", Table::Left, Table::Shrinks},
              {"next", Table::Left}});
  for (std::size_t I = 0; I != Made.States.size(); ++I) {
    const State &S = Made.States[I];
    const Suspend &Waits = C.Suspends[S.First];
    std::string Next;
    for (std::size_t N : S.Next)
      Next += (Next.empty() ? "" : " ") + numbers(Made.States[N]);
    if (S.MayEnd)
      Next += Next.empty() ? "end" : " end";
    Rows.add({(I == Made.Widest ? "* " : "  ") + numbers(S),
              std::string(spelling(Waits.Kind)) + " " + cut(linesOf(C, S), 20),
              std::to_string(S.Held.Count),
              S.First == S.Last ? cut(Waits.Awaited, 30) : "", cut(Next, 22)});
    for (std::size_t N = 0; N != std::min(S.Stores.size(), MostValues); ++N) {
      const Occupant &O = *S.Stores[N];
      Rows.add({"", "", std::to_string(O.Size.Count),
                "  " + cut(nameOf(O), 24) +
                    (O.Type.empty() ? "" : "  " + cut(O.Type, 24)),
                ""});
    }
    if (S.Stores.size() > MostValues) {
      Bytes Rest;
      for (std::size_t N = MostValues; N != S.Stores.size(); ++N)
        Rest += S.Stores[N]->Size;
      Rows.add({"", "", std::to_string(Rest.Count),
                "  " + count(S.Stores.size() - MostValues, "smaller one",
                             "smaller ones"),
                ""});
    }
  }
  Text += Rows.toText(Style);
  std::string Begin;
  for (std::size_t N : Made.Entry)
    Begin += (Begin.empty() ? "" : " or ") + numbers(Made.States[N]);
  Text +=
      "\nit begins at " + (Begin.empty() ? "no state" : Begin) +
      "; * holds most: " + std::to_string(Made.States[Made.Widest].Held.Count) +
      " bytes\n";
  return Text;
}

/// What a graph shows in a state, a line each.
static std::vector<std::string> labelOf(const Coroutine &C, const State &S) {
  static constexpr std::size_t MostValues = 5;
  const Suspend &Waits = C.Suspends[S.First];
  std::vector<std::string> Lines = {numbers(S) + " " +
                                    std::string(spelling(Waits.Kind))};
  if (S.First == S.Last && !Waits.Awaited.empty())
    Lines.front() += " " + cut(Waits.Awaited, 40);
  Lines.push_back(linesOf(C, S) + ", " + std::to_string(S.Held.Count) +
                  " bytes");
  for (std::size_t N = 0; N != std::min(S.Stores.size(), MostValues); ++N)
    Lines.push_back(std::to_string(S.Stores[N]->Size.Count) + " " +
                    cut(nameOf(*S.Stores[N]), 40));
  if (S.Stores.size() > MostValues)
    Lines.push_back(
        count(S.Stores.size() - MostValues, "smaller one", "smaller ones"));
  return Lines;
}

/// \p Text for Mermaid: characters that could be its own are written as "#35;".
static std::string forMermaid(const std::string &Text) {
  std::string Escaped;
  for (unsigned char Byte : asUtf8(Text))
    if ((Byte >= '0' && Byte <= '9') || (Byte >= 'a' && Byte <= 'z') ||
        (Byte >= 'A' && Byte <= 'Z') || Byte >= 0x80 || Byte == ' ' ||
        Byte == ',' || Byte == '.' || Byte == '-')
      Escaped += static_cast<char>(Byte);
    else
      Escaped += "#" + std::to_string(Byte) + ";";
  return Escaped;
}

std::string statesToMermaid(const Coroutine &C) {
  const StateMachine Made = statesOf(C);
  auto Name = [](std::size_t I) { return "s" + std::to_string(I); };
  std::string Text = "stateDiagram-v2\n";
  for (std::size_t I = 0; I != Made.States.size(); ++I) {
    const std::vector<std::string> Lines = labelOf(C, Made.States[I]);
    Text += "  " + Name(I) + " : " + forMermaid(Lines.front()) + "\n";
    Text += "  note right of " + Name(I) + "\n";
    for (std::size_t N = 1; N != Lines.size(); ++N)
      Text += "    " + forMermaid(Lines[N]) + "\n";
    if (I == Made.Widest)
      Text += "    holds most\n";
    Text += "  end note\n";
  }
  for (std::size_t I : Made.Entry)
    Text += "  [*] --> " + Name(I) + "\n";
  for (std::size_t I = 0; I != Made.States.size(); ++I) {
    for (std::size_t N : Made.States[I].Next)
      Text += "  " + Name(I) + " --> " + Name(N) + "\n";
    if (Made.States[I].MayEnd)
      Text += "  " + Name(I) + " --> [*]\n";
  }
  return Text;
}

std::string statesToDot(const Coroutine &C) {
  const StateMachine Made = statesOf(C);
  std::string Text = "digraph states {\n  node [shape=box]\n"
                     "  begin [shape=point]\n  end [shape=doublecircle, "
                     "label=\"\", width=0.1]\n";
  for (std::size_t I = 0; I != Made.States.size(); ++I) {
    std::string Label;
    for (const std::string &Line : labelOf(C, Made.States[I]))
      Label += escapeQuoted(Line) + "\\l";
    Text += "  s" + std::to_string(I) + " [label=\"" + Label + "\"" +
            (I == Made.Widest ? ", penwidth=3" : "") + "]\n";
  }
  for (std::size_t I : Made.Entry)
    Text += "  begin -> s" + std::to_string(I) + "\n";
  for (std::size_t I = 0; I != Made.States.size(); ++I) {
    for (std::size_t N : Made.States[I].Next)
      Text += "  s" + std::to_string(I) + " -> s" + std::to_string(N) + "\n";
    if (Made.States[I].MayEnd)
      Text += "  s" + std::to_string(I) + " -> end\n";
  }
  return Text + "}\n";
}

} // namespace coroscope
