//===- WriteFile.cpp - Files that are whole or not there ------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "outputs/WriteFile.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

Error writeFile(const std::string &Path,
                function_ref<void(raw_ostream &)> Write) {
  auto Failed = [&](const std::string &Why) {
    return createStringError("cannot write '" + Path + "': " + Why);
  };
  sys::fs::file_status Status;
  sys::fs::status(Path, Status);
  if (sys::fs::is_directory(Status))
    return Failed("it is a directory");
  if (sys::fs::exists(Status) && !sys::fs::is_regular_file(Status)) {
    std::error_code Code;
    raw_fd_ostream Out(Path, Code, sys::fs::CD_OpenExisting, sys::fs::FA_Write,
                       sys::fs::OF_None);
    if (!Code) {
      Write(Out);
      Out.flush();
      Code = Out.error();
      Out.clear_error();
    }
    return Code ? Failed(Code.message()) : Error::success();
  }
  auto Temporary = sys::fs::TempFile::create(
      Path + ".%%%%%%%%.tmp", sys::fs::all_read | sys::fs::owner_write);
  if (!Temporary)
    return Failed(toString(Temporary.takeError()));
  raw_fd_ostream Out(Temporary->FD, /*shouldClose=*/false);
  Write(Out);
  Out.flush();
  if (std::error_code Code = Out.error()) {
    Out.clear_error();
    consumeError(Temporary->discard());
    return Failed(Code.message());
  }
  if (Error Kept = Temporary->keep(Path))
    return Failed(toString(std::move(Kept)));
  return Error::success();
}

Error writeFile(const std::string &Path, StringRef Text) {
  return writeFile(Path, [&](raw_ostream &Out) { Out << Text; });
}

} // namespace coroscope
