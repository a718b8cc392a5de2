//===- ConfigurationFile.cpp - One .coroscope.yaml ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "config/ConfigurationFile.h"

#include "rules/Catalogue.h"
#include "rules/NearName.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;

namespace coroscope {

Expected<PathPattern> PathPattern::create(StringRef Written) {
  auto Text = std::make_unique<const std::string>(
      Written.ends_with("/") ? (Written + "**").str() : Written.str());
  Expected<GlobPattern> Glob =
      GlobPattern::create(*Text, /*MaxSubPatterns=*/64);
  if (!Glob)
    return Glob.takeError();
  return PathPattern(std::move(Text), std::move(*Glob));
}

/// "unknown key 'rule'; did you mean 'rules'?"
static std::string unknownKey(StringRef Key, ArrayRef<StringRef> Known) {
  return ("unknown key '" + Key + "'").str() +
         didYouMean(Key, {Known.begin(), Known.end()},
                    "; use " + join(Known, ", "));
}

namespace {
/// Walks over one document. Whatever returns false has said why, or LLVM's
/// parser has; then nothing more may be asked of the parser, whose nodes can be
/// null after an error (LLVM 22).
class Reader {
  yaml::Stream &Stream;
  const SourceMgr &Sources;
  ConfigurationFile &File;

  bool fail(yaml::Node *Where, const Twine &Message) {
    Stream.printError(Where, Message);
    return false;
  }

  unsigned lineOf(yaml::Node *Node) const {
    return Sources.getLineAndColumn(Node->getSourceRange().Start).first;
  }

  static bool isNull(yaml::Node *Node) {
    return isa_and_nonnull<yaml::NullNode>(Node);
  }

  bool readText(yaml::Node *Node, yaml::Node *Key, std::string &Text) {
    SmallString<64> Storage;
    if (auto *Scalar = dyn_cast_or_null<yaml::ScalarNode>(Node))
      Text = Scalar->getValue(Storage).str();
    else if (auto *Block = dyn_cast_or_null<yaml::BlockScalarNode>(Node))
      Text = Block->getValue().trim('\n').str();
    else
      return fail(Node && !isNull(Node) ? Node : Key, "expected a plain value");
    return !Stream.failed();
  }

  /// One value stands for a list of one.
  bool readList(yaml::Node *Node, yaml::Node *Key,
                function_ref<bool(yaml::Node *Where, StringRef Text)> Take) {
    auto TakeOne = [&](yaml::Node *Element) {
      std::string Text;
      return readText(Element, Key, Text) && Take(Element, Text);
    };
    if (isNull(Node))
      return true;
    auto *Sequence = dyn_cast_or_null<yaml::SequenceNode>(Node);
    if (!Sequence)
      return TakeOne(Node);
    for (yaml::Node &Element : *Sequence)
      if (!TakeOne(&Element))
        return false;
    return !Stream.failed();
  }

  bool readMapping(
      yaml::Node *Node, yaml::Node *Key,
      function_ref<bool(StringRef Name, yaml::Node *Key, yaml::Node *Value)>
          Take) {
    if (isNull(Node))
      return true;
    auto *Mapping = dyn_cast_or_null<yaml::MappingNode>(Node);
    if (!Mapping)
      return fail(Node ? Node : Key, "expected keys with values, as in 'a: b'");
    StringSet<> Seen;
    for (yaml::KeyValueNode &Entry : *Mapping) {
      auto *Name = dyn_cast_or_null<yaml::ScalarNode>(Entry.getKey());
      if (!Name)
        return fail(Entry.getKey() ? Entry.getKey() : Node, "expected a key");
      SmallString<64> Storage;
      const std::string Text = Name->getValue(Storage).str();
      if (!Seen.insert(Text).second)
        return fail(Name, "key '" + Text + "' is there twice");
      if (!Take(Text, Name, Entry.getValue()) || Stream.failed())
        return false;
    }
    return !Stream.failed();
  }

  bool readRules(yaml::Node *Node, yaml::Node *Key, RuleValues &Rules) {
    return readMapping(
        Node, Key, [&](StringRef Name, yaml::Node *Key, yaml::Node *Node) {
          std::string Value;
          if (!readText(Node, Key, Value))
            return false;
          RuleSettings Scratch;
          if (Failure Wrong = Scratch.set(Name.str(), Value, {}))
            return fail(Key, Wrong.message());
          // Keys have no order: what is said of all rules goes first.
          Rules.insert(std::string_view(Name) == AllRules ? Rules.begin()
                                                          : Rules.end(),
                       {Name.str(), std::move(Value), lineOf(Key)});
          return true;
        });
  }

  bool readPatterns(yaml::Node *Node, yaml::Node *Key,
                    std::vector<PathPattern> &Patterns) {
    return readList(Node, Key, [&](yaml::Node *Where, StringRef Text) {
      auto Made = PathPattern::create(Text);
      if (!Made)
        return fail(Where, "path pattern '" + Text +
                               "': " + toString(Made.takeError()));
      Patterns.push_back(std::move(*Made));
      return true;
    });
  }

