//===- ReportFiles.cpp - Reports that commands read -----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/ReportFiles.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/FileSystem.h"

#include <cerrno>
#include <cstring>
#include <memory>
#include <unistd.h>

using namespace llvm;

namespace coroscope {

Expected<TextSource> openText(const std::string &Path) {
  auto Fail = [&](const std::string &Why) {
    return createStringError("cannot read '" + Path + "': " + Why);
  };
  sys::fs::file_t Opened = sys::fs::getStdinHandle();
  if (Path != "-") {
    if (sys::fs::is_directory(Path))
      return Fail("it is a directory");
    auto File = sys::fs::openNativeFileForRead(Path);
    if (!File)
      return Fail(toString(File.takeError()));
    Opened = *File;
  }
  // It may be a directory, or open for writing only.
  if (Path == "-" && read(Opened, nullptr, 0) < 0)
    return Fail(std::strerror(errno));
  // Closed with the last copy of the function.
  std::shared_ptr<void> Closer(nullptr, [Opened](void *) mutable {
    if (Opened != sys::fs::getStdinHandle())
      sys::fs::closeFile(Opened);
  });
  return TextSource([Opened, Closer](char *Into, std::size_t Size) {
    auto Read =
        sys::fs::readNativeFile(Opened, MutableArrayRef<char>(Into, Size));
    // A text that stops is one that ends in the middle: its reader says so.
    if (!Read) {
      consumeError(Read.takeError());
      return std::size_t(0);
    }
    return *Read;
  });
}

Expected<ReportSource> openReport(const std::string &Path) {
  auto Text = openText(Path);
  if (!Text)
    return Text.takeError();
  auto Reader = std::make_shared<ReportReader>(std::move(*Text));
  return ReportSource{[Reader] { return Reader->next(); },
                      [Reader](Report &Rest) { return Reader->finish(Rest); },
                      Path};
}

Expected<Report> readReportFile(const std::string &Path, Contents Wanted) {
  auto Text = openText(Path);
  if (!Text)
    return Text.takeError();
  Report Read;
  if (Failure Wrong = readReport(std::move(*Text), Read, Wanted))
    return createStringError("'" + Path +
                             "' is not a report: " + Wrong.message());
  return Read;
}

} // namespace coroscope
