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

/// Where debug information may be that is not in the file itself.
struct DebugSearch {
  /// Directories laid out as /usr/lib/debug is, the first one first.
  std::vector<std::string> Directories = {"/usr/lib/debug"};
};

/// One object: an executable, a shared library, a compiled unit.
struct BinaryObject {
  std::string Name; ///< The file, with the member in parentheses.
  std::string Path; ///< The file.
  std::unique_ptr<llvm::object::ObjectFile> Object;
  /// The file with the debug information, if it is another one.
  std::unique_ptr<llvm::object::ObjectFile> Debug;
  std::string DebugPath; ///< Of that; or of the object.
  /// Memory that the two lie in.
  std::vector<std::shared_ptr<llvm::MemoryBuffer>> Buffers;
  std::string Wrong; ///< If not empty, there is no object: why.

  /// Gives the memory back that reading the files has taken so far; it can be
  /// read again.
  void forgetPages() const;

  const llvm::object::ObjectFile &debugObject() const {
    return Debug ? *Debug : *Object;
  }
};

/// Opens \p Path. An error means that it is no file that can be read; a member
/// of an archive that cannot be read is one of the objects.
llvm::Expected<std::vector<BinaryObject>> openBinary(const std::string &Path,
                                                     const DebugSearch &Search);

/// True if \p Object has debug information of its own, in DWARF.
bool hasDwarf(const llvm::object::ObjectFile &Object);

} // namespace coroscope

#endif
