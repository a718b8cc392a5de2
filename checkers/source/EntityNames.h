//===- EntityNames.h - Names that tell entities apart -----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang prints every lambda as "(lambda)" and a local class without its
// function. These names differ for different functions and types: for people,
// and for keys.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_ENTITYNAMES_H
#define COROSCOPE_SOURCE_ENTITYNAMES_H

#include "clang/AST/PrettyPrinter.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"

#include <map>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class DeclContext;
class FunctionDecl;
class TagDecl;
class TemplateArgument;
class TemplateParameterList;
class ValueDecl;
} // namespace clang

namespace coroscope {

/// Prints names of one unit, in one of two styles.
///
/// Lifetime: refers to the AST.
class EntityNames {
public:
  enum class Style {
    /// Types as written where possible; "lambda in serve(int)", and "#2" for a
    /// second one with the same name.
    Display,
    /// Canonical types, the return types of function templates, and for each
    /// lambda a fingerprint as in KeyText.h: an entity has the same name in
    /// each unit, whatever else is there.
    Key,
  };

  EntityNames(const clang::ASTContext &Context, Style Wanted);

  /// Returns the name of \p Function, qualified, with parameter types:
  /// `net::Session::run(int)`, `serve(int)::lambda(char)`.
  std::string ofFunction(const clang::FunctionDecl &Function);

  /// Returns the name of a template, without parameters: `net::Session::run`.
  std::string ofTemplate(const clang::FunctionDecl &Pattern);

  std::string ofType(clang::QualType Type);

  /// Returns arguments as in "<int, 4>".
  std::string
  ofArguments(llvm::ArrayRef<clang::TemplateArgument> Arguments,
              const clang::TemplateParameterList *Parameters = nullptr);

private:
  /// The declarations directly in a context.
  struct ContextIndex {
    std::vector<const clang::TagDecl *> Tags;
    llvm::DenseMap<const clang::CXXRecordDecl *, const clang::ValueDecl *>
        Variables; ///< The ones that a lambda initializes, by class.
  };

  const ContextIndex &indexOf(const clang::DeclContext &Around);
  const clang::ValueDecl *variableOf(const clang::CXXRecordDecl &Closure);
  std::string signatureOf(const clang::FunctionDecl &Function);
  std::string scopeOf(const clang::Decl &D);
  std::string ofArgument(const clang::TemplateArgument &Argument);
  std::string ofTag(const clang::TagDecl &Tag);
  std::string ofParameters(const clang::FunctionDecl &Function);
  std::string ordinalOf(const clang::TagDecl &Tag);
  bool hasLocal(clang::QualType Type);
  bool hasLocal(const clang::TemplateArgument &Argument);

  const clang::ASTContext &Context;
  const Style Wanted;
  clang::PrintingPolicy Policy;
  /// True for types that contain a lambda, an unnamed or a local class.
  llvm::DenseMap<const clang::Type *, bool> HasLocal;
  llvm::DenseMap<const clang::TagDecl *, std::string> Ordinals;
  /// A map whose elements stay in place while others are added.
  std::map<const clang::DeclContext *, ContextIndex> Contexts;
};

} // namespace coroscope

#endif
