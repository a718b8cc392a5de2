//===- ProjectSettings.cpp - What holds for a whole project ---------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "config/ProjectSettings.h"

#include "config/ProjectRoot.h"

using namespace llvm;

namespace coroscope {

Expected<ProjectSettings>
ProjectSettings::find(Configuration &Files,
                      const std::vector<std::string> &Starts,
                      const std::string &CurrentDirectory) {
  ProjectSettings Made;
  for (const std::string &Start : Starts) {
    auto Found = Files.findFrom(Start);
    if (!Found)
      return Found.takeError();
    if (!*Found)
      continue;
    const ConfigurationFile &Written = **Found;
    Made.File = absolutePath(ConfigurationName, Written.Directory);
    for (const ProjectKeyInfo &Info : projectKeys()) {
      const ConfigurationFile::ProjectValue &Value = Written[Info.Key];
      if (!Value.Line)
        continue;
      Setting &Set = Made.Settings[static_cast<std::size_t>(Info.Key)];
      Set.Values = Value.Values;
      Set.SetBy =
          std::string(ConfigurationName) + ":" + std::to_string(Value.Line);
      if (Info.Kind == ValueKind::Path && Written.Directory != CurrentDirectory)
        for (std::string &Path : Set.Values)
          Path = absolutePath(Path, Written.Directory);
    }
    break;
  }
  return Made;
}

std::optional<std::string> ProjectSettings::value(ProjectKey Key) const {
  const Setting &Set = (*this)[Key];
  if (Set.Values.empty())
    return std::nullopt;
  return Set.Values.front();
}

void ProjectSettings::setFromCommandLine(ProjectKey Key,
                                         std::vector<std::string> Values) {
  if (Values.empty())
    return;
  Setting &Set = Settings[static_cast<std::size_t>(Key)];
  const std::string Option = info(Key).Option.str();
  if (info(Key).Kind != ValueKind::List || Set.SetBy.empty()) {
    Set = {std::move(Values), Option};
    return;
  }
  Set.Values.insert(Set.Values.end(), Values.begin(), Values.end());
  Set.SetBy += ", " + Option;
}

} // namespace coroscope