  bool readOverride(yaml::Node *Node, yaml::Node *Key) {
    ConfigurationFile::Override Made;
    const bool IsRead = readMapping(
        Node, Key, [&](StringRef Name, yaml::Node *Key, yaml::Node *Value) {
          if (Name == "paths")
            return readPatterns(Value, Key, Made.Paths);
          if (Name == "rules")
            return readRules(Value, Key, Made.Rules);
          return fail(Key, unknownKey(Name, {"paths", "rules"}));
        });
    File.Overrides.push_back(std::move(Made));
    return IsRead;
  }

  bool readOverrides(yaml::Node *Node, yaml::Node *Key) {
    if (isNull(Node))
      return true;
    auto *Sequence = dyn_cast_or_null<yaml::SequenceNode>(Node);
    if (!Sequence)
      return fail(Node ? Node : Key, "expected a list of overrides");
    for (yaml::Node &Element : *Sequence)
      if (!readOverride(&Element, Key))
        return false;
    return !Stream.failed();
  }

  bool readValue(const ProjectKeyInfo &Info, yaml::Node *Node,
                 yaml::Node *Key) {
    ConfigurationFile::ProjectValue &Made =
        File.Project[static_cast<std::size_t>(Info.Key)];
    Made.Line = lineOf(Key);
    auto Take = [&](yaml::Node *Where, StringRef Text) {
      if (Failure Wrong = checkValue(Info.Kind, Text))
        return fail(Where, Wrong.message());
      if (Info.Kind == ValueKind::Patterns)
        File.Excluded.push_back(cantFail(PathPattern::create(Text)));
      Made.Values.push_back(Text.str());
      return true;
    };
    if (Info.Kind == ValueKind::List || Info.Kind == ValueKind::Patterns)
      return readList(Node, Key, Take);
    std::string Text;
    return readText(Node, Key, Text) && Take(Node, Text);
  }

  /// The keys of the mapping \p Within, or of the document if that is empty.
  static std::vector<const ProjectKeyInfo *> keysWithin(StringRef Within) {
    std::vector<const ProjectKeyInfo *> Keys;
    for (const ProjectKeyInfo &Info : projectKeys())
      if (Info.Name.contains('.') ? Info.Name.split('.').first == Within
                                  : Within.empty())
        Keys.push_back(&Info);
    return Keys;
  }

  static StringRef lastName(const ProjectKeyInfo *Info) {
    return Info->Name.substr(Info->Name.rfind('.') + 1);
  }

  bool readKeys(StringRef Within, yaml::Node *Node, yaml::Node *Key) {
    const auto Keys = keysWithin(Within);
    return readMapping(Node, Key,
                       [&](StringRef Name, yaml::Node *Key, yaml::Node *Value) {
                         for (const ProjectKeyInfo *Info : Keys)
                           if (lastName(Info) == Name)
                             return readValue(*Info, Value, Key);
                         SmallVector<StringRef, 16> Known;
                         for (const ProjectKeyInfo *Info : Keys)
                           Known.push_back(lastName(Info));
                         if (Within.empty()) {
                           if (Name == GateKey)
                             return readKeys(GateKey, Value, Key);
                           if (Name == "rules")
                             return readRules(Value, Key, File.Rules);
                           if (Name == "overrides")
                             return readOverrides(Value, Key);
                           Known.append({GateKey, "rules", "overrides"});
                         }
                         return fail(Key, unknownKey(Name, Known));
                       });
  }

public:
  Reader(yaml::Stream &Stream, const SourceMgr &Sources,
         ConfigurationFile &File)
      : Stream(Stream), Sources(Sources), File(File) {}

  bool read() {
    yaml::document_iterator Document = Stream.begin();
    // An empty file, or one with nothing but comments, sets nothing.
    if (Document == Stream.end())
      return !Stream.failed();
    yaml::Node *Root = Document->getRoot();
    if (!Root || !readKeys("", Root, Root))
      return false;
    if (++Document == Stream.end())
      return !Stream.failed();
    return fail(Document->getRoot(), "expected one document, and no more");
  }
};

struct FirstMessage {
  std::string ShownPath;
  std::string Text;
};
} // namespace

static void keepFirst(const SMDiagnostic &Diagnostic, void *Kept) {
  auto &First = *static_cast<FirstMessage *>(Kept);
  if (First.Text.empty())
    First.Text = First.ShownPath + ":" +
                 std::to_string(std::max(Diagnostic.getLineNo(), 1)) + ": " +
                 Diagnostic.getMessage().str();
}

Expected<ConfigurationFile>
parseConfiguration(StringRef Text, StringRef Directory, StringRef ShownPath) {
  if (!json::isUTF8(Text) || Text.contains('\0'))
    return createStringError(ShownPath + ":1: not UTF-8 text");
  ConfigurationFile File;
  File.Directory = Directory.str();
  FirstMessage First{ShownPath.str(), {}};
  SourceMgr Sources;
  Sources.setDiagHandler(keepFirst, &First);
  yaml::Stream Stream(Text, Sources);
  if (!Reader(Stream, Sources, File).read())
    return createStringError(First.Text.empty()
                                 ? ShownPath.str() + ":1: not readable as YAML"
                                 : First.Text);
  return File;
}

} // namespace coroscope
