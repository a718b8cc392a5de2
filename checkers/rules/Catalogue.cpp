//===- Catalogue.cpp - The rules there are --------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Catalogue.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace coroscope {

const std::array<Rule, RuleCount> &catalogue() {
  static const std::array<Rule, RuleCount> Rules = {{
      {RuleId::OverAlignedFrame, "over-aligned-frame",
       "A frame wants more alignment than its allocation gives, which is "
       "undefined behaviour.",
       Severity::Error, std::nullopt},
      {RuleId::DeadValue, "dead-value",
       "A value is held across a suspension though nothing uses it afterwards.",
       Severity::Warning, Bytes(256)},
      {RuleId::LargeValue, "large-value",
       "A large local variable is held across a suspension.", Severity::Warning,
       Bytes(1024)},
      {RuleId::LargeParameter, "large-parameter",
       "A large parameter is copied into the frame.", Severity::Warning,
       Bytes(1024)},
      {RuleId::LargeTemporary, "large-temporary",
       "A large temporary, argument or awaiter stays in the frame.",
       Severity::Warning, Bytes(1024)},
      {RuleId::FrameSize, "frame-size", "A frame is larger than the limit.",
       Severity::Warning, Bytes(4096)},
      {RuleId::WastedFrame, "wasted-frame",
       "Much of an optimized frame holds nothing that is needed.",
       Severity::Warning, Bytes(512)},
      {RuleId::StaleBudget, "stale-budget",
       "A budget comment cannot be read, gives no reason, or allows far more "
       "than is needed.",
       Severity::Warning, std::nullopt},
      {RuleId::NeverSuspends, "never-suspends",
       "A coroutine that cannot suspend pays for a frame.", Severity::Note,
       std::nullopt, /*IsOnByDefault=*/false},
      {RuleId::LostElision, "lost-elision",
       "A call that is marked coro_await_elidable allocates a frame all the "
       "same.",
       Severity::Note, std::nullopt, /*IsOnByDefault=*/false},
      {RuleId::ChainSize, "chain-size",
       "A coroutine and all that it awaits take more than the limit.",
       Severity::Warning, Bytes(65536), /*IsOnByDefault=*/false,
       /*IsOfReport=*/true},
  }};
  return Rules;
}

const Rule &rule(RuleId Id) {
  return catalogue()[static_cast<std::size_t>(Id)];
}

const Rule *findRule(std::string_view Name) {
  for (const Rule &R : catalogue())
    if (R.Name == Name)
      return &R;
  return nullptr;
}

RuleSettings::RuleSettings() {
  for (const Rule &R : catalogue()) {
    RuleSetting &Setting = Settings[static_cast<std::size_t>(R.Id)];
    Setting.Limit = R.DefaultLimit.value_or(Bytes(0));
    Setting.IsOn = R.IsOnByDefault;
  }
}

std::string RuleSettings::set(std::string_view RuleName, std::string_view Value,
                              std::string SetBy) {
  if (RuleName == AllRules) {
    if (Value != "on" && Value != "off")
      return "'all' is 'on' or 'off', and not '" + std::string(Value) + "'";
    for (RuleSetting &Setting : Settings) {
      Setting.IsOn = Value == "on";
      Setting.TurnedBy = SetBy;
    }
    return {};
  }
  const Rule *R = findRule(RuleName);
  if (!R) {
    std::string Wrong = "unknown rule '" + std::string(RuleName) + "'";
    if (std::string_view Meant = nearestRule(RuleName); !Meant.empty())
      return Wrong + "; did you mean '" + std::string(Meant) + "'?";
    return Wrong + "; 'coroscope rules' lists them";
  }
  RuleSetting &Setting = Settings[static_cast<std::size_t>(R->Id)];
  if (Value == "off" || Value == "on") {
    Setting.IsOn = Value == "on";
    Setting.TurnedBy = std::move(SetBy);
    return {};
  }
  if (!R->DefaultLimit)
    return "rule '" + std::string(RuleName) + "' is 'on' or 'off', and not '" +
           std::string(Value) + "'";
  std::optional<Bytes> Limit = parseBytes(Value);
  if (!Limit)
    return "'" + std::string(Value) + "' is no limit for rule '" +
           std::string(RuleName) + "'; write bytes, KiB, MiB, on or off";
  Setting.IsOn = true;
  Setting.Limit = *Limit;
  Setting.TurnedBy = SetBy;
  Setting.SetBy = std::move(SetBy);
  return {};
}

/// How many letters must be changed, added or removed.
static std::size_t distance(std::string_view A, std::string_view B) {
  std::vector<std::size_t> Row(B.size() + 1);
  for (std::size_t J = 0; J <= B.size(); ++J)
    Row[J] = J;
  for (std::size_t I = 1; I <= A.size(); ++I) {
    std::size_t Diagonal = std::exchange(Row[0], I);
    for (std::size_t J = 1; J <= B.size(); ++J) {
      const std::size_t Replaced = Diagonal + (A[I - 1] != B[J - 1]);
      Diagonal = Row[J];
      Row[J] = std::min({Row[J] + 1, Row[J - 1] + 1, Replaced});
    }
  }
  return Row.back();
}

std::string_view nearestRule(std::string_view Name) {
  std::string_view Nearest;
  std::size_t Least = Name.size() / 3 + 2;
  for (const Rule &R : catalogue())
    if (std::size_t Own = distance(Name, R.Name); Own < Least) {
      Least = Own;
      Nearest = R.Name;
    }
  return Nearest;
}

} // namespace coroscope
