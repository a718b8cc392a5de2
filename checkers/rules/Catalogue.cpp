//===- Catalogue.cpp - The rules there are --------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Catalogue.h"

#include "rules/NearName.h"

namespace coroscope {

const std::array<Rule, RuleCount> &catalogue() {
  static const std::array<Rule, RuleCount> Rules = {{
      {RuleId::OverAlignedFrame, "over-aligned-frame",
       "A frame needs more alignment than its allocation guarantees, which is "
       "undefined behaviour.",
       Severity::Error, std::nullopt},
      {RuleId::DeadValue, "dead-value",
       "A value is held across a suspension, but nothing uses it afterwards.",
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
       "Much of an optimized frame is not needed.", Severity::Warning,
       Bytes(512)},
      {RuleId::StaleBudget, "stale-budget",
       "A budget comment cannot be read, gives no reason, or allows far more "
       "than is needed.",
       Severity::Warning, std::nullopt},
      {RuleId::NeverSuspends, "never-suspends",
       "A coroutine that cannot suspend pays for a frame.", Severity::Note,
       std::nullopt, /*IsOnByDefault=*/false},
      {RuleId::LostElision, "lost-elision",
       "A call that is marked coro_await_elidable still allocates a frame.",
       Severity::Note, std::nullopt, /*IsOnByDefault=*/false},
      {RuleId::ChainSize, "chain-size",
       "A coroutine and everything it awaits take more than the limit.",
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

std::vector<std::string_view> ruleNames() {
  std::vector<std::string_view> Names;
  for (const Rule &R : catalogue())
    Names.push_back(R.Name);
  return Names;
}

RuleSettings::RuleSettings() {
  for (const Rule &R : catalogue()) {
    RuleSetting &Setting = Settings[static_cast<std::size_t>(R.Id)];
    Setting.Limit = R.DefaultLimit.value_or(Bytes(0));
    Setting.IsOn = R.IsOnByDefault;
  }
}

Failure RuleSettings::set(std::string_view RuleName, std::string_view Value,
                          std::string SetBy) {
  if (RuleName == AllRules) {
    if (Value != "on" && Value != "off")
      return "'all' must be 'on' or 'off', not '" + std::string(Value) + "'";
    for (RuleSetting &Setting : Settings) {
      Setting.IsOn = Value == "on";
      Setting.TurnedBy = SetBy;
    }
    return {};
  }
  const Rule *R = findRule(RuleName);
  if (!R)
    return "unknown rule '" + std::string(RuleName) + "'" +
           didYouMean(RuleName, ruleNames(), "; 'coroscope rules' lists them");
  RuleSetting &Setting = Settings[static_cast<std::size_t>(R->Id)];
  if (Value == "off" || Value == "on") {
    Setting.IsOn = Value == "on";
    Setting.TurnedBy = std::move(SetBy);
    return {};
  }
  if (!R->DefaultLimit)
    return "rule '" + std::string(RuleName) + "' must be 'on' or 'off', not '" +
           std::string(Value) + "'";
  std::optional<Bytes> Limit = parseBytes(Value);
  if (!Limit)
    return "'" + std::string(Value) + "' is not a limit for rule '" +
           std::string(RuleName) + "'; use bytes, KiB, MiB, 'on' or 'off'";
  Setting.IsOn = true;
  Setting.Limit = *Limit;
  Setting.TurnedBy = SetBy;
  Setting.SetBy = std::move(SetBy);
  return {};
}

} // namespace coroscope
