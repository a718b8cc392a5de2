//===- CompileCommands.cpp - The commands of a database -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/CompileCommands.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"

#include <nlohmann/json.hpp>

using namespace llvm;
using nlohmann::json;

namespace coroscope {

static SmallVector<StringRef, 16> splitCommand(StringRef Command,
                                               StringSaver &Saver) {
  SmallVector<const char *, 16> Words;
  cl::TokenizeGNUCommandLine(Command, Saver, Words);
  return SmallVector<StringRef, 16>(Words.begin(), Words.end());
}

/// Reads one entry. Errors start with the defect; the caller adds the place.
static Expected<CompileCommand> readEntry(const json &Entry,
                                          const std::string &Base) {
  if (!Entry.is_object())
    return createStringError("is not an object");
  auto Text = [&](const char *Key) -> std::string {
    auto It = Entry.find(Key);
    return It != Entry.end() && It->is_string() ? It->get<std::string>()
                                                : std::string();
  };
  CompileCommand Command;
  Command.Directory = absolutePath(Text("directory"), Base);
  if (Text("file").empty())
    return createStringError("has no 'file'");
  Command.File = absolutePath(Text("file"), Command.Directory);
  if (auto It = Entry.find("arguments"); It != Entry.end()) {
    if (!It->is_array())
      return createStringError("has 'arguments' that are not a list");
    for (const json &Argument : *It) {
      if (!Argument.is_string())
        return createStringError("has an argument that is not a string");
      Command.Arguments.push_back(Argument.get<std::string>());
    }
  } else {
    BumpPtrAllocator Memory;
    StringSaver Saver(Memory);
    for (StringRef Word : splitCommand(Text("command"), Saver))
      Command.Arguments.push_back(Word.str());
  }
  if (Command.Arguments.empty())
    return createStringError("has neither 'command' nor 'arguments'");
  return Command;
}

Expected<std::vector<CompileCommand>>
readCompileCommands(const std::string &Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return createStringError("cannot read '" + Path +
                             "': " + Buffer.getError().message());
  return parseCompileCommands((*Buffer)->getBuffer(), Path);
}

Expected<std::vector<CompileCommand>>
parseCompileCommands(StringRef Text, const std::string &Path) {
  json Document;
  try {
    Document = json::parse(Text.begin(), Text.end());
  } catch (const json::exception &Error) {
    // nlohmann counts bytes from 1; people count lines. Some errors have no
    // place, such as a number that is too large.
    const auto *Parse = dynamic_cast<const json::parse_error *>(&Error);
    const std::size_t Byte = Parse && Parse->byte ? Parse->byte - 1 : 0;
    auto Line = Text.take_front(Byte).count('\n') + 1;
    return createStringError(Path + ":" + std::to_string(Line) +
                             ": not valid JSON; generate it again, for example "
                             "with cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON");
  }
  if (!Document.is_array())
    return createStringError(Path + ":1: expected a list of compile commands");
  const std::string Base = absolutePath(sys::path::parent_path(Path).str(), [] {
    SmallString<256> Current;
    sys::fs::current_path(Current);
    return std::string(Current);
  }());
  std::vector<CompileCommand> Commands;
  for (std::size_t I = 0; I != Document.size(); ++I) {
    auto Command = readEntry(Document[I], Base);
    if (!Command)
      return createStringError(Path + ": entry " + std::to_string(I + 1) + " " +
                               toString(Command.takeError()));
    Commands.push_back(std::move(*Command));
  }
  return Commands;
}

static constexpr char FileName[] = "compile_commands.json";

Expected<std::string> findCompileCommands(const std::string &BuildDirectory,
                                          const std::string &Start) {
  if (!BuildDirectory.empty()) {
    // People also name the file itself.
    if (sys::path::filename(BuildDirectory) == FileName &&
        sys::fs::exists(BuildDirectory))
      return BuildDirectory;
    SmallString<256> Path{StringRef(BuildDirectory)};
    sys::path::append(Path, FileName);
    if (sys::fs::exists(Path))
      return std::string(Path);
    return createStringError("no compile_commands.json in '" + BuildDirectory +
                             "'; configure with "
                             "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON, or name one "
                             "file and pass its flags after '--'");
  }
  for (StringRef Directory = Start; !Directory.empty();
       Directory = sys::path::parent_path(Directory))
    for (const char *Below : {"", "build"}) {
      SmallString<256> Path{Directory};
      sys::path::append(Path, Below, FileName);
      if (sys::fs::exists(Path))
        return std::string(Path);
    }
  return createStringError("no compile_commands.json here or above; name its "
                           "directory with -p, or name one file and pass its "
                           "flags after '--'");
}

} // namespace coroscope
