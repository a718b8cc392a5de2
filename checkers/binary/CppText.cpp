//===- CppText.cpp - Types and functions of C++ as text -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/CppText.h"

#include "binary/DieFacts.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/Demangle/Demangle.h"

#include <optional>
#include <utility>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

/// Returns \p Name with types as people write them: GCC says "long int".
static std::string withShortTypes(StringRef Name) {
  std::string Text = Name.str();
  for (const auto &[Long, Short] :
       {std::pair("long long unsigned int", "unsigned long long"),
        std::pair("long unsigned int", "unsigned long"),
        std::pair("short unsigned int", "unsigned short"),
        std::pair("long long int", "long long"), std::pair("long int", "long"),
        std::pair("short int", "short")})
    for (std::size_t At = 0; (At = Text.find(Long, At)) != std::string::npos;) {
      const std::size_t End = At + StringRef(Long).size();
      const bool IsWord = (At == 0 || !isAlnum(Text[At - 1])) &&
                          (End == Text.size() || !isAlnum(Text[End]));
      if (IsWord)
        Text.replace(At, StringRef(Long).size(), Short);
      At += IsWord ? StringRef(Short).size() : 1;
    }
  return Text;
}

/// Returns true for namespaces of library versions, which nobody writes.
static bool isVersionNamespace(StringRef Name) {
  return Name == "__n4861" || Name == "__cxx11" || Name == "__1" ||
         Name == "__ndk1" || Name == "_V2";
}

namespace {
/// Writes types and scopes of C++, to a limited depth.
class CppText {
  std::string Text;
  unsigned Depth = 0;

  struct Deeper {
    CppText &Of;
    bool IsFine;
    Deeper(CppText &Of) : Of(Of), IsFine(++Of.Depth < DeepestType) {}
    ~Deeper() { --Of.Depth; }
  };

  /// The limit for texts; longer ones come from damaged information, or nobody
  /// reads them.
  static constexpr std::size_t Longest = 16384;

  void add(StringRef More) {
    if (Text.size() < Longest)
      Text += More;
  }

  static bool hasScope(DWARFDie Die) {
    switch (Die.getTag()) {
    case DW_TAG_namespace:
    case DW_TAG_structure_type:
    case DW_TAG_class_type:
    case DW_TAG_union_type:
    case DW_TAG_enumeration_type:
    case DW_TAG_subprogram:
      return true;
    default:
      return false;
    }
  }

  /// Adds the arguments of a template whose name does not contain them.
  void addArguments(DWARFDie Die) {
    if (ownNameOf(Die).ends_with(">"))
      return;
    bool IsFirst = true;
    auto AddArgument = [&](DWARFDie Child) {
      add(IsFirst ? "<" : ", ");
      IsFirst = false;
      if (Child.getTag() == DW_TAG_template_type_parameter)
        type(typeOf(Child));
      else if (auto Value = Child.find(DW_AT_const_value))
        add(std::to_string(
            Value->getAsSignedConstant().value_or(static_cast<std::int64_t>(
                Value->getAsUnsignedConstant().value_or(0)))));
      else
        add(dwarf::toStringRef(Child.find(DW_AT_GNU_template_name)));
    };
    for (DWARFDie Child : Die) {
      if (Child.getTag() == DW_TAG_GNU_template_parameter_pack)
        for (DWARFDie Element : Child)
          AddArgument(Element);
      else if (Child.getTag() == DW_TAG_template_type_parameter ||
               Child.getTag() == DW_TAG_template_value_parameter ||
               Child.getTag() == DW_TAG_GNU_template_template_param)
        AddArgument(Child);
    }
    if (!IsFirst)
      add(">");
  }

  void addParameters(DWARFDie Function) {
    add("(");
    bool IsFirst = true;
    for (DWARFDie Child : Function) {
      if (Child.getTag() == DW_TAG_unspecified_parameters) {
        add(IsFirst ? "..." : ", ...");
        continue;
      }
      if (Child.getTag() != DW_TAG_formal_parameter ||
          Child.find(DW_AT_artificial))
        continue;
      // GCC copies a coroutine's parameters, and marks some only by their
      // names.
      if (ownNameOf(Child) == "this" || ownNameOf(Child) == "__closure")
        continue;
      if (!IsFirst)
        add(", ");
      IsFirst = false;
      type(typeOf(Child));
    }
    add(")");
  }

public:
  std::string take() { return std::move(Text); }

  /// Adds the scopes around \p Die, each followed by "::".
  void scopes(DWARFDie Die) {
    Deeper Level(*this);
    DWARFDie Parent = Die.getParent();
    while (Parent && Parent.getTag() == DW_TAG_lexical_block)
      Parent = Parent.getParent();
    if (!Parent || !Level.IsFine || !hasScope(Parent))
      return;
    if (Parent.getTag() == DW_TAG_subprogram) {
      // GCC puts declarations in a coroutine into the function that resumes it;
      // its parameter tells the coroutine.
      if (const std::string Name = coroutineOfActor(Parent); !Name.empty())
        add(demangle(Name));
      else
        function(Parent);
      add("::");
      return;
    }
    if (Parent.getTag() == DW_TAG_namespace) {
      scopes(declarationOf(Parent));
      StringRef Name = nameOf(Parent);
      if (!isVersionNamespace(Name))
        add(Name.empty() ? "(anonymous namespace)::" : (Name + "::").str());
      return;
    }
    named(Parent);
    add("::");
  }

  /// Returns the mangled name of the coroutine that \p Function resumes; or
  /// empty.
  static std::string coroutineOfActor(DWARFDie Function) {
    if (!Function.findRecursively({DW_AT_artificial}))
      return {};
    for (DWARFDie Child : Function)
      if (Child.getTag() == DW_TAG_formal_parameter) {
        StringRef Name = nameOf(stripped(typeOf(stripped(typeOf(Child)))));
        return Name.consume_back(".Frame") ? Name.str() : std::string();
      }
    return {};
  }

