//===- ClangSuspends.cpp - Suspensions of a coroutine of Clang ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/ClangSuspends.h"

#include "binary/DieFacts.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"

#include <map>
#include <set>
#include <utility>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

std::vector<Suspend> suspendsOf(const Coroutine &C,
                                ArrayRef<DWARFDie> Functions,
                                const ShownPath &Shown) {
  std::map<std::uint64_t, Place> ByIndex;
  std::set<std::pair<Place, SuspendKind>> Called;
  auto Look = [&](DWARFDie Function) {
    forEachDescendant(Function, [&](DWARFDie Die) {
      if (Die.getTag() == DW_TAG_label) {
        StringRef Name = nameOf(Die);
        std::uint64_t Index;
        if (Name.consume_front("__coro_resume_") &&
            !Name.getAsInteger(10, Index) && Index < 65536)
          ByIndex.try_emplace(Index, placeOf(Die, Shown));
        return false;
      }
      if (Die.getTag() == DW_TAG_inlined_subroutine) {
        const StringRef Name = linkageNameOf(Die);
        const auto [Of, Kind] = Name.rsplit(".__await_suspend_wrapper__");
        if (Of == StringRef(C.MangledName) &&
            (Kind == "await" || Kind == "yield"))
          Called.emplace(placeOfCall(Die, Shown), Kind == "yield"
                                                      ? SuspendKind::Yield
                                                      : SuspendKind::Await);
        return true;
      }
      return Die.getTag() == DW_TAG_lexical_block;
    });
  };
  for (DWARFDie Function : Functions)
    Look(Function);
  std::vector<Suspend> Awaits;
  auto Add = [&](Place Where, SuspendKind Kind) {
    for (Suspend &Known : Awaits)
      if (Known.Where == Where) {
        if (Kind == SuspendKind::Yield)
          Known.Kind = Kind;
        return;
      }
    Suspend S;
    S.Kind = Kind;
    S.Where = Where;
    Awaits.push_back(std::move(S));
  };
  for (const auto &[Index, Where] : ByIndex)
    // The first and the last belong to the coroutine itself.
    if (Where.isKnown() &&
        !(Where.Line == C.Where.Line && Where.File == C.Where.File &&
          (Index == 0 || Index == ByIndex.rbegin()->first)))
      Add(Where, SuspendKind::Await);
  for (const auto &[Where, Kind] : Called)
    if (Where.isKnown())
      Add(Where, Kind);
  llvm::sort(Awaits, [](const Suspend &A, const Suspend &B) {
    return A.Where < B.Where;
  });
  return Awaits;
}

} // namespace coroscope
