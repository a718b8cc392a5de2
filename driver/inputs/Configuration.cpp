//===- Configuration.cpp - Limits from files and the command line ---------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Configuration.h"

#include "inputs/CompileCommands.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"
#include "llvm/Support/YAMLTraits.h"

#include <optional>

using namespace llvm;

namespace coroscope {

namespace {
/// An override of the document, as written.
struct WrittenOverride {
  std::vector<std::string> Paths;
  RuleValues Rules;
};
struct WrittenConfiguration {
  RuleValues Rules;
  std::vector<WrittenOverride> Overrides;
};
} // namespace

} // namespace coroscope

LLVM_YAML_IS_SEQUENCE_VECTOR(coroscope::WrittenOverride)

/// Makes a message such as "unknown key 'rule'; did you mean 'rules'?".
static std::string unknownKey(StringRef Key, ArrayRef<StringRef> Known) {
  std::string Message = ("unknown key '" + Key + "'").str();
  for (StringRef Name : Known)
    if (Key.edit_distance(Name, true, 3) < 3)
      return Message + "; did you mean '" + Name.str() + "'?";
  return Message + "; there is " + join(Known, ", ");
}

template <> struct yaml::CustomMappingTraits<coroscope::RuleValues> {
  static void inputOne(IO &Io, StringRef Key, coroscope::RuleValues &Rules) {
    std::string Value;
    Io.mapRequired(Key, Value);
    coroscope::RuleSettings Scratch;
    const std::string Wrong = Scratch.set(Key.str(), Value, {});
    if (!Wrong.empty())
      Io.setError(Wrong);
    // Keys come in no order: settings for all rules go first.
    Rules.emplace(std::string_view(Key) == coroscope::AllRules ? Rules.begin()
                                                               : Rules.end(),
                  Key.str(), std::move(Value));
  }
  static void output(IO &, coroscope::RuleValues &) {}
};

template <> struct yaml::CustomMappingTraits<coroscope::WrittenOverride> {
  static void inputOne(IO &Io, StringRef Key,
                       coroscope::WrittenOverride &Override) {
    if (Key == "paths")
      Io.mapRequired("paths", Override.Paths);
    else if (Key == "rules")
      Io.mapRequired("rules", Override.Rules);
    else
      Io.setError(unknownKey(Key, {"paths", "rules"}));
  }
  static void output(IO &, coroscope::WrittenOverride &) {}
};

template <> struct yaml::CustomMappingTraits<coroscope::WrittenConfiguration> {
  static void inputOne(IO &Io, StringRef Key,
                       coroscope::WrittenConfiguration &Written) {
    if (Key == "rules")
      Io.mapRequired("rules", Written.Rules);
    else if (Key == "overrides")
      Io.mapRequired("overrides", Written.Overrides);
    else
      Io.setError(unknownKey(Key, {"rules", "overrides"}));
  }
  static void output(IO &, coroscope::WrittenConfiguration &) {}
};

