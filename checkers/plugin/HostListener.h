//===- HostListener.h - Hears what a host parses ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang adds the consumers of registered plugins to those of every frontend
// action, clang-tidy's and the static analyzer's too. So the code generator
// listens to the parse in a host as it does in the compiler.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_PLUGIN_HOSTLISTENER_H
#define COROSCOPE_PLUGIN_HOSTLISTENER_H

#include "plugin/UnitAnalysis.h"

#include "clang/Frontend/FrontendAction.h"

namespace coroscope {

/// The action that each plugin registers with `clang::FrontendPluginRegistry`.
/// Costs nothing if no check is on, and stays out of compilations.
class HostListenerAction : public clang::PluginASTAction {
  /// Returns true if a check is on. The level is known from here on.
  virtual bool isWanted(clang::CompilerInstance &CI,
                        UnitSettings &Settings) = 0;

public:
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &CI, llvm::StringRef) override;
  bool ParseArgs(const clang::CompilerInstance &CI,
                 const std::vector<std::string> &) override;
  ActionType getActionType() override { return AddBeforeMainAction; }
};

} // namespace coroscope

#endif
