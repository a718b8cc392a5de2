//===- EditorSettings.cpp - What users set in their editor ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "server/EditorSettings.h"

#include "layout/OptimizationLevel.h"
#include "rules/Catalogue.h"

using namespace llvm;

namespace coroscope {

static void takeSwitch(const json::Object &Given, StringRef Key, bool &Switch) {
  if (auto Value = Given.getBoolean(Key))
    Switch = *Value;
}

/// The value of a rule as the command line has it.
static std::string limitText(const json::Value &Value) {
  if (auto Written = Value.getAsString())
    return Written->str();
  if (auto Number = Value.getAsInteger())
    return std::to_string(*Number);
  if (auto Switch = Value.getAsBoolean())
    return *Switch ? "on" : "off";
  return {};
}

void takeSettings(const json::Object &Given, EditorSettings &Settings,
                  function_ref<void(const std::string &)> Log) {
  const json::Object *Own = Given.getObject("coroscope");
  const json::Object &Set = Own ? *Own : Given;
  if (auto Level = Set.getString("level")) {
    if (Level->empty() || isOptimizationLevel(*Level))
      Settings.Level = Level->str();
    else
      Log("unknown level '" + Level->str() +
          "'; use as-built, 0, 1, 2, 3, s or z");
  }
  if (auto Directory = Set.getString("compileCommandsDirectory"))
    Settings.CompileCommands = Directory->str();
  takeSwitch(Set, "measure", Settings.Measures);
  takeSwitch(Set, "hints", Settings.ShowsHints);
  takeSwitch(Set, "lenses", Settings.ShowsLenses);
  const json::Object *Rules = Set.getObject("rules");
  if (!Rules)
    return;
  Settings.Rules.clear();
  for (const auto &[Key, Value] : *Rules) {
    const std::string Rule = StringRef(Key).str();
    const std::string Limit = limitText(Value);
    RuleSettings Tried;
    if (Failure Wrong = Tried.set(Rule, Limit, "editor"))
      Log(Wrong.message());
    else
      Settings.Rules.push_back(Rule + "=" + Limit);
  }
}

} // namespace coroscope
