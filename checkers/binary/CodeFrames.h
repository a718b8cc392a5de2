//===- CodeFrames.h - Frames in the machine code ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// symbols --> coroutines --disassembler--> the constants that they pass to
// operator new, and to the sized operator delete
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_CODEFRAMES_H
#define COROSCOPE_BINARY_CODEFRAMES_H

#include "frame/Coroutine.h"

#include "llvm/ADT/StringRef.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace llvm::object {
class ObjectFile;
} // namespace llvm::object

namespace coroscope {

/// A coroutine that the symbols of an object reveal.
struct SymbolCoroutine {
  std::string MangledName;
  bool IsGcc = false;        ///< False for Clang.
  std::uint64_t Address = 0; ///< The address of the function that resumes.
};

/// The symbols and the code of one object.
///
/// Lifetime: the object must outlive it.
class CodeOfObject {
  struct Implementation;
  std::unique_ptr<Implementation> Impl;

public:
  explicit CodeOfObject(const llvm::object::ObjectFile &Object);
  ~CodeOfObject();

  /// Returns the coroutines that the symbols name, sorted by name.
  const std::vector<SymbolCoroutine> &coroutines() const;

  /// Returns true if there is any symbol of a function.
  bool hasSymbols() const;

  /// Returns the size that the code of \p Mangled allocates. Nothing if no
  /// allocation is constant, or several differ.
  std::optional<Bytes> frameSize(llvm::StringRef Mangled);
};

/// Returns the coroutine \p Symbol with the frame that the code reveals: its
/// size, and the pointers in front that every ABI has.
Coroutine coroutineOf(const SymbolCoroutine &Symbol,
                      std::optional<Bytes> FrameSize, unsigned PointerSize);

/// Returns the coroutine that the function \p Symbol belongs to, as Clang or
/// GCC split it; nothing if it does not belong to one.
std::optional<SymbolCoroutine> coroutineOfSymbol(llvm::StringRef Symbol);

} // namespace coroscope

#endif
