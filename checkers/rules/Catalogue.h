//===- Catalogue.h - The rules there are ------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_RULES_CATALOGUE_H
#define COROSCOPE_RULES_CATALOGUE_H

#include "frame/Failure.h"
#include "frame/Finding.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

enum class RuleId {
  OverAlignedFrame,
  DeadValue,
  LargeValue,
  LargeParameter,
  LargeTemporary,
  FrameSize,
  WastedFrame,
  StaleBudget,
  NeverSuspends,
  LostElision,
  ChainSize,
};
inline constexpr std::size_t RuleCount =
    static_cast<std::size_t>(RuleId::ChainSize) + 1;

/// One rule. The page is `checkers/docs/<id>.md`.
struct Rule {
  RuleId Id;
  std::string_view Name;  ///< As users see it; never reused.
  std::string_view Title; ///< One sentence.
  coroscope::Severity Severity;
  std::optional<Bytes> DefaultLimit; ///< Nothing if it has no limit.
  bool IsOnByDefault = true;
  /// Whether it is about what several units have together: hosts that see one
  /// unit do not have it.
  bool IsOfReport = false;
};

/// Stands for every rule where one is turned on or off.
inline constexpr std::string_view AllRules = "all";

/// All rules, in the order of `RuleId`, which is that of importance.
const std::array<Rule, RuleCount> &catalogue();

const Rule &rule(RuleId Id);

/// Null if there is no rule of that name.
const Rule *findRule(std::string_view Name);

/// The names of all rules.
std::vector<std::string_view> ruleNames();

/// What a user has set for a rule.
struct RuleSetting {
  bool IsOn = true;
  Bytes Limit;       ///< Ignored by rules that have none.
  std::string SetBy; ///< Such as ".coroscope.yaml"; empty for the default.
  std::string TurnedBy = {}; ///< Who has turned it on or off, likewise.
};

/// The settings of all rules that hold for one coroutine.
class RuleSettings {
  std::array<RuleSetting, RuleCount> Settings;

public:
  /// The defaults of the catalogue.
  RuleSettings();

  const RuleSetting &operator[](RuleId Id) const {
    return Settings[static_cast<std::size_t>(Id)];
  }
  RuleSetting &operator[](RuleId Id) {
    return Settings[static_cast<std::size_t>(Id)];
  }

  /// Sets a rule from \p Value: "off", "on", "512", "2KiB" or "1MiB".
  Failure set(std::string_view RuleName, std::string_view Value,
              std::string SetBy);
};

} // namespace coroscope

#endif
