//===- KnownFunctions.cpp - Library functions and addresses ---------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/KnownFunctions.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace coroscope {

/// Function templates of <algorithm>, <numeric>, <memory>, <iterator>,
/// <charconv> and <utility> [C++20: 25, 26.10, 20.10, 23, 20.19, 20.2]. They
/// return iterators, or structures of iterators.
static const llvm::StringSet<> &algorithms() {
  static const llvm::StringSet<> Names = {
      "accumulate",
      "addressof",
      "adjacent_find",
      "advance",
      "all_of",
      "any_of",
      "back_inserter",
      "begin",
      "binary_search",
      "cbegin",
      "cend",
      "clamp",
      "copy",
      "copy_backward",
      "copy_if",
      "copy_n",
      "count",
      "count_if",
      "data",
      "destroy",
      "destroy_at",
      "destroy_n",
      "distance",
      "empty",
      "end",
      "equal",
      "equal_range",
      "exchange",
      "fill",
      "fill_n",
      "find",
      "find_end",
      "find_first_of",
      "find_if",
      "find_if_not",
      "forward",
      "from_chars",
      "generate",
      "generate_n",
      "get",
      "includes",
      "inner_product",
      "inplace_merge",
      "iota",
      "is_heap",
      "is_partitioned",
      "is_sorted",
      "is_sorted_until",
      "iter_swap",
      "launder",
      "lexicographical_compare",
      "lower_bound",
      "make_heap",
      "max",
      "max_element",
      "memcpy",
      "memset",
      "merge",
      "min",
      "min_element",
      "minmax",
      "minmax_element",
      "mismatch",
      "move",
      "move_backward",
      "next",
      "next_permutation",
      "none_of",
      "nth_element",
      "partial_sort",
      "partial_sum",
      "partition",
      "pop_heap",
      "prev",
      "prev_permutation",
      "push_heap",
      "rbegin",
      "reduce",
      "remove",
      "remove_if",
      "rend",
      "replace",
      "replace_if",
      "reverse",
      "reverse_copy",
      "rotate",
      "rotate_copy",
      "search",
      "set_difference",
      "set_intersection",
      "set_union",
      "shift_left",
      "shift_right",
      "shuffle",
      "size",
      "sort",
      "sort_heap",
      "ssize",
      "stable_partition",
      "stable_sort",
      "swap",
      "swap_ranges",
      "to_address",
      "to_chars",
      "transform",
      "transform_reduce",
      "uninitialized_copy",
      "uninitialized_fill",
      "unique",
      "unique_copy",
      "upper_bound",
      "as_const",
      "move_if_noexcept",
      "as_bytes",
      "as_writable_bytes",
      "stoi",
      "stol",
      "stoul",
      "stod",
      "to_string",
      "getline",
      "format_to",
      "format_to_n",
  };
  return Names;
}

/// Returns the name of the class of the standard library that \p D is a member
/// of; empty if there is none.
static llvm::StringRef classInStd(const Decl &D) {
  const auto *Class = dyn_cast<CXXRecordDecl>(D.getDeclContext());
  return Class && Class->isInStdNamespace() && Class->getIdentifier()
             ? Class->getName()
             : llvm::StringRef();
}

static bool isOneOf(llvm::StringRef Name,
                    std::initializer_list<llvm::StringRef> Names) {
  return llvm::is_contained(Names, Name);
}

/// Returns true if a library class called \p Class owns copies of its elements.
static bool ownsElements(llvm::StringRef Class) {
  return isOneOf(Class, {"basic_string", "vector", "array", "deque", "list",
                         "set", "unordered_set", "map", "unordered_map",
                         "multiset", "multimap", "forward_list", "optional",
                         "pair", "tuple", "valarray", "bitset", "complex"});
}

