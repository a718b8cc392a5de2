//===- CacheCommand.cpp - The command "cache" -----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cache/UnitCache.h"
#include "cli/Commands.h"
#include "cli/InputOptions.h"
#include "frame/Bytes.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <CLI/CLI.hpp>

using namespace llvm;

namespace coroscope {

void CacheOptions::addTo(CLI::App &Command) {
  Command.require_subcommand(1);
  auto AddDirectory = [this](CLI::App &Sub) {
    Sub.add_option("--cache-dir", Directory,
                   "Directory of the cache "
                   "[default: coroscope in XDG_CACHE_HOME or ~/.cache]")
        ->type_name("DIR");
  };
  AddDirectory(*Command.add_subcommand("info", "Where it is, and its size"));
  CLI::App *Prune =
      Command.add_subcommand("prune", "Removes what was not used for longest");
  AddDirectory(*Prune);
  Prune->add_option("--max-size", MaxSize, "Bytes that may stay, as in 1GiB")
      ->type_name("BYTES")
      ->required();
  Prune->callback([this] { Prunes = true; });
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
  if (!Options.Prunes) {
    const CacheUse Use = Cache.use();
    outs() << Path << ": " << Use.Entries << " entries, " << Use.Bytes
           << " bytes\n";
    return Clean;
  }
  const std::optional<Bytes> Most = parseBytes(Options.MaxSize);
  if (!Most) {
    printError("--max-size: '" + Options.MaxSize +
               "' is no number of bytes, such as 1GiB");
    return CouldNot;
  }
  const CacheUse Removed = Cache.prune(Most->Count);
  const CacheUse Left = Cache.use();
  outs() << "removed " << Removed.Entries << " entries, " << Removed.Bytes
         << " bytes; " << Left.Entries << " entries, " << Left.Bytes
         << " bytes stay\n";
  return Clean;
}

} // namespace coroscope