  void named(DWARFDie Type) {
    DWARFDie Declared = declarationOf(Type);
    scopes(Declared);
    StringRef Name = nameOf(Declared);
    if (Name.empty() || Name.starts_with("<lambda") ||
        Name.starts_with("._anon"))
      add(Type.getTag() == DW_TAG_union_type ? "(anonymous union)"
          : isLambdaClass(Declared)          ? "lambda"
                                             : "(anonymous class)");
    else {
      add(withShortTypes(Name));
      addArguments(Declared);
    }
  }

  static bool isLambdaClass(DWARFDie Class) {
    if (nameOf(Class).starts_with("<lambda"))
      return true;
    if (!nameOf(Class).empty())
      return false;
    return any_of(Class.children(), [](DWARFDie Child) {
      return Child.getTag() == DW_TAG_subprogram &&
             nameOf(Child) == "operator()";
    });
  }

  void function(DWARFDie Function) {
    Deeper Level(*this);
    if (!Level.IsFine)
      return;
    DWARFDie Declared = declarationOf(Function);
    DWARFDie Class = Declared.getParent();
    const bool InLambda = Class && isLambdaClass(Class) &&
                          nameOf(Declared).starts_with("operator()");
    if (InLambda) {
      scopes(declarationOf(Class));
      add("lambda");
      if (StringRef Rest = nameOf(Declared).substr(10); Rest.starts_with("<"))
        add(Rest);
    } else {
      scopes(Declared);
      add(withShortTypes(nameOf(Declared)));
    }
    addArguments(Declared);
    addParameters(Declared);
    if (!InLambda && isConstMethod(Declared))
      add(" const");
  }

  static bool isConstMethod(DWARFDie Declared) {
    DWARFDie Object =
        Declared.getAttributeValueAsReferencedDie(DW_AT_object_pointer);
    if (!Object)
      for (DWARFDie Child : Declared)
        if (Child.getTag() == DW_TAG_formal_parameter) {
          if (Child.find(DW_AT_artificial))
            Object = Child;
          break;
        }
    DWARFDie Pointer = Object ? typeOf(Object) : DWARFDie();
    // GCC makes the pointer itself const.
    if (Pointer && Pointer.getTag() == DW_TAG_const_type)
      Pointer = typeOf(Pointer);
    DWARFDie Pointee = Pointer && Pointer.getTag() == DW_TAG_pointer_type
                           ? typeOf(Pointer)
                           : DWARFDie();
    return Pointee && Pointee.getTag() == DW_TAG_const_type;
  }

  void type(DWARFDie Type) {
    Deeper Level(*this);
    if (!Level.IsFine)
      return add("...");
    if (!Type)
      return add("void");
    auto Pointing = [&](StringRef Sign) {
      DWARFDie To = typeOf(Type);
      if (To && To.getTag() == DW_TAG_subroutine_type)
        return addFunctionType(To, Sign);
      type(To);
      add(Text.empty() || Text.back() == '*' || Text.back() == '&'
              ? Sign
              : (" " + Sign).str());
    };
    switch (Type.getTag()) {
    case DW_TAG_pointer_type:
      return Pointing("*");
    case DW_TAG_reference_type:
      return Pointing("&");
    case DW_TAG_rvalue_reference_type:
      return Pointing("&&");
    case DW_TAG_const_type:
    case DW_TAG_volatile_type: {
      const StringRef Word =
          Type.getTag() == DW_TAG_const_type ? "const" : "volatile";
      DWARFDie Of = typeOf(Type);
      if (Of && (Of.getTag() == DW_TAG_pointer_type ||
                 Of.getTag() == DW_TAG_reference_type)) {
        type(Of);
        return add(Word);
      }
      add((Word + " ").str());
      return type(Of);
    }
    case DW_TAG_restrict_type:
    case DW_TAG_atomic_type:
      return type(typeOf(Type));
    case DW_TAG_array_type:
      type(typeOf(Type));
      for (DWARFDie Bound : Type)
        if (Bound.getTag() == DW_TAG_subrange_type)
          add(countOf(Bound));
      return;
    case DW_TAG_subroutine_type:
      return addFunctionType(Type, "");
    case DW_TAG_ptr_to_member_type:
      type(typeOf(Type));
      return add(" (member pointer)");
    case DW_TAG_unspecified_type:
      return add(nameOf(Type) == "decltype(nullptr)" ? "std::nullptr_t"
                                                     : nameOf(Type));
    case DW_TAG_base_type:
      return add(withShortTypes(nameOf(Type)));
    default:
      named(Type);
    }
  }

  static std::string countOf(DWARFDie Bound) {
    if (auto Count = numberOf(Bound, DW_AT_count))
      return "[" + std::to_string(*Count) + "]";
    if (auto Last = numberOf(Bound, DW_AT_upper_bound))
      return "[" + std::to_string(*Last + 1) + "]";
    return "[]";
  }

  void addFunctionType(DWARFDie Type, StringRef Sign) {
    type(typeOf(Type));
    add(" ");
    if (!Sign.empty())
      add(("(" + Sign + ")").str());
    addParameters(Type);
  }
};

} // namespace

std::string cppType(DWARFDie Type) {
  CppText Made;
  Made.type(Type);
  return Made.take();
}

std::string functionName(DWARFDie Die) {
  CppText Made;
  Made.function(Die);
  return Made.take();
}

bool isLambda(DWARFDie Die) {
  DWARFDie Class = declarationOf(Die).getParent();
  return Class && CppText::isLambdaClass(Class);
}

} // namespace coroscope
