//===- OptimizationLevel.cpp - A unit at another level --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/OptimizationLevel.h"

#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coroscope {

bool isOptimizationLevel(llvm::StringRef Level) {
  return llvm::is_contained(OptimizationLevels, Level);
}

/// Whether \p Argument follows from the level (clang 22:
/// clang/lib/Driver/ToolChains/Clang.cpp).
static bool dependsOnLevel(llvm::StringRef Argument) {
  return Argument.starts_with("-O") || Argument == "-vectorize-loops" ||
         Argument == "-vectorize-slp" || Argument == "-finline-functions" ||
         Argument == "-finline-hint-functions";
}

std::optional<CodeGenOptions>
codeGenOptionsAt(llvm::StringRef Level, const CompilerInvocation &Invocation) {
  if (!isOptimizationLevel(Level))
    return std::nullopt;
  if (Level == AsBuilt)
    return Invocation.getCodeGenOpts();
  const bool IsOptimizing = Level != "0" && Level != "1";

  std::vector<std::string> Arguments;
  for (std::string &Argument : Invocation.getCC1CommandLine())
    if (Argument != "-cc1" && !dependsOnLevel(Argument))
      Arguments.push_back(std::move(Argument));
  Arguments.push_back("-O" + Level.str());
  if (IsOptimizing && Level != "z")
    Arguments.push_back("-vectorize-loops");
  if (IsOptimizing)
    Arguments.push_back("-vectorize-slp");

  std::vector<const char *> Words;
  for (const std::string &Argument : Arguments)
    Words.push_back(Argument.c_str());
  DiagnosticOptions Options;
  DiagnosticsEngine Silent(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), Options,
                           new IgnoringDiagConsumer);
  CompilerInvocation Made;
  if (!CompilerInvocation::CreateFromArgs(Made, Words, Silent))
    return std::nullopt;
  return Made.getCodeGenOpts();
}

} // namespace coroscope
