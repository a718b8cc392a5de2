//===- Configuration.cpp - What holds, and who has set it -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "config/Configuration.h"

#include "config/ProjectRoot.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace coroscope {

Expected<Configuration>
Configuration::create(const std::vector<std::string> &Settings) {
  Configuration Made;
  RuleSettings Scratch;
  for (const std::string &Setting : Settings) {
    auto [Name, Value] = StringRef(Setting).split('=');
    if (!StringRef(Setting).contains('='))
      return createStringError("--rule '" + Setting +
                               "': write RULE=LIMIT, RULE=on or RULE=off");
    if (Failure Wrong = Scratch.set(Name.str(), Value.str(), {}))
      return createStringError("--rule: " + Wrong.message());
    Made.FromCommandLine.push_back({Name.str(), Value.str()});
  }
  return Made;
}

Expected<std::shared_ptr<const ConfigurationFile>>
Configuration::findFrom(const std::string &Directory) {
  if (auto It = ByDirectory.find(Directory); It != ByDirectory.end())
    return It->second;
  std::shared_ptr<const ConfigurationFile> Found;
  SmallString<256> Path(Directory);
  sys::path::append(Path, ConfigurationName);
  sys::fs::file_status Status;
  const std::error_code NoStatus = sys::fs::status(Path, Status);
  // A link that leads nowhere was meant to say something.
  if (!NoStatus || sys::fs::is_symlink_file(Path)) {
    auto Fail = [&](const std::string &Why) {
      return createStringError("cannot read '" + Path + "': " + Why);
    };
    if (NoStatus)
      return Fail(NoStatus.message());
    if (!sys::fs::is_regular_file(Status))
      return Fail("it is not a file");
    auto Buffer = MemoryBuffer::getFile(Path);
    if (!Buffer)
      return Fail(Buffer.getError().message());
    auto File = parseConfiguration((*Buffer)->getBuffer(), Directory, Path);
    if (!File)
      return File.takeError();
    Found = std::make_shared<const ConfigurationFile>(std::move(*File));
  } else if (StringRef Parent = sys::path::parent_path(Directory);
             !Parent.empty() && Parent != Directory) {
    auto Inherited = findFrom(Parent.str());
    if (!Inherited)
      return Inherited.takeError();
    Found = std::move(*Inherited);
  }
  ByDirectory[Directory] = Found;
  return Found;
}

/// The path of \p File from the directory of \p Written.
static StringRef pathFrom(const ConfigurationFile &Written, StringRef File) {
  File.consume_front(Written.Directory);
  return File.ltrim('/');
}

static bool matchesAny(ArrayRef<PathPattern> Patterns, StringRef Path) {
  return any_of(Patterns,
                [&](const PathPattern &P) { return P.matches(Path); });
}

Expected<RuleSettings> Configuration::settingsFor(const std::string &File,
                                                  bool TellsLines) {
  auto Found = findFrom(sys::path::parent_path(File).str());
  if (!Found)
    return Found.takeError();
  RuleSettings Settings;
  // Values were checked when they were read.
  auto Apply = [&](const RuleValues &Rules, const std::string &SetBy) {
    for (const RuleValue &Rule : Rules)
      (void)Settings.set(Rule.Name, Rule.Value,
                         TellsLines && Rule.Line
                             ? SetBy + ":" + std::to_string(Rule.Line)
                             : SetBy);
  };
  if (const ConfigurationFile *Written = Found->get()) {
    Apply(Written->Rules, ConfigurationName);
    const StringRef Path = pathFrom(*Written, File);
    for (const ConfigurationFile::Override &Override : Written->Overrides)
      if (matchesAny(Override.Paths, Path))
        Apply(Override.Rules, ConfigurationName);
  }
  Apply(FromCommandLine, "--rule");
  return Settings;
}

Expected<bool> Configuration::isExcluded(const std::string &File) {
  auto Found = findFrom(sys::path::parent_path(File).str());
  if (!Found)
    return Found.takeError();
  return *Found && matchesAny((*Found)->Excluded, pathFrom(**Found, File));
}

bool SettingsOfProject::isExcluded(const Coroutine &C) {
  if (Wrong || !C.Where.isKnown())
    return false;
  auto Excluded = Limits.isExcluded(absolutePath(C.Where.File, Root));
  if (!Excluded) {
    Wrong = Excluded.takeError();
    return false;
  }
  return *Excluded;
}

const RuleSettings *SettingsOfProject::of(const Coroutine &C) {
  if (C.System || Wrong || isExcluded(C))
    return nullptr;
  auto Settings = Limits.settingsFor(absolutePath(C.Where.File, Root));
  if (!Settings) {
    Wrong = Settings.takeError();
    return nullptr;
  }
  Current = std::move(*Settings);
  return &Current;
}

} // namespace coroscope
