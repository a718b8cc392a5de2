//===- UnitCache.cpp - Results of units on disk ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cache/UnitCache.h"

#include "cache/EntryText.h"
#include "compat/CompilerVersion.h"
#include "outputs/Version.h"

#include "clang/Basic/Version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Object/BuildID.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>

using namespace llvm;

namespace coroscope {

static constexpr char Suffix[] = ".unit";

/// Returns an id that all copies of one build of the program share.
static std::string buildId() {
  auto Opened = object::ObjectFile::createObjectFile("/proc/self/exe");
  if (!Opened) {
    consumeError(Opened.takeError());
    return {};
  }
  return toHex(object::getBuildID(Opened->getBinary()));
}

/// Writes the paths that Clang's driver searches on a machine: another GCC has
/// other headers.
static void addToolchain(raw_ostream &Out) {
  for (const char *Parent :
       {"/usr/lib/gcc", "/usr/lib/gcc-cross", "/usr/include/c++"}) {
    std::vector<std::string> Names;
    std::error_code Failed;
    for (sys::fs::directory_iterator It(Parent, Failed), End;
         !Failed && It != End; It.increment(Failed)) {
      Names.push_back(It->path());
      std::error_code Inner;
      for (sys::fs::directory_iterator In(It->path(), Inner);
           !Inner && In != End; In.increment(Inner))
        Names.push_back(In->path());
    }
    std::sort(Names.begin(), Names.end());
    for (const std::string &Name : Names)
      Out << Name << '\0';
  }
  for (const char *Variable : {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH"})
    Out << Variable << '=' << sys::Process::GetEnv(Variable).value_or("")
        << '\0';
}

UnitCache::UnitCache(std::string Path) : Directory(std::move(Path)) {
  raw_string_ostream Out(Program);
  Out << Version << '\0' << compilerVersion() << '\0'
      << clang::getClangFullVersion() << '\0' << buildId() << '\0';
  addToolchain(Out);
}

std::string UnitCache::defaultDirectory() {
  SmallString<256> Path;
  if (auto Set = sys::Process::GetEnv("XDG_CACHE_HOME");
      Set && sys::path::is_absolute(*Set))
    Path = *Set;
  else if (!sys::path::home_directory(Path))
    return {};
  else
    sys::path::append(Path, ".cache");
  sys::path::append(Path, "coroscope");
  return std::string(Path);
}

/// Removes the path of the project from \p Text, so that an entry is valid in
/// another checkout.
static std::string withoutRoot(StringRef Text, StringRef Root) {
  if (Root.empty() || Root == "/")
    return Text.str();
  std::string Out;
  for (std::size_t Found; (Found = Text.find(Root)) != StringRef::npos;) {
    Out += Text.take_front(Found);
    Text = Text.drop_front(Found + Root.size());
    const bool IsWhole = Text.empty() || Text.front() == '/';
    Out += IsWhole ? StringRef("%ROOT%") : Root;
  }
  Out += Text;
  return Out;
}

std::string UnitCache::directoryOf(const UnitJob &Job) const {
  std::string Key;
  raw_string_ostream Out(Key);
  Out << Program << Job.Level << '\0';
  auto Add = [&](StringRef Text) {
    Out << withoutRoot(Text, Job.ProjectRoot) << '\0';
  };
  Add(Job.Command.Directory);
  Add(Job.Command.File);
  for (const std::string &Argument : Job.Command.Arguments)
    Add(Argument);
  for (const Edit &E : Job.Edits)
    Out << E.Offset << ' ' << E.Length << ' ' << E.Replacement << '\0';
  Out << Job.WantsAllFrames;
  const XXH128_hash_t Hash = xxh3_128bits(arrayRefFromStringRef(Key));
  SmallString<256> Path(Directory);
  const std::string Name =
      utohexstr(Hash.high64, /*LowerCase=*/true, /*Width=*/16) +
      utohexstr(Hash.low64, /*LowerCase=*/true, /*Width=*/16);
  sys::path::append(Path, Name.substr(0, 2), Name);
  return std::string(Path);
}

bool UnitCache::isAsRecorded(const RecordedInputs &Inputs) {
  for (const auto &[Path, Hash] : Inputs.Read) {
    auto [It, IsNew] = Hashes.try_emplace(Path);
    if (IsNew)
      if (auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                              /*RequiresNullTerminator=*/false))
        It->second = contentHash((*Buffer)->getBuffer());
    if (It->second != Hash)
      return false;
  }
  auto IsThere = [&](const std::string &Path) {
    auto [It, IsNew] = Exists.try_emplace(Path);
    if (IsNew)
      It->second = sys::fs::exists(Path);
    return It->second;
  };
  return all_of(Inputs.Present, IsThere) && none_of(Inputs.Missing, IsThere);
}

/// Returns the entries in \p Directory, the latest first.
static std::vector<std::string> entriesIn(const std::string &Directory) {
  std::vector<std::pair<sys::TimePoint<>, std::string>> Found;
  std::error_code Failed;
  for (sys::fs::directory_iterator It(Directory, Failed), End;
       !Failed && It != End; It.increment(Failed)) {
    sys::fs::file_status Status;
    if (StringRef(It->path()).ends_with(Suffix) &&
        !sys::fs::status(It->path(), Status))
      Found.emplace_back(Status.getLastModificationTime(), It->path());
  }
  std::sort(Found.rbegin(), Found.rend());
  std::vector<std::string> Paths;
  for (auto &[Time, Path] : Found)
    Paths.push_back(std::move(Path));
  return Paths;
}

CacheLookup UnitCache::find(const UnitJob &Job) {
  // A project goes back and forth between a few states.
  static constexpr std::size_t MostTried = 8;
  CacheLookup Lookup;
  std::vector<std::string> Entries = entriesIn(directoryOf(Job));
  Entries.resize(std::min(Entries.size(), MostTried));
  for (const std::string &Path : Entries) {
    auto Buffer = MemoryBuffer::getFile(Path);
    if (!Buffer)
      continue; // Another process has removed it.
    Entry Read;
    if (Failure Wrong =
            readEntry((*Buffer)->getBuffer(), Job.ProjectRoot, Read)) {
      Warnings.push_back("'" + Path +
                         "' is damaged and not used: " + Wrong.message());
      sys::fs::remove(Path);
      continue;
    }
    if (!Lookup.Seconds)
      Lookup.Seconds = Read.Seconds;
    if (!isAsRecorded(Read.Inputs))
      continue;
    if (int Descriptor; !sys::fs::openFileForWrite(
            Path, Descriptor, sys::fs::CD_OpenExisting, sys::fs::OF_Append)) {
      // Mark the entry as used now, for prune. A failure does no harm.
      (void)sys::fs::setLastAccessAndModificationTime(
          Descriptor, std::chrono::system_clock::now());
      sys::Process::SafelyCloseFileDescriptor(Descriptor);
    }
    Lookup.Found = std::move(Read.Unit);
    for (const auto &[File, Hash] : Read.Inputs.Read)
      Lookup.FilesRead.push_back(File);
    break;
  }
  return Lookup;
}

Error UnitCache::store(const UnitJob &Job, const RecordedInputs &Inputs,
                       const CachedUnit &Unit, double Seconds) const {
  if (!Unit.Result.Unit.isComplete())
    return Error::success();
  const std::string Parent = directoryOf(Job);
  if (std::error_code Failed = sys::fs::create_directories(Parent))
    return createStringError("cannot make '" + Parent +
                             "': " + Failed.message());
  const std::string Text =
      entryToText({Inputs, Unit, Seconds}, Job.ProjectRoot);
  SmallString<256> Path(Parent);
  sys::path::append(Path, utohexstr(contentHash(Text), true, 16) + Suffix);
  auto Temporary = sys::fs::TempFile::create(Path + ".%%%%%%%%.tmp");
  if (!Temporary)
    return Temporary.takeError();
  raw_fd_ostream Out(Temporary->FD, /*shouldClose=*/false);
  Out << Text;
  Out.flush();
  if (std::error_code Failed = Out.error()) {
    Out.clear_error();
    consumeError(Temporary->discard());
    return createStringError("cannot write '" + Path.str() +
                             "': " + Failed.message());
  }
  return Temporary->keep(Path);
}

namespace {
struct EntryFile {
  sys::TimePoint<> Used;
  std::uint64_t Size;
  std::string Path;
  auto operator<=>(const EntryFile &) const = default;
};
} // namespace

/// Returns the paths in \p Directory whose names have \p Length hexadecimal
/// digits, like directories of a cache: other files may lie beside them.
static std::vector<std::string> hexNamesIn(const std::string &Directory,
                                           std::size_t Length) {
  std::vector<std::string> Found;
  std::error_code Failed;
  for (sys::fs::directory_iterator It(Directory, Failed), End;
       !Failed && It != End; It.increment(Failed))
    if (StringRef Name = sys::path::filename(It->path());
        Name.size() == Length && all_of(Name, isHexDigit))
      Found.push_back(It->path());
  return Found;
}

/// Returns all files of the cache in \p Directory, the least recently used
/// first, including files that a killed process has left.
static std::vector<EntryFile> allEntries(const std::string &Directory) {
  std::vector<EntryFile> Files;
  for (const std::string &Group : hexNamesIn(Directory, 2))
    for (const std::string &Unit : hexNamesIn(Group, 32)) {
      std::error_code Failed;
      for (sys::fs::directory_iterator It(Unit, Failed), End;
           !Failed && It != End; It.increment(Failed)) {
        sys::fs::file_status Status;
        if (sys::path::filename(It->path()).contains(Suffix) &&
            !sys::fs::status(It->path(), Status) &&
            sys::fs::is_regular_file(Status))
          Files.push_back(
              {Status.getLastModificationTime(), Status.getSize(), It->path()});
      }
    }
  std::sort(Files.begin(), Files.end());
  return Files;
}

CacheUse UnitCache::use() const {
  CacheUse Use;
  for (const EntryFile &File : allEntries(Directory)) {
    ++Use.Entries;
    Use.Bytes += File.Size;
  }
  return Use;
}

CacheUse UnitCache::prune(std::uint64_t MaxBytes) const {
  CacheUse Removed;
  std::uint64_t Left = use().Bytes;
  for (const EntryFile &File : allEntries(Directory)) {
    if (Left <= MaxBytes)
      break;
    if (sys::fs::remove(File.Path))
      continue;
    Left -= File.Size;
    ++Removed.Entries;
    Removed.Bytes += File.Size;
  }
  return Removed;
}

} // namespace coroscope
