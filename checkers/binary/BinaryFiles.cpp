//===- BinaryFiles.cpp - Built programs and their parts -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/BinaryFiles.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/BuildID.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Object/MachO.h"
#include "llvm/Object/MachOUniversal.h"
#include "llvm/Support/CRC.h"
#include "llvm/Support/DataExtractor.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#if defined(__unix__)
#include <sys/mman.h>
#endif

using namespace llvm;
using namespace llvm::object;

namespace coroscope {

void BinaryObject::forgetPages() const {
#if defined(__unix__)
  // MemoryBuffer::dontNeedIfMmap() leaves it to glibc, which does nothing.
  for (const std::shared_ptr<MemoryBuffer> &Buffer : Buffers)
    if (Buffer->getBufferKind() == MemoryBuffer::MemoryBuffer_MMap)
      ::madvise(const_cast<char *>(Buffer->getBufferStart()),
                Buffer->getBufferSize(), MADV_DONTNEED);
#endif
}

bool hasDwarf(const ObjectFile &Object) {
  for (const SectionRef &Section : Object.sections()) {
    auto Name = Section.getName();
    if (!Name) {
      consumeError(Name.takeError());
      continue;
    }
    StringRef Plain = *Name;
    Plain = Plain.ltrim("._");
    // Stripped sections are there without contents.
    if ((Plain == "debug_info" || Plain == "zdebug_info" ||
         Plain == "debug_info.dwo") &&
        Section.getSize() && !Section.isVirtual())
      return true;
  }
  return false;
}

/// Returns the file named in .gnu_debuglink, and its checksum.
static std::optional<std::pair<std::string, std::uint32_t>>
debugLink(const ObjectFile &Object) {
  for (const SectionRef &Section : Object.sections()) {
    auto Name = Section.getName();
    if (!Name) {
      consumeError(Name.takeError());
      continue;
    }
    if (*Name != ".gnu_debuglink")
      continue;
    auto Contents = Section.getContents();
    if (!Contents) {
      consumeError(Contents.takeError());
      return std::nullopt;
    }
    const DataExtractor Data(*Contents, Object.isLittleEndian(), 0);
    std::uint64_t At = 0;
    const StringRef File = Data.getCStrRef(&At);
    At = alignTo(At, 4);
    if (File.empty() || !Data.isValidOffsetForDataOfSize(At, 4))
      return std::nullopt;
    return std::make_pair(File.str(), Data.getU32(&At));
  }
  return std::nullopt;
}

/// Maps \p Path to memory.
static Expected<std::shared_ptr<MemoryBuffer>> map(const std::string &Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return createStringError("cannot read '" + Path +
                             "': " + Buffer.getError().message());
  return std::shared_ptr<MemoryBuffer>(std::move(*Buffer));
}

/// Takes the debug information of \p Of from \p Path, if that file exists and
/// belongs to it.
static bool takeDebug(BinaryObject &Of, const std::string &Path,
                      std::optional<std::uint32_t> Checksum) {
  if (!sys::fs::is_regular_file(Path) || sys::fs::equivalent(Path, Of.Path))
    return false;
  auto Buffer = map(Path);
  if (!Buffer) {
    consumeError(Buffer.takeError());
    return false;
  }
  const StringRef Text = (*Buffer)->getBuffer();
  if (Checksum && crc32(ArrayRef<std::uint8_t>(
                      reinterpret_cast<const std::uint8_t *>(Text.data()),
                      Text.size())) != *Checksum)
    return false;
  auto Object = ObjectFile::createObjectFile((*Buffer)->getMemBufferRef());
  if (!Object) {
    consumeError(Object.takeError());
    return false;
  }
  if ((*Object)->getArch() != Of.Object->getArch() || !hasDwarf(**Object))
    return false;
  // A dSYM has the UUID of its object.
  if (const auto *Own = dyn_cast<MachOObjectFile>(Of.Object.get()))
    if (const auto *Other = dyn_cast<MachOObjectFile>(Object->get());
        !Other || Own->getUuid() != Other->getUuid())
      return false;
  Of.Debug = std::move(*Object);
  Of.DebugPath = Path;
  Of.Buffers.push_back(std::move(*Buffer));
  return true;
}

static std::string joined(StringRef A, const Twine &B, const Twine &C = "",
                          const Twine &D = "") {
  SmallString<256> Path(A);
  sys::path::append(Path, B, C, D);
  return std::string(Path);
}

static void findDebug(BinaryObject &Of, const DebugSearch &Search) {
  Of.DebugPath = Of.Path;
  if (hasDwarf(*Of.Object) || Of.Object->isRelocatableObject())
    return;
  const StringRef File = sys::path::filename(Of.Path);
  if (Of.Object->isMachO()) {
    SmallVector<std::string> Bundles = {Of.Path + ".dSYM"};
    for (const std::string &Directory : Search.Directories)
      Bundles.push_back(joined(Directory, File + ".dSYM"));
    for (const std::string &Bundle : Bundles)
      if (takeDebug(Of, joined(Bundle, "Contents", "Resources/DWARF", File),
                    {}))
        return;
    return;
  }
  const BuildIDRef Id = getBuildID(Of.Object.get());
  if (Id.size() > 1) {
    const std::string Hex = toHex(Id, /*LowerCase=*/true);
    for (const std::string &Directory : Search.Directories)
      if (takeDebug(Of,
                    joined(Directory, ".build-id", Hex.substr(0, 2),
                           Hex.substr(2) + ".debug"),
                    {}))
        return;
  }
  if (const auto Link = debugLink(*Of.Object)) {
    SmallString<256> Absolute(Of.Path);
    sys::fs::make_absolute(Absolute);
    const std::string Own = sys::path::parent_path(Absolute).str();
    SmallVector<std::string> Places = {joined(Own, Link->first),
                                       joined(Own, ".debug", Link->first)};
    for (const std::string &Directory : Search.Directories) {
      Places.push_back(
          joined(Directory, sys::path::relative_path(Own), Link->first));
      Places.push_back(joined(Directory, Link->first));
    }
    for (const std::string &Place : Places)
      if (takeDebug(Of, Place, Link->second))
        return;
  }
  for (const std::string &Directory : Search.Directories)
    if (takeDebug(Of, joined(Directory, File + ".debug"), {}))
      return;
}

namespace {
class Opener {
  const std::string &Path;
  const DebugSearch &Search;
  std::shared_ptr<MemoryBuffer> Buffer;
  std::vector<BinaryObject> Objects;

