//===- ClangNames.cpp - Names for the fields of a frame of Clang ----------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/ClangNames.h"

#include "binary/CppText.h"
#include "binary/DieFacts.h"
#include "binary/TypeSizes.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"

#include <algorithm>
#include <optional>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

/// Makes \p O the variable \p Variable of \p Frame, which no other field can
/// have then.
static void give(Occupant &O, DWARFDie Variable, ClangFrame &Frame,
                 const ShownPath &Shown) {
  O.Kind = Variable.getTag() == DW_TAG_formal_parameter
               ? OccupantKind::Parameter
               : OccupantKind::Local;
  O.Name = nameOf(Variable).str();
  O.Type = cppType(typeOf(Variable));
  O.Declared = placeOf(Variable, Shown);
  std::erase_if(Frame.Variables, [&](DWARFDie Other) {
    return nameOf(Other) == nameOf(Variable) &&
           Other.getDeclLine() == Variable.getDeclLine();
  });
}

static void nameByLocation(ClangFrame &Frame, const ShownPath &Shown) {
  // At -O0 the names are there, but not the kinds of the variables.
  for (ClangField &P : Frame.Fields) {
    if (P.Occupant.Name.empty() || P.Occupant.Kind == OccupantKind::CalleeFrame)
      continue;
    std::vector<DWARFDie> Named;
    for (DWARFDie Variable : Frame.Variables)
      if (nameOf(Variable) == StringRef(P.Occupant.Name.str()))
        Named.push_back(Variable);
    if (Named.size() == 1)
      give(P.Occupant, Named.front(), Frame, Shown);
    else if (Named.empty() && P.Occupant.Name.str() == "this")
      P.Occupant.Kind = OccupantKind::Parameter;
  }
  // The coroutine's own variables come first, then those of inlined functions.
  for (bool Inlined : {false, true})
    for (const PlacedVariable &V : Frame.Placed) {
      if (V.IsPointee || V.IsInlined != Inlined)
        continue;
      const StringRef Name = nameOf(V.Variable);
      std::optional<Bytes> Size = sizeOfType(typeOf(V.Variable));
      if (V.Piece != Bytes(0))
        Size = V.Piece;
      if (Name.empty() || Name.starts_with("__coro_") || Name == "__promise" ||
          !Size)
        continue;
      if (Inlined && V.Variable.getTag() == DW_TAG_formal_parameter)
        continue;
      for (ClangField &P : Frame.Fields) {
        if (P.Offset != V.Offset || P.Occupant.isBookkeeping())
          continue;
        if (P.Occupant.Name.empty() ? P.Occupant.Size == *Size
                                    : P.Occupant.Name.str() == Name.str() &&
                                          !P.Occupant.Declared.isKnown())
          give(P.Occupant, V.Variable, Frame, Shown);
      }
    }
}

/// Returns true if no two of \p Variables are in scope at the same time.
static bool excludeEachOther(const std::vector<DWARFDie> &Variables) {
  auto IsAround = [](DWARFDie Scope, DWARFDie Inner) {
    for (unsigned Depth = 0; Inner && Depth != 256; ++Depth) {
      if (Inner == Scope)
        return true;
      if (Inner.getTag() != DW_TAG_lexical_block)
        return false;
      Inner = Inner.getParent();
    }
    return true;
  };
  for (DWARFDie A : Variables)
    for (DWARFDie B : Variables)
      if (A != B && IsAround(A.getParent(), B.getParent()))
        return false;
  return true;
}

/// Returns true if \p Field has no name yet, and could hold \p Variable.
static bool couldBe(const ClangField &Field, DWARFDie Variable) {
  const Occupant &O = Field.Occupant;
  if (!O.Name.empty() || O.isBookkeeping() || Field.TypeInIR.empty() ||
      !fits(Field.TypeInIR, typeOf(Variable)))
    return false;
  // A class described in another unit has no size here: compare its name
  // only.
  const std::optional<Bytes> Size = sizeOfType(typeOf(Variable));
  return Size ? *Size == O.Size : isClassName(Field.TypeInIR);
}

/// Returns the fields that could hold \p Variable.
static std::size_t countFields(const ClangFrame &Frame, DWARFDie Variable) {
  return static_cast<std::size_t>(
      count_if(Frame.Fields, [&](const ClangField &Field) {
        return couldBe(Field, Variable);
      }));
}

