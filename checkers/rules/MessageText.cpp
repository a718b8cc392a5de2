//===- MessageText.cpp - Names, sizes and limits in messages --------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/MessageText.h"

#include "rules/Catalogue.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace coroscope {

/// Where the last component of the qualified \p Name begins, and where its
/// parameters do: both are outside of all brackets, as in
/// "a::f<int (int)>(int)::lambda(int)".
static std::pair<std::size_t, std::size_t>
lastComponent(std::string_view Name) {
  std::size_t Begin = 0, End = Name.size();
  int Depth = 0;
  for (std::size_t I = 0; I != Name.size(); ++I) {
    if (Depth == 0 && Name.substr(I).starts_with("operator()")) {
      I += std::string_view("operator()").size() - 1;
      continue;
    }
    if (std::string_view("(<[{").find(Name[I]) != std::string_view::npos) {
      if (Depth++ == 0 && Name[I] == '(')
        End = I;
    } else if (std::string_view(")>]}").find(Name[I]) !=
               std::string_view::npos) {
      --Depth;
    } else if (Depth == 0 && Name[I] == ':' && I && Name[I - 1] == ':') {
      Begin = I + 1;
      End = Name.size();
    }
  }
  return {Begin, std::max(Begin, End)};
}

static std::string shortened(std::string_view Name) {
  const auto [Begin, End] = lastComponent(Name);
  std::string Last(Name.substr(Begin, End - Begin));
  // A lambda says little without the function that it is in.
  if (Last == "lambda" && Begin > 2)
    return shortened(Name.substr(0, Begin - 2)) + "::" + Last;
  return Last.empty() ? std::string(Name) : Last;
}

std::string shortName(const Coroutine &C) {
  return shortened(C.TemplateOf.empty() ? C.Name : C.TemplateOf);
}

std::string shown(const std::string &Text) {
  static constexpr std::size_t Longest = 80;
  return Text.size() <= Longest ? Text : Text.substr(0, Longest - 3) + "...";
}

std::string shownType(const std::string &Type) {
  static constexpr std::size_t Longest = 60;
  if (Type.size() <= Longest)
    return Type;
  std::string Short;
  int Depth = 0;
  for (const char C : Type) {
    if (C == '>' && Depth)
      --Depth;
    if (Depth == 0)
      Short += C;
    if (C == '<' && Depth++ == 0)
      Short += "...";
  }
  return shown(Depth ? Type : Short);
}

std::string quotedName(const Occupant &O) {
  return O.isNamed() ? "'" + shown(O.Name) + "'" : "a value";
}

std::string quotedValue(const Occupant &O) {
  std::string Text = quotedName(O);
  if (!O.Type.empty())
    Text += " of type '" + shownType(O.Type) + "'";
  return Text;
}

std::string limitInWords(const RuleSetting &Setting) {
  std::string Text = "; the limit is " + std::to_string(Setting.Limit.Count);
  if (!Setting.SetBy.empty())
    Text += " (set by " + Setting.SetBy + ")";
  return Text;
}

} // namespace coroscope
