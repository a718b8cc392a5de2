//===- CodeFrames.h - Frames in the machine code ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// symbols --> coroutines --disassembler--> the constants that they hand to
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

/// A coroutine that the symbols of an object tell of.
struct SymbolCoroutine {
  std::string MangledName;
  bool IsGcc = false;        ///< Else it is Clang's.
  std::uint64_t Address = 0; ///< Of the function that resumes.
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

  /// The coroutines that the symbols name, in the order of their names.
  const std::vector<SymbolCoroutine> &coroutines() const;

  /// True if there is any symbol of a function.
  bool hasSymbols() const;

  /// The size that the code of \p Mangled asks for. Nothing if it asks for none
  /// that is constant, or for several that differ.
  std::optional<Bytes> frameSize(llvm::StringRef Mangled);
};

/// The frame of \p Symbol as the code knows it: its size, and the pointers in
/// front that every ABI has.
Coroutine coroutineOf(const SymbolCoroutine &Symbol,
                      std::optional<Bytes> FrameSize, unsigned PointerSize);

/// The name of the coroutine that a function called \p Symbol belongs to, as
/// Clang or GCC split it; nothing if it is none.
std::optional<SymbolCoroutine> coroutineOfSymbol(llvm::StringRef Symbol);

} // namespace coroscope

#endif