/// Returns the variables that could be in \p Field.
static std::vector<DWARFDie> variablesFor(const ClangField &Field,
                                          const ClangFrame &Frame) {
  std::vector<DWARFDie> Fitting;
  for (DWARFDie Variable : Frame.Variables)
    if (couldBe(Field, Variable))
      Fitting.push_back(Variable);
  return Fitting;
}

/// Names fields and variables that fit only each other. Single words are left
/// out, because the compiler keeps words of its own.
static void nameByFit(ClangFrame &Frame, const ShownPath &Shown) {
  for (bool Found = true; Found;) {
    Found = false;
    for (ClangField &Field : Frame.Fields) {
      const std::vector<DWARFDie> Fitting = variablesFor(Field, Frame);
      if (Fitting.size() != 1 || countFields(Frame, Fitting.front()) != 1)
        continue;
      give(Field.Occupant, Fitting.front(), Frame, Shown);
      Found = true;
      break;
    }
  }
}

/// Names fields after several variables, in scopes that exclude each other,
/// which can share them. Each other variable becomes a field of its own.
static void nameShared(ClangFrame &Frame, const ShownPath &Shown) {
  for (std::size_t I = 0, Count = Frame.Fields.size(); I != Count; ++I) {
    const std::vector<DWARFDie> Sharing = variablesFor(Frame.Fields[I], Frame);
    if (Sharing.size() < 2 || countFields(Frame, Sharing.front()) != 1 ||
        !excludeEachOther(Sharing))
      continue;
    const FramePart Unnamed = Frame.Fields[I];
    give(Frame.Fields[I].Occupant, Sharing.front(), Frame, Shown);
    for (DWARFDie Variable : drop_begin(Sharing)) {
      Frame.Fields.push_back({Unnamed, ""});
      give(Frame.Fields.back().Occupant, Variable, Frame, Shown);
    }
  }
}

static void setTypes(ClangFrame &Frame, ClassesInIR &Classes) {
  for (const PlacedVariable &V : Frame.Placed) {
    if (!V.IsPointee)
      continue;
    const DWARFDie Pointee = typeOf(stripped(typeOf(V.Variable)));
    const bool IsAwaiter =
        V.Of.contains(".__await_suspend_wrapper__") ||
        StringRef(nameOf(V.Variable.getParent())).starts_with("await_");
    for (ClangField &P : Frame.Fields) {
      Occupant &O = P.Occupant;
      if (P.Offset != V.Offset || O.isBookkeeping() ||
          O.Kind == OccupantKind::Parameter || O.Kind == OccupantKind::Local)
        continue;
      if (sizeOfType(Pointee) != O.Size)
        continue;
      if (IsAwaiter)
        O.Kind = OccupantKind::Awaiter;
      if (O.Type.empty())
        O.Type = cppType(Pointee);
    }
  }
  for (ClangField &P : Frame.Fields) {
    Occupant &O = P.Occupant;
    const StringRef InIR = P.TypeInIR;
    if (InIR.empty() || !O.Type.empty())
      continue;
    if (isClassName(InIR)) {
      DWARFDie Class = Classes.find(classInField(InIR));
      if (!Class)
        Class = Classes.find(withoutNumber(classInField(InIR)));
      if (Class && sizeOfType(Class) == O.Size)
        O.Type = cppType(Class);
    }
    if (O.Kind == OccupantKind::Temporary && O.Type.empty())
      O.Kind = OccupantKind::Unknown;
  }
  // A class with the functions of an awaiter is an awaiter.
  for (ClangField &P : Frame.Fields) {
    Occupant &O = P.Occupant;
    if (O.Kind != OccupantKind::Temporary)
      continue;
    DWARFDie Class = Classes.find(classInField(P.TypeInIR));
    if (Class && any_of(Class.children(), [](DWARFDie Child) {
          return Child.getTag() == DW_TAG_subprogram &&
                 nameOf(Child) == "await_suspend";
        }))
      O.Kind = OccupantKind::Awaiter;
  }
}

void nameFields(ClangFrame &Frame, ClassesInIR &Classes,
                const ShownPath &Shown) {
  nameByLocation(Frame, Shown);
  nameByFit(Frame, Shown);
  nameShared(Frame, Shown);
  setTypes(Frame, Classes);
}

} // namespace coroscope
