//===- RecordedInputs.h - The files that a unit has read --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CACHE_RECORDEDINPUTS_H
#define COROSCOPE_DRIVER_CACHE_RECORDEDINPUTS_H

#include "llvm/Support/VirtualFileSystem.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace coroscope {

/// The files that the result of a unit depends on. Paths are absolute, without
/// "." and "..".
struct RecordedInputs {
  std::map<std::string, std::uint64_t> Read; ///< With hashes of the contents.
  std::set<std::string> Present;             ///< Looked for and not read.
  /// Looked for and not found: headers that appear there would change the unit.
  std::set<std::string> Missing;
};

/// Returns the hash of a file's content, as in `RecordedInputs`.
std::uint64_t contentHash(llvm::StringRef Content);

/// Passes all requests on, and records them.
class RecordingFileSystem : public llvm::vfs::ProxyFileSystem {
  RecordedInputs &Inputs;

  std::string absolute(const llvm::Twine &Path) const;

public:
  RecordingFileSystem(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Under,
                      RecordedInputs &Inputs)
      : ProxyFileSystem(std::move(Under)), Inputs(Inputs) {}

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;
};

} // namespace coroscope

#endif
