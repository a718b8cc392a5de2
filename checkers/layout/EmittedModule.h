//===- EmittedModule.h - LLVM IR for one unit -------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// announcements of Sema --consumer()--> Clang's code generator --finish()-->
// module
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_EMITTEDMODULE_H
#define COROSCOPE_LAYOUT_EMITTEDMODULE_H

#include "clang/Basic/CodeGenOptions.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <string>
#include <vector>

namespace clang {
class ASTConsumer;
class CodeGenerator;
class CompilerInstance;
class FunctionDecl;
} // namespace clang

namespace llvm {
class Function;
class LLVMContext;
class Module;
} // namespace llvm

namespace coroscope {

/// A module in the making, as the compiler makes it, but for names of values
/// and for debug information, which say what the values are.
///
/// Where the compiler leaves its memory to the end of the process, so does
/// this.
class EmittedModule {
  clang::CompilerInstance &CI;
  clang::CodeGenOptions Options;
  // The code generator's own: what it remarks is not the host's business.
  std::string FirstError;
  clang::DiagnosticOptions DiagnosticOptions;
  clang::DiagnosticsEngine Diagnostics;
  std::unique_ptr<llvm::LLVMContext> Context;
  std::unique_ptr<clang::CodeGenerator> Generator;

  bool isSkipped(llvm::StringRef Name) const;
  std::vector<std::string>
  scopesOf(const std::vector<clang::FunctionDecl *> &Functions);

public:
  /// \p CI has an AST, perhaps an unfinished one. \p Options are those that
  /// the user compiles with.
  EmittedModule(clang::CompilerInstance &CI,
                const clang::CodeGenOptions &Options);
  ~EmittedModule();
  EmittedModule(const EmittedModule &) = delete;
  EmittedModule &operator=(const EmittedModule &) = delete;

  /// Wants to hear what Sema announces, in that order. What is not a coroutine
  /// must be marked by `leaveOutDebugInfo` before.
  clang::ASTConsumer &consumer();

  /// Ends the module when the unit has been parsed. Those of \p Forced are
  /// emitted and kept even if nothing refers to them.
  llvm::Expected<llvm::Module *>
  finish(const std::vector<clang::FunctionDecl *> &Forced);

  /// With bodies of functions skipped: something of which \p Coroutines, which
  /// the module has as \p Emitted, may see more in the whole unit, by its name
  /// in the module; empty if there is nothing.
  std::string findSkipped(const std::vector<clang::FunctionDecl *> &Coroutines,
                          llvm::ArrayRef<const llvm::Function *> Emitted);

  /// What the module has been made with.
  const clang::CodeGenOptions &options() const { return Options; }

  /// What the module calls \p Function; of a constructor or a destructor, the
  /// one for a base, which has the body.
  std::string mangledName(clang::FunctionDecl &Function);
};

/// Only coroutines need debug information. It never changes a frame, and costs
/// time for each function. Gives whether \p Function had not been marked.
bool leaveOutDebugInfo(clang::FunctionDecl &Function);

/// Undoes `leaveOutDebugInfo`, for those who go on with the AST.
void forgetDebugInfo(clang::FunctionDecl &Function);

} // namespace coroscope

#endif