namespace coroscope {

namespace {
struct FirstMessage {
  std::string ShownPath;
  std::string Text;
};
} // namespace

static void keepFirst(const SMDiagnostic &Diagnostic, void *Kept) {
  auto &First = *static_cast<FirstMessage *>(Kept);
  if (First.Text.empty())
    First.Text = First.ShownPath + ":" +
                 std::to_string(Diagnostic.getLineNo()) + ": " +
                 Diagnostic.getMessage().str();
}

/// Returns true if LLVM's reader of mappings can handle \p Node (LLVM 22: it
/// continues with a null node after an alias or a syntax error).
static bool isReadable(yaml::Node *Node, unsigned Depth) {
  static constexpr unsigned Deepest = 16;
  if (!Node || Depth == Deepest || Node->failed())
    return false;
  if (auto *Mapping = dyn_cast<yaml::MappingNode>(Node)) {
    for (yaml::KeyValueNode &Entry : *Mapping)
      if (!isa_and_nonnull<yaml::ScalarNode>(Entry.getKey()) ||
          !isReadable(Entry.getValue(), Depth + 1))
        return false;
    return !Node->failed();
  }
  if (auto *Sequence = dyn_cast<yaml::SequenceNode>(Node)) {
    for (yaml::Node &Element : *Sequence)
      if (!isReadable(&Element, Depth + 1))
        return false;
    return !Node->failed();
  }
  return isa<yaml::ScalarNode, yaml::BlockScalarNode, yaml::NullNode>(Node);
}

/// Returns true if \p Text is a mapping or empty; otherwise \p First may have
/// the reason.
static bool isReadable(StringRef Text, FirstMessage &First) {
  SourceMgr Sources;
  Sources.setDiagHandler(keepFirst, &First);
  yaml::Stream Stream(Text, Sources);
  yaml::document_iterator Document = Stream.begin();
  if (Document == Stream.end())
    return !Stream.failed();
  yaml::Node *Root = Document->getRoot();
  if (!isa_and_nonnull<yaml::MappingNode, yaml::NullNode>(Root) ||
      !isReadable(Root, 0) || Stream.failed())
    return false;
  if (++Document == Stream.end())
    return true;
  if (First.Text.empty())
    First.Text = First.ShownPath + ": expected one document, and no more";
  return false;
}

Expected<ConfigurationFile>
parseConfiguration(StringRef Text, StringRef Directory, StringRef ShownPath) {
  ConfigurationFile File;
  File.Directory = Directory.str();
  FirstMessage First{ShownPath.str(), {}};
  if (!json::isUTF8(Text) || Text.contains('\0'))
    return createStringError(ShownPath + ":1: not UTF-8 text");
  if (!isReadable(Text, First))
    return createStringError(
        First.Text.empty() ? ShownPath.str() + ":1: expected 'rules' and "
                                               "'overrides', and plain values"
                           : First.Text);
  yaml::Input Input(Text, nullptr, keepFirst, &First);
  WrittenConfiguration Written;
  // A file that is empty or has only comments sets nothing.
  Input >> Written;
  if (Input.error())
    return createStringError(First.Text.empty() ? ShownPath.str() + ": " +
                                                      Input.error().message()
                                                : First.Text);
  File.Rules = std::move(Written.Rules);
  for (WrittenOverride &Override : Written.Overrides) {
    ConfigurationFile::Override Made;
    Made.Rules = std::move(Override.Rules);
    for (const std::string &Path : Override.Paths) {
      auto Text = std::make_unique<const std::string>(Path);
      Expected<GlobPattern> Glob =
          GlobPattern::create(*Text, /*MaxSubPatterns=*/64);
      if (!Glob)
        return createStringError(ShownPath.str() + ": path pattern '" + Path +
                                 "': " + toString(Glob.takeError()));
      Made.Paths.push_back({std::move(Text), std::move(*Glob)});
    }
    File.Overrides.push_back(std::move(Made));
  }
  return File;
}

Expected<Configuration>
Configuration::create(const std::vector<std::string> &Settings) {
  Configuration Made;
  RuleSettings Scratch;
  for (const std::string &Setting : Settings) {
    auto [Name, Value] = StringRef(Setting).split('=');
    if (!StringRef(Setting).contains('='))
      return createStringError("--rule '" + Setting +
                               "': write RULE=LIMIT, RULE=on or RULE=off");
    if (std::string Wrong = Scratch.set(Name.str(), Value.str(), {});
        !Wrong.empty())
      return createStringError("--rule: " + Wrong);
    Made.FromCommandLine.emplace_back(Name.str(), Value.str());
  }
  return Made;
}

Expected<std::shared_ptr<const ConfigurationFile>>
Configuration::findFor(const std::string &Directory) {
  if (auto It = ByDirectory.find(Directory); It != ByDirectory.end())
    return It->second;
  std::shared_ptr<const ConfigurationFile> Found;
  SmallString<256> Path(Directory);
  sys::path::append(Path, ConfigurationName);
  sys::fs::file_status Status;
  const std::error_code NoStatus = sys::fs::status(Path, Status);
  // A broken link was meant to set something.
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
    auto Inherited = findFor(Parent.str());
    if (!Inherited)
      return Inherited.takeError();
    Found = std::move(*Inherited);
  }
  ByDirectory[Directory] = Found;
  return Found;
}

Expected<RuleSettings> Configuration::settingsFor(const std::string &File) {
  auto Found = findFor(sys::path::parent_path(File).str());
  if (!Found)
    return Found.takeError();
  RuleSettings Settings;
  // The values were checked when they were read.
  auto Apply = [&](const RuleValues &Rules, const char *SetBy) {
    for (const auto &[Name, Value] : Rules)
      Settings.set(Name, Value, SetBy);
  };
  if (const ConfigurationFile *Written = Found->get()) {
    Apply(Written->Rules, ConfigurationName);
    StringRef Relative(File);
    Relative.consume_front(Written->Directory);
    Relative = Relative.ltrim('/');
    for (const ConfigurationFile::Override &Override : Written->Overrides)
      if (any_of(Override.Paths, [&](const ConfigurationFile::PathPattern &P) {
            return P.Glob.match(Relative);
          }))
        Apply(Override.Rules, ConfigurationName);
  }
  Apply(FromCommandLine, "--rule");
  return Settings;
}

const RuleSettings *SettingsOfProject::of(const Coroutine &C) {
  if (C.System || Wrong)
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