/// Returns true if an element of a library class with the template argument
/// \p A holds no address.
static bool elementHoldsNoAddress(const TemplateArgument &A) {
  if (A.getKind() == TemplateArgument::Pack)
    return llvm::all_of(A.pack_elements(), elementHoldsNoAddress);
  if (A.getKind() != TemplateArgument::Type ||
      A.getAsType()->isIncompleteType())
    return true;
  // Allocators, comparisons and the like are empty.
  const CXXRecordDecl *Class = A.getAsType()->getAsCXXRecordDecl();
  return (Class && Class->hasDefinition() && Class->isEmpty()) ||
         holdsNoAddress(A.getAsType());
}

bool holdsNoAddress(QualType Type) {
  Type = Type.getCanonicalType();
  if (const auto *Array = dyn_cast<ArrayType>(Type.getTypePtr()))
    return holdsNoAddress(Array->getElementType());
  if (Type->isVoidType() || Type->isArithmeticType() ||
      Type->isEnumeralType() || Type->isNullPtrType())
    return true;
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return false;
  if (const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(Class);
      Instance && Class->isInStdNamespace() && Class->getIdentifier() &&
      ownsElements(Class->getName()))
    return llvm::all_of(Instance->getTemplateArgs().asArray(),
                        elementHoldsNoAddress);
  // An object may keep addresses in a table elsewhere, but then a function does
  // so.
  return !Class->isPolymorphic() &&
         llvm::all_of(Class->bases(),
                      [](const CXXBaseSpecifier &Base) {
                        return holdsNoAddress(Base.getType());
                      }) &&
         llvm::all_of(Class->fields(), [](const FieldDecl *Field) {
           return holdsNoAddress(Field->getType());
         });
}

/// Those that write elements to where one of their arguments points.
static const llvm::StringSet<> &writers() {
  static const llvm::StringSet<> Names = {
      "back_inserter",
      "bcopy",
      "copy",
      "copy_backward",
      "copy_if",
      "copy_n",
      "exchange",
      "fill",
      "fill_n",
      "generate",
      "generate_n",
      "iota",
      "iter_swap",
      "memcpy",
      "memmove",
      "mempcpy",
      "merge",
      "move_backward",
      "partial_sum",
      "remove",
      "replace",
      "replace_if",
      "reverse_copy",
      "rotate_copy",
      "set_difference",
      "set_intersection",
      "set_union",
      "swap",
      "swap_ranges",
      "transform",
      "uninitialized_copy",
      "uninitialized_fill",
      "unique_copy",
  };
  return Names;
}

/// Returns what an iterator, a pointer or an array of \p Type leads to; another
/// type itself.
static QualType elementOf(QualType Type) {
  Type = Type.getNonReferenceType().getCanonicalType();
  if (const auto *Array = dyn_cast<ArrayType>(Type.getTypePtr()))
    return Array->getElementType();
  if (Type->isPointerType())
    return Type->getPointeeType();
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return Type;
  const auto Operators = Class->lookup(
      Class->getASTContext().DeclarationNames.getCXXOperatorName(OO_Star));
  for (const NamedDecl *D : Operators)
    if (const auto *Method = dyn_cast<CXXMethodDecl>(D))
      return Method->getReturnType().getNonReferenceType();
  return Type;
}

bool mayStoreInArgument(const CallExpr &Call, const FunctionDecl &Called) {
  // std::move is two functions.
  static constexpr unsigned ArgumentsOfAlgorithm = 3;
  if (!Called.getIdentifier())
    return false;
  llvm::StringRef Name = Called.getName();
  Name.consume_front("__builtin_");
  if (Name == "move" ? Call.getNumArgs() < ArgumentsOfAlgorithm
                     : !writers().contains(Name))
    return false;
  // These take the values themselves.
  const bool TakesValues = isOneOf(Name, {"exchange", "swap"});
  return llvm::any_of(Call.arguments(), [&](const Expr *Argument) {
    // The parameters of memcpy are pointers to void.
    const QualType Type =
        Argument->IgnoreParenCasts()->getType().getNonReferenceType();
    const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
    // What it returns is stored where another argument points.
    if ((Class && Class->isLambda()) || Type->isFunctionType() ||
        Type->isFunctionPointerType())
      return false;
    return !holdsNoAddress(TakesValues ? Type : elementOf(Type));
  });
}

