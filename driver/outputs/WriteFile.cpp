//===- WriteFile.cpp - Files that are whole or not there ------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "outputs/WriteFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <filesystem>

using namespace llvm;

namespace coroscope {

namespace {
/// Where a name leads to.
struct Target {
  std::string Path;          ///< No link, unless links go round.
  bool IsDescriptor = false; ///< Of a process, as /dev/stderr is.
};
} // namespace

/// Follows the links that \p Path may be: they are the user's, and stay.
static Target followLinks(const std::string &Path) {
  static constexpr int MostLinks = 40; // As in Linux.
  Target Found{Path};
  for (int I = 0; I != MostLinks; ++I) {
    Found.IsDescriptor |= StringRef(Found.Path).starts_with("/proc/");
    std::error_code NoLink;
    const std::filesystem::path Next =
        std::filesystem::read_symlink(Found.Path, NoLink);
    if (Found.IsDescriptor || NoLink)
      break;
    // One that is absolute replaces all.
    Found.Path = std::filesystem::path(Found.Path).parent_path() / Next;
  }
  return Found;
}

/// Writes to what is there: a device, a pipe, an open file.
static std::error_code writeInto(const std::string &Path,
                                 function_ref<void(raw_ostream &)> Write) {
  std::error_code Code;
  raw_fd_ostream Out(Path, Code, sys::fs::CD_OpenExisting, sys::fs::FA_Write,
                     sys::fs::OF_Append);
  if (Code)
    return Code;
  Write(Out);
  Out.flush();
  Code = Out.error();
  Out.clear_error();
  return Code;
}

Error writeFile(const std::string &Path,
                function_ref<void(raw_ostream &)> Write) {
  auto Failed = [&](const std::string &Why) {
    return createStringError("cannot write '" + Path + "': " + Why);
  };
  sys::fs::file_status Status;
  const std::error_code NoStatus = sys::fs::status(Path, Status);
  if (NoStatus && NoStatus != std::errc::no_such_file_or_directory)
    return Failed(NoStatus.message());
  if (sys::fs::is_directory(Status))
    return Failed("it is a directory");
  const Target Target = followLinks(Path);
  if (sys::fs::exists(Status) &&
      (Target.IsDescriptor || !sys::fs::is_regular_file(Status))) {
    const std::error_code Code = writeInto(Path, Write);
    return Code ? Failed(Code.message()) : Error::success();
  }
  if (sys::fs::exists(Status) && !sys::fs::can_write(Target.Path))
    return Failed(std::make_error_code(std::errc::permission_denied).message());

  // Its name must not be longer than the other.
  SmallString<256> Model(sys::path::parent_path(Target.Path));
  sys::path::append(Model, ".%%%%%%%%.tmp");
  auto Temporary = sys::fs::TempFile::create(Model, sys::fs::all_read |
                                                        sys::fs::owner_write);
  if (!Temporary)
    return Failed(toString(Temporary.takeError()));
  if (sys::fs::exists(Status)) {
    // Whose it is, only root can keep.
    (void)sys::fs::changeFileOwnership(Temporary->FD, Status.getUser(),
                                       Status.getGroup());
    (void)sys::fs::setPermissions(Temporary->FD, Status.permissions());
  }
  raw_fd_ostream Out(Temporary->FD, /*shouldClose=*/false);
  Write(Out);
  Out.flush();
  if (std::error_code Code = Out.error()) {
    Out.clear_error();
    consumeError(Temporary->discard());
    return Failed(Code.message());
  }
  if (Error Kept = Temporary->keep(Target.Path))
    return Failed(toString(std::move(Kept)));
  return Error::success();
}

Error writeFile(const std::string &Path, StringRef Text) {
  return writeFile(Path, [&](raw_ostream &Out) { Out << Text; });
}

} // namespace coroscope