  static constexpr unsigned DeepestArchive = 4;

public:
  Opener(const std::string &Path, const DebugSearch &Search,
         std::shared_ptr<MemoryBuffer> Buffer)
      : Path(Path), Search(Search), Buffer(std::move(Buffer)) {}

  void add(std::unique_ptr<Binary> Opened, const std::string &Name,
           unsigned Depth);
  void addWrong(const std::string &Name, Error Why) {
    BinaryObject Made;
    Made.Name = Name;
    Made.Path = Path;
    Made.Wrong = toString(std::move(Why));
    Objects.push_back(std::move(Made));
  }
  std::vector<BinaryObject> take() { return std::move(Objects); }
};
} // namespace

void Opener::add(std::unique_ptr<Binary> Opened, const std::string &Name,
                 unsigned Depth) {
  if (isa<ObjectFile>(*Opened)) {
    BinaryObject Made;
    Made.Name = Name;
    Made.Path = Path;
    Made.Object.reset(cast<ObjectFile>(Opened.release()));
    Made.Buffers.push_back(Buffer);
    findDebug(Made, Search);
    Objects.push_back(std::move(Made));
    return;
  }
  if (Depth == DeepestArchive)
    return;
  if (const auto *Universal = dyn_cast<MachOUniversalBinary>(Opened.get())) {
    for (const auto &Slice : Universal->objects()) {
      const std::string Of = Name + "(" + Slice.getArchFlagName() + ")";
      if (auto Object = Slice.getAsObjectFile())
        add(std::move(*Object), Of, Depth + 1);
      else
        addWrong(Of, Object.takeError());
    }
    return;
  }
  const auto *Members = dyn_cast<Archive>(Opened.get());
  if (!Members) {
    addWrong(Name,
             createStringError("it is not a program, library or object file"));
    return;
  }
  Error Broken = Error::success();
  for (const Archive::Child &Child : Members->children(Broken)) {
    auto Member = Child.getName();
    const std::string Of =
        Name + "(" + (Member ? Member->str() : std::string("?")) + ")";
    if (!Member)
      consumeError(Member.takeError());
    if (Members->isThin()) {
      // A thin archive names files; read them in place.
      auto Full = Child.getFullName();
      auto Own =
          Full ? map(*Full)
               : Expected<std::shared_ptr<MemoryBuffer>>(Full.takeError());
      if (!Own) {
        addWrong(Of, Own.takeError());
        continue;
      }
      std::shared_ptr<MemoryBuffer> Outer = Buffer;
      Buffer = *Own;
      if (auto Inner = createBinary(Buffer->getMemBufferRef()))
        add(std::move(*Inner), Of, Depth + 1);
      else
        addWrong(Of, Inner.takeError());
      Buffer = std::move(Outer);
      continue;
    }
    if (auto Inner = Child.getAsBinary()) {
      add(std::move(*Inner), Of, Depth + 1);
    } else if (Inner.errorIsA<GenericBinaryError>()) {
      // Not an object file, such as rustc's metadata.
      consumeError(Inner.takeError());
    } else {
      Error Why = Inner.takeError();
      bool IsNoObject = false;
      Why = handleErrors(std::move(Why), [&](std::unique_ptr<ECError> E) {
        IsNoObject = E->convertToErrorCode() == object_error::invalid_file_type;
        return IsNoObject ? Error::success() : Error(std::move(E));
      });
      if (Why)
        addWrong(Of, std::move(Why));
    }
  }
  if (Broken)
    addWrong(Name, std::move(Broken));
}

Expected<std::vector<BinaryObject>> openBinary(const std::string &Path,
                                               const DebugSearch &Search) {
  if (sys::fs::is_directory(Path))
    return createStringError("cannot read '" + Path + "': it is a directory");
  auto Buffer = map(Path);
  if (!Buffer)
    return Buffer.takeError();
  auto Opened = createBinary((*Buffer)->getMemBufferRef());
  if (!Opened) {
    const std::string Why = toString(Opened.takeError());
    return createStringError(
        "'" + Path + "' is not a program, library or object file: " + Why);
  }
  Opener Made(Path, Search, *Buffer);
  Made.add(std::move(*Opened), Path, 0);
  return Made.take();
}

} // namespace coroscope
