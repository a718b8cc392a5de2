//===- AdviceText.cpp - Advice in words -----------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "advice/AdviceText.h"

#include "rules/MessageText.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

namespace coroscope {

static std::string kindInWords(AdviceKind Kind) {
  switch (Kind) {
  case AdviceKind::Scope:
    return "a scope that ends after its last use";
  case AdviceKind::DeclareLater:
    return "declaring it where it is first used";
  case AdviceKind::LaterScope:
    return "declaring it where it is first used, in a scope that ends after "
           "its "
           "last use,";
  case AdviceKind::Call:
    return "moving its use into a function that is called at once";
  case AdviceKind::Box:
    return "boxing it";
  case AdviceKind::Words:
    break;
  }
  return {};
}

std::string actionInWords(const Candidate &Tried) {
  std::string Text = kindInWords(Tried.Kind);
  for (const std::string &Other : Tried.Together)
    Text += (&Other == &Tried.Together.back() ? " and '" : ", '") + Other + "'";
  if (!Tried.Together.empty())
    Text += Tried.Together.size() == 1 ? ", which shares its bytes,"
                                       : ", which share its bytes,";
  return Text;
}

Advice adviceFor(const Candidate &Tried, Bytes FrameSize) {
  Advice Made;
  Made.Kind = Tried.Kind;
  Made.Text = actionInWords(Tried) + " makes the frame " + inWords(FrameSize) +
              " (measured)";
  if (Tried.Heap > Bytes(0))
    Made.Text +=
        " and adds an allocation of " + std::to_string(Tried.Heap.Count);
  if (!Tried.Condition.empty())
    Made.Text += ", if " + Tried.Condition;
  Made.Measured = true;
  Made.FrameSize = FrameSize;
  Made.Heap = Tried.Heap;
  Made.Edits = Tried.Edits;
  for (Edit &E : Made.Edits)
    E.Marks.clear();
  Made.Condition = Tried.Condition;
  return Made;
}

static bool isHeldByYield(const Coroutine &C, const Occupant &O) {
  return std::any_of(
      O.HeldAcross.begin(), O.HeldAcross.end(),
      [&](SuspendId Id) { return C.Suspends[Id].Kind == SuspendKind::Yield; });
}

/// The same in Rust.
static std::string byHandInRust(const Occupant &O) {
  switch (O.Kind) {
  case OccupantKind::CalleeFrame:
    return "await it as Box::pin(...).await, which gives the future an "
           "allocation of its own";
  case OccupantKind::Parameter:
    return "take a reference, a Box or an Arc";
  case OccupantKind::Awaiter:
    return "await it as Box::pin(...).await";
  case OccupantKind::Local:
  case OccupantKind::Temporary:
    return std::string("end its scope or drop it before the await; where it is "
                       "needed after it, keep it on the heap: ") +
           (O.Type.str().starts_with('[') ? "a Vec or a Box<[T]> for an array"
                                          : "a Box");
  default:
    return {};
  }
}

/// The same for GCC, which keeps every local in the frame, in bytes of its own,
/// at every level.
static std::string byHandForGcc(const Occupant &O) {
  switch (O.Kind) {
  case OccupantKind::Local:
    return "use it in a plain function or a lambda that is called at once, or "
           "box it: GCC keeps every local of a coroutine in the frame, and a "
           "scope frees nothing";
  case OccupantKind::Temporary:
    return "make and use it in a plain function";
  default:
    return {};
  }
}

/// True if one of the parameters in the name of \p Function, which is
/// demangled, is a class that is taken by value.
static bool takesCopy(std::string_view Function) {
  const std::size_t Close = Function.rfind(')');
  if (Close == std::string_view::npos)
    return false;
  // Back to where the parameters begin, and from one to the next.
  std::vector<std::string_view> Parameters;
  int Depth = 0;
  std::size_t End = Close;
  for (std::size_t I = Close; I-- != 0;) {
    const char C = Function[I];
    if (C == ')' || C == '>' || C == ']' || C == '}')
      ++Depth;
    const bool IsBegin = Depth == 0 && C == '(';
    if (IsBegin || (Depth == 0 && C == ',')) {
      Parameters.push_back(Function.substr(I + 1, End - I - 1));
      End = I;
    }
    if (IsBegin)
      break;
    if (C == '(' || C == '<' || C == '[' || C == '{')
      --Depth;
  }
  return std::any_of(
      Parameters.begin(), Parameters.end(), [](std::string_view Type) {
        while (Type.starts_with(' '))
          Type.remove_prefix(1);
        static constexpr std::string_view NoClass[] = {
            "bool",    "char",           "double", "float",    "int",
            "long",    "short",          "signed", "unsigned", "void",
            "wchar_t", "std::nullptr_t", "..."};
        return !Type.empty() && !Type.ends_with('&') && !Type.ends_with('*') &&
               std::none_of(std::begin(NoClass), std::end(NoClass),
                            [&](std::string_view Word) {
                              return Type == Word || (Type.starts_with(Word) &&
                                                      Type[Word.size()] == ' ');
                            });
      });
}

/// The name of a class in \p Type, which may be qualified and a template.
static std::string_view lastName(std::string_view Type) {
  if (Type.ends_with('>')) {
    int Depth = 0;
    std::size_t Begin = Type.size();
    do {
      --Begin;
      Depth += (Type[Begin] == '>') - (Type[Begin] == '<');
    } while (Depth != 0 && Begin != 0);
    Type = Type.substr(0, Begin);
  }
  const std::size_t Before = Type.find_last_of(": ");
  return Before == std::string_view::npos ? Type : Type.substr(Before + 1);
}

/// True if \p O was passed to a constructor of its own class, which made it.
static bool isMadeByConstructor(const Occupant &O) {
  const std::string Type = O.Type.str(), Function = O.EscapesTo.str();
  const std::string_view Name = lastName(Type);
  const std::size_t Call = Function.find("::" + std::string(Name) + "(");
  return !Name.empty() && Call != std::string::npos &&
         lastName(std::string_view(Function).substr(0, Call)) == Name;
}

static bool hasObstacle(const Occupant &O, std::string_view Obstacle) {
  return std::find(O.Obstacles.begin(), O.Obstacles.end(), Obstacle) !=
         O.Obstacles.end();
}

/// True if \p O is made by the suspension that it is held across, as in
/// `Message M = co_await receive();`.
static bool isMadeByAwait(const Coroutine &C, const Occupant &O) {
  return std::any_of(
      O.HeldAcross.begin(), O.HeldAcross.end(), [&](SuspendId Id) {
        const Place &Where = C.Suspends[Id].Where;
        return O.Declared.isKnown() && Where.File == O.Declared.File &&
               Where.Line == O.Declared.Line &&
               Where.Column > O.Declared.Column;
      });
}

/// What a handle to something elsewhere takes: a pointer and a size or a
/// control block. Nothing smaller could be passed instead.
static constexpr Bytes HandleSize{16};

/// What to do about a value, by hand.
static std::string byHand(const Coroutine &C, const Occupant &O) {
  switch (O.Kind) {
  case OccupantKind::Parameter:
    if (O.Size <= HandleSize)
      return {};
    return "take a handle or a smaller type, or something that owns it "
           "elsewhere and can be moved; a reference could dangle (core "
           "guideline CP.53)";
  case OccupantKind::Temporary:
    // What is awaited in the same expression needs it there, or what refers to
    // it after a suspension.
    if ((!O.isDead() && O.Reason == HoldReason::UsedAfter) ||
        hasObstacle(O, AwaitsInExpression))
      return {};
    if (hasObstacle(O, OfInlinedFunction))
      return "keep its function from being inlined, as [[gnu::noinline]] does";
    return "make and use it in a plain function" +
           (!takesCopy(O.EscapesTo.str()) || isMadeByConstructor(O)
                ? std::string()
                : ", or let '" + O.EscapesTo +
                      "' take it by const reference if it takes a copy");
  case OccupantKind::Local:
    if (isHeldByYield(C, O) && !O.isDead())
      return "let the caller of the generator give the buffer, or box it";
    // Clang looks at a few blocks only, and takes the rest for a suspension.
    if (O.isDead() && O.HeldAcross.empty() && C.Evidence == Evidence::Source)
      return "use it in a plain function: no suspension is in its scope, but "
             "the compiler does not see that";
    if (const bool IsUsedLater =
            O.UsedAt.isKnown() && O.Reason == HoldReason::Conservative;
        O.isDead() && (IsUsedLater || O.HeldAcross.size() == 1)) {
      if (hasObstacle(O, AwaitsInInitializer) || isMadeByAwait(C, O))
        return {};
      if (IsUsedLater)
        return "declare it after the suspension";
    }
    return O.isDead() ? "end its scope before the suspension, or use it in a "
                        "plain function"
                      : "box it, or keep less of it across the suspension";
  default:
    return {};
  }
}

std::string wordsWithoutEdit(const Coroutine &C, const Finding &F,
                             const std::vector<std::string> &Outcomes) {
  if (!F.Cause)
    return {};
  const Occupant &O =
      C.Frame.Ranges[F.Cause->Range].Occupants[F.Cause->Occupant];
  std::string Text = C.Compiler.starts_with("rustc") ? byHandInRust(O)
                     : C.Compiler.starts_with("gcc") ? byHandForGcc(O)
                                                     : std::string();
  if (Text.empty() && !C.Compiler.starts_with("rustc"))
    Text = byHand(C, O);
  if (Text.empty())
    return Text;
  std::vector<std::string> Reasons = O.Obstacles;
  Reasons.insert(Reasons.end(), Outcomes.begin(), Outcomes.end());
  for (const std::string &Why : Reasons)
    Text +=
        (&Why == &Reasons.front() ? "; no edit is offered, because " : "; ") +
        Why;
  return Text;
}

} // namespace coroscope
