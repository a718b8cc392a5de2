//===- CacheCommand.cpp - The command "cache" -----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cache/UnitCache.h"
#include "cli/Commands.h"
#include "cli/HelpText.h"
#include "cli/InputOptions.h"
#include "frame/Bytes.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

void CacheOptions::addTo(CLI::App &Command) {
  Command.require_subcommand(1);
  auto Add = [&](const std::string &Name, CacheAction Does,
                 const std::string &Help) {
    CLI::App *Sub = Command.add_subcommand(Name, Help);
    Sub->add_option("--cache-dir", Directory,
                    "Directory of the cache "
                    "[default: coroscope in XDG_CACHE_HOME or ~/.cache]")
        ->type_name("DIR")
        ->group(group::Units);
    Sub->callback([this, Does] { Action = Does; });
    return Sub;
  };
  Add("info", CacheAction::Info, "Show where the cache is, and its size");
  Add("prune", CacheAction::Prune, "Remove what was not used for longest")
      ->add_option("--max-size", MaxSize, "Size that may stay, such as 1GiB")
      ->type_name("SIZE")
      ->required()
      ->group(group::Limits);
  Add("clear", CacheAction::Clear, "Remove everything");
  Command.footer(R"(Examples:
  coroscope cache info
  coroscope cache prune --max-size 1GiB)");
}

int cache(const CacheOptions &Options) {
  const std::string Path = Options.Directory.empty()
                               ? UnitCache::defaultDirectory()
                               : Options.Directory;
  if (Path.empty()) {
    printError("there is no home directory; set --cache-dir");
    return CouldNot;
  }
  if (sys::fs::exists(Path) && !sys::fs::is_directory(Path)) {
    printError("'" + Path + "' is not a directory");
    return CouldNot;
  }
  const UnitCache Cache(Path);
  if (Options.Action == CacheAction::Info) {
    const CacheUse Use = Cache.use();
    outs() << Path << ": " << Use.Entries << " entries, " << Use.Bytes
           << " bytes\n";
    return Clean;
  }
  std::optional<Bytes> Most = Bytes(0);
  if (Options.Action == CacheAction::Prune)
    Most = parseBytes(Options.MaxSize);
  if (!Most) {
    printError("--max-size: '" + Options.MaxSize +
               "' is not a size, such as 1GiB");
    return CouldNot;
  }
  const CacheUse Removed = Cache.prune(Most->Count);
  const CacheUse Left = Cache.use();
  outs() << "removed " << Removed.Entries << " entries, " << Removed.Bytes
         << " bytes; " << Left.Entries << " entries, " << Left.Bytes
         << " bytes are left\n";
  return Clean;
}

} // namespace coroscope
