//===- BinaryFiles.h - Built programs and their parts -----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// a file --> objects: itself, the members of an archive, the architectures of a
// universal file; each with the file that has its debug information
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_BINARYFILES_H
#define COROSCOPE_BINARY_BINARYFILES_H

#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>
#include <string>
#include <vector>

namespace coroscope {

/// The places to search for debug information in separate files.
struct DebugSearch {
  /// Directories with the layout of /usr/lib/debug, searched in this order.
  std::vector<std::string> Directories = {"/usr/lib/debug"};
};

/// One object: an executable, a shared library, a compiled unit.
struct BinaryObject {
  std::string Name; ///< The file, with the member in parentheses.
  std::string Path; ///< The file.
  std::unique_ptr<llvm::object::ObjectFile> Object;
  /// The separate file with the debug information, if there is one.
  std::unique_ptr<llvm::object::ObjectFile> Debug;
  std::string DebugPath; ///< The path of that file, or of the object.
  /// The memory of the two files.
  std::vector<std::shared_ptr<llvm::MemoryBuffer>> Buffers;
  std::string Wrong; ///< If not empty, the reason why there is no object.

  /// Gives back the memory that reading the files has taken so far; later reads
  /// load it again.
  void forgetPages() const;

  const llvm::object::ObjectFile &debugObject() const {
    return Debug ? *Debug : *Object;
  }
};

/// Opens \p Path. Returns an error if the file cannot be read; an unreadable
/// member of an archive is one of the objects.
llvm::Expected<std::vector<BinaryObject>> openBinary(const std::string &Path,
                                                     const DebugSearch &Search);

/// Returns true if \p Object itself has debug information, in DWARF.
bool hasDwarf(const llvm::object::ObjectFile &Object);

} // namespace coroscope

#endif
