//===- RecordedInputs.cpp - The files that a unit has read ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cache/RecordedInputs.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace coroscope {

std::uint64_t contentHash(StringRef Content) { return xxh3_64bits(Content); }

namespace {
/// Records the content when it is read, and not when the file is opened.
class RecordedFile : public vfs::File {
  std::unique_ptr<vfs::File> Under;
  std::string Path;
  RecordedInputs &Inputs;

public:
  RecordedFile(std::unique_ptr<vfs::File> Under, std::string Path,
               RecordedInputs &Inputs)
      : Under(std::move(Under)), Path(std::move(Path)), Inputs(Inputs) {}

  ErrorOr<vfs::Status> status() override { return Under->status(); }
  ErrorOr<std::string> getName() override { return Under->getName(); }
  std::error_code close() override { return Under->close(); }

  ErrorOr<std::unique_ptr<MemoryBuffer>> getBuffer(const Twine &Name,
                                                   int64_t FileSize,
                                                   bool RequiresNullTerminator,
                                                   bool IsVolatile) override {
    auto Buffer =
        Under->getBuffer(Name, FileSize, RequiresNullTerminator, IsVolatile);
    if (Buffer)
      Inputs.Read[Path] = contentHash((*Buffer)->getBuffer());
    return Buffer;
  }
};
} // namespace

std::string RecordingFileSystem::absolute(const Twine &Path) const {
  SmallString<256> Absolute;
  Path.toVector(Absolute);
  makeAbsolute(Absolute);
  sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  return std::string(Absolute);
}

ErrorOr<vfs::Status> RecordingFileSystem::status(const Twine &Path) {
  ErrorOr<vfs::Status> Found = ProxyFileSystem::status(Path);
  (Found ? Inputs.Present : Inputs.Missing).insert(absolute(Path));
  return Found;
}

bool RecordingFileSystem::exists(const Twine &Path) {
  const bool Found = ProxyFileSystem::exists(Path);
  (Found ? Inputs.Present : Inputs.Missing).insert(absolute(Path));
  return Found;
}

ErrorOr<std::unique_ptr<vfs::File>>
RecordingFileSystem::openFileForRead(const Twine &Path) {
  auto Found = ProxyFileSystem::openFileForRead(Path);
  std::string Name = absolute(Path);
  if (!Found) {
    Inputs.Missing.insert(std::move(Name));
    return Found;
  }
  Inputs.Present.insert(Name);
  return std::unique_ptr<vfs::File>(std::make_unique<RecordedFile>(
      std::move(*Found), std::move(Name), Inputs));
}

} // namespace coroscope