bool setsView(const FunctionDecl &Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
  return Method &&
         isOneOf(classInStd(*Method), {"basic_string_view", "span"}) &&
         (Method->getOverloadedOperator() == OO_Equal ||
          (Method->getIdentifier() && Method->getName() == "swap"));
}

bool copiesArguments(const CXXConstructorDecl &Constructor) {
  return ownsElements(classInStd(Constructor)) &&
         holdsNoAddress(Constructor.getASTContext().getCanonicalTagType(
             Constructor.getParent()));
}

const CXXRecordDecl *constructedBy(const FunctionDecl &Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
  const auto *Class =
      Method ? dyn_cast<ClassTemplateSpecializationDecl>(Method->getParent())
             : nullptr;
  if (!Class || !Class->isInStdNamespace() || !Method->getPrimaryTemplate())
    return nullptr;
  for (const TemplateArgument &A : Class->getTemplateArgs().asArray()) {
    const CXXRecordDecl *Element = A.getKind() == TemplateArgument::Type
                                       ? A.getAsType()->getAsCXXRecordDecl()
                                       : nullptr;
    if (Element && Element->hasDefinition() && !Element->isInStdNamespace() &&
        Element->hasUserDeclaredConstructor())
      return Element;
  }
  return nullptr;
}

KnownEffect knownEffectOf(const FunctionDecl &Function) {
  const bool IsInStd = Function.isInStdNamespace();
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Function)) {
    const llvm::StringRef Class = classInStd(*Method);
    if (Class.empty() || isa<CXXConstructorDecl>(Method))
      return KnownEffect::Unknown;
    // Elements are copied; the result may be an iterator, or the object.
    if (holdsNoAddress(Function.getASTContext().getCanonicalTagType(
            Method->getParent())) ||
        isOneOf(Class, {"basic_string_view", "span"}))
      return KnownEffect::Returns;
    if (isOneOf(Class, {"basic_ostream", "basic_istream", "basic_iostream",
                        "basic_stringstream", "basic_ostringstream"}))
      return KnownEffect::Uses;
    return KnownEffect::Unknown;
  }
  if (Function.getOverloadedOperator() != OO_None) {
    if (!IsInStd)
      return KnownEffect::Unknown;
    // Streams write and read; strings are compared and joined.
    return Function.getOverloadedOperator() == OO_LessLess ||
                   Function.getOverloadedOperator() == OO_GreaterGreater ||
                   holdsNoAddress(Function.getReturnType())
               ? KnownEffect::Uses
               : KnownEffect::Unknown;
  }
  if (!Function.getIdentifier())
    return KnownEffect::Unknown;
  const llvm::StringRef Name = Function.getName();
  if (const unsigned Builtin = Function.getBuiltinID();
      Builtin && Name.starts_with("__builtin_")) {
    const llvm::StringRef Plain =
        Name.substr(llvm::StringRef("__builtin_").size());
    const KnownEffect Effect = effectInC(Plain);
    if (Effect == KnownEffect::Returns || Plain == "addressof" ||
        Plain == "assume_aligned" || Plain == "launder")
      return KnownEffect::Returns;
    return Effect == KnownEffect::Uses || Plain == "prefetch" ||
                   Plain.starts_with("object_size")
               ? KnownEffect::Uses
               : KnownEffect::Unknown;
  }
  // C functions may be in std, too. Otherwise a name counts only if a system
  // header declares it.
  const SourceManager &Sources = Function.getASTContext().getSourceManager();
  if (IsInStd || (Function.isExternC() &&
                  Sources.isInSystemHeader(Function.getLocation())))
    if (const KnownEffect Effect = effectInC(Name);
        Effect != KnownEffect::Unknown)
      return Effect;
  if (!IsInStd)
    return KnownEffect::Unknown;
  // Range algorithms are function objects.
  return algorithms().contains(Name) ? KnownEffect::Returns
                                     : KnownEffect::Unknown;
}

} // namespace coroscope
