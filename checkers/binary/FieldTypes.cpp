//===- FieldTypes.cpp - Types in the names of fields ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/FieldTypes.h"

#include "binary/DieFacts.h"
#include "binary/UnitReader.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFUnit.h"

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

std::string irName(StringRef Qualified) {
  std::string Text = Qualified.str();
  for (char &C : Text)
    if (C == ':' || C == '.')
      C = '_';
  return Text;
}

StringRef withoutNumber(StringRef Name) {
  const std::size_t End = Name.find_last_not_of("0123456789");
  return End != StringRef::npos && End + 1 != Name.size() && Name[End] == '_'
             ? Name.take_front(End)
             : Name;
}

bool isTypeName(StringRef Name) {
  return Name.starts_with("struct_") || Name.starts_with("class_") ||
         Name.starts_with("union_") || Name.starts_with("UnknownType") ||
         Name.starts_with("PointerType") || Name.starts_with("__int_") ||
         Name.starts_with("__float") || Name == "__double_" ||
         Name.starts_with("_Z") || Name.empty();
}

namespace {
enum class Shape { Array, Class, Pointer, Integer, Floating, Other };
} // namespace

static Shape shapeOf(StringRef InIR) {
  if (InIR.starts_with("struct_") || InIR.starts_with("class_") ||
      InIR.starts_with("union_"))
    return Shape::Class;
  if (InIR.starts_with("PointerType") || InIR == "void *")
    return Shape::Pointer;
  if (InIR.starts_with("__int_"))
    return Shape::Integer;
  if (InIR.starts_with("__float") || InIR.starts_with("__double"))
    return Shape::Floating;
  return Shape::Array;
}

static Shape shapeOf(DWARFDie Type) {
  Type = stripped(Type);
  if (!Type)
    return Shape::Other;
  switch (Type.getTag()) {
  case DW_TAG_array_type:
    return Shape::Array;
  case DW_TAG_structure_type:
  case DW_TAG_class_type:
  case DW_TAG_union_type:
    return Shape::Class;
  case DW_TAG_pointer_type:
  case DW_TAG_reference_type:
  case DW_TAG_rvalue_reference_type:
    return Shape::Pointer;
  case DW_TAG_enumeration_type:
    return Shape::Integer;
  case DW_TAG_base_type:
    return numberOf(Type, DW_AT_encoding) == std::uint64_t(DW_ATE_float)
               ? Shape::Floating
               : Shape::Integer;
  default:
    return Shape::Other;
  }
}

bool isClassName(StringRef InIR) { return shapeOf(InIR) == Shape::Class; }

/// Returns the name of \p Type as LLVM writes it for a field:
/// "class_std__vector_int_".
static std::string fieldName(DWARFDie Type) {
  Type = stripped(Type);
  std::string Name;
  for (DWARFDie Scope = declarationOf(Type);
       Scope && Scope.getTag() != DW_TAG_compile_unit &&
       Scope.getTag() != DW_TAG_type_unit;
       Scope = Scope.getParent()) {
    StringRef Part = nameOf(Scope);
    Name = Name.empty() ? Part.str() : (Part + "::" + Name).str();
  }
  return irName(Name);
}

StringRef classInField(StringRef InIR) {
  for (StringRef Prefix : {"struct_", "class_", "union_"})
    if (InIR.consume_front(Prefix))
      break;
  return InIR;
}

bool fits(StringRef InIR, DWARFDie Type) {
  const Shape Wanted = shapeOf(InIR);
  const Shape Own = shapeOf(Type);
  if (Wanted == Shape::Class) {
    if (Own != Shape::Class)
      return false;
    const std::string Named = fieldName(Type);
    const StringRef InField = classInField(InIR);
    // IR has a number at most instead of template arguments.
    const StringRef Bare = StringRef(Named).split('<').first;
    return InField == StringRef(Named) || withoutNumber(InField) == Bare ||
           InField == Bare;
  }
  // An array of bytes stands for any value that was split up.
  if (Wanted == Shape::Array)
    return Own == Shape::Array || Own == Shape::Class;
  return Wanted == Own;
}

DWARFDie ClassesInIR::find(StringRef NameInIR) {
  if (!Classes) {
    Classes.emplace();
    for (const DWARFDebugInfoEntry &Entry : U.dies()) {
      const DWARFDie Die(&U, &Entry);
      const Tag Kind = Die.getTag();
      if (Kind != DW_TAG_structure_type && Kind != DW_TAG_class_type &&
          Kind != DW_TAG_union_type)
        continue;
      if (!Die.find(DW_AT_byte_size) || nameOf(Die).empty())
        continue;
      std::string Name;
      for (DWARFDie Scope = Die; Scope && Scope.getTag() != DW_TAG_compile_unit;
           Scope = Scope.getParent()) {
        StringRef Part = nameOf(Scope);
        Name = Name.empty() ? Part.str() : (Part + "::" + Name).str();
      }
      Classes->try_emplace(irName(Name), Die);
    }
  }
  return Classes->lookup(NameInIR);
}

} // namespace coroscope
