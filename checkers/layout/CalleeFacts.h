//===- CalleeFacts.h - What a call does with addresses -------- -*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Asked in this order: the body of the callee, what is known of a library, what
// LLVM's attributes say, what constructors and destructors are for. Of a
// function of which nothing is known it is assumed that it uses what it is
// given, and keeps addresses only in the objects that it was given together
// with them, and in what it returns.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_CALLEEFACTS_H
#define COROSCOPE_LAYOUT_CALLEEFACTS_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/ValueMap.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace llvm {
class CallBase;
class Function;
class Type;
} // namespace llvm

namespace coroscope {

/// What one call does with its pointer arguments. Numbers count all arguments,
/// from 0.
struct CallFacts {
  struct Argument {
    bool Reads = false;  ///< The bytes that it points to.
    bool Writes = false; ///< The same.
    /// What is reached through pointers in these bytes.
    bool UsesThrough = false;
    /// It goes to a function of which nothing is known, which would keep an
    /// object that it is given.
    bool MayBeKept = false;
    /// It puts something new at the address, at least so many bytes, and reads
    /// none of the old ones.
    std::optional<std::uint64_t> Fills;
    /// It ends the life of so many bytes at the address.
    std::optional<std::uint64_t> Ends;
  };
  /// Where an address can go.
  struct Flow {
    enum class Goal { Argument, Result, Elsewhere };
    unsigned From;
    bool OfContents; ///< The addresses in what the argument points to.
    Goal To;
    unsigned ToArgument = 0; ///< Into what this argument points to.
    /// Into what the addresses there point to, and so on; not there itself.
    bool IntoContents = false;
  };

  llvm::SmallVector<Argument, 4> Arguments;
  llvm::SmallVector<Flow, 8> Flows;
  /// Something else that the result may point to.
  enum class Origin { None, Fresh, Elsewhere } Result = Origin::None;
  /// False if flows are assumptions: nothing goes into an object of a type that
  /// holds no address.
  bool IsKnown = false;
};

/// Facts about the callees of one module.
///
/// Lifetime: may live longer than the functions.
class CalleeFacts {
public:
  CalleeFacts();
  ~CalleeFacts();

  CallFacts of(const llvm::CallBase &Call);

private:
  struct CallName;

  const CallName &nameOf(const llvm::Function &F);
  const CallFacts *ofBody(const llvm::Function &F);
  CallFacts summarize(const llvm::Function &F);
  void readFills(CallFacts &Facts, const llvm::CallBase &Call);

  /// A function that takes the place of another may have other arguments.
  struct Config : llvm::ValueMapConfig<const llvm::Function *> {
    enum { FollowRAUW = false };
  };
  /// Null while a body is being looked at, and for those that are too much.
  llvm::ValueMap<const llvm::Function *, std::shared_ptr<CallFacts>, Config>
      Bodies;
  llvm::StringMap<CallName> Names; ///< Taken apart, by mangled name.
  unsigned Depth = 0;
};

/// True if \p F is a destructor.
bool isDestructor(const llvm::Function &F);

/// True if there is a pointer in \p T.
bool hasPointer(const llvm::Type &T);

} // namespace coroscope

#endif
