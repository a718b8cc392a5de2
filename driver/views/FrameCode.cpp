//===- FrameCode.cpp - A frame as a C++ struct ----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Values are arrays of bytes with their types beside them: many types could not
// be members of a union, or have no name.
//
//===----------------------------------------------------------------------===//

#include "views/FrameCode.h"
#include "report/Escape.h"
#include "report/ReportText.h"

#include "views/StateViews.h"

#include <algorithm>
#include <set>

namespace coroscope {

namespace {
/// What stands in one struct, at an offset in the frame.
struct Member {
  Bytes Offset;
  Bytes Size;
  const Occupant *Value;
};
} // namespace

/// An identifier made of \p Text.
static std::string identifier(const std::string &Text) {
  std::string Name;
  for (char C : Text) {
    const bool IsPart = (C >= '0' && C <= '9') || (C >= 'a' && C <= 'z') ||
                        (C >= 'A' && C <= 'Z') || C == '_';
    if (IsPart)
      Name += C;
    else if (!Name.empty() && Name.back() != '_')
      Name += '_';
    if (Name.size() == 40)
      break;
  }
  while (!Name.empty() && Name.back() == '_')
    Name.pop_back();
  return Name.empty() || (Name.front() >= '0' && Name.front() <= '9')
             ? "value_" + Name
             : Name;
}

/// A name that \p Taken does not have yet, and has afterwards. Nothing that is
/// a keyword stays alone.
static std::string unique(const std::string &Text,
                          std::set<std::string> &Taken) {
  static const std::set<std::string> Reserved = {
      "this",   "int",     "char",  "bool",   "new",    "delete",
      "auto",   "void",    "const", "static", "union",  "struct",
      "class",  "default", "true",  "false",  "return", "float",
      "double", "long",    "short", "state",  "std"};
  std::string Name = identifier(Text);
  if (Reserved.contains(Name))
    Name += "_";
  std::string Tried = Name;
  for (unsigned N = 2; !Taken.insert(Tried).second; ++N)
    Tried = Name + "_" + std::to_string(N);
  return Tried;
}

/// "// char[512], offset 48, 512 bytes, declared in server.cpp:5"
static std::string comment(const Member &M) {
  std::string Text = "// ";
  if (!M.Value->Type.empty())
    Text += escapeControls(M.Value->Type) + ", ";
  Text += "offset " + std::to_string(M.Offset.Count) + ", " + inWords(M.Size);
  if (M.Value->Declared.isKnown())
    Text += ", " + escapeControls(M.Value->Declared.File) + ":" +
            std::to_string(M.Value->Declared.Line);
  // A line that ends in a backslash would go on.
  while (Text.ends_with("\\"))
    Text += ".";
  return Text;
}

/// Adds the members of a struct that begins at \p Begin, with \p Indent, and
/// the assertions for them, whose path in the frame begins with \p Path.
static void addMembers(std::string &Text, std::string &Assertions,
                       std::vector<Member> Members, Bytes Begin,
                       const std::string &Indent, const std::string &Frame,
                       const std::string &Path) {
  std::sort(
      Members.begin(), Members.end(),
      [](const Member &A, const Member &B) { return A.Offset < B.Offset; });
  std::set<std::string> Names;
  Bytes End = Begin;
  for (const Member &M : Members) {
    if (M.Offset < End)
      continue; // Two values of one range across the same suspension.
    if (End < M.Offset)
      Text += Indent + "std::byte " + unique("gap", Names) + "[" +
              std::to_string((M.Offset - End).Count) + "];\n";
    const std::string Name =
        unique(M.Value->Name.empty() ? std::string(spelling(M.Value->Kind))
                                     : M.Value->Name.str(),
               Names);
    Text += Indent + "std::byte " + Name + "[" + std::to_string(M.Size.Count) +
            "]; " + comment(M) + "\n";
    Assertions += "static_assert(offsetof(" + Frame + ", " + Path + Name +
                  ") == " + std::to_string(M.Offset.Count) + ");\n";
    if (!M.Value->FullType.empty() && M.Value->Size == M.Size &&
        M.Value->FullType.str().find('&') == std::string::npos)
      Assertions += "static_assert(sizeof(" +
                    escapeControls(M.Value->FullType) +
                    ") == " + std::to_string(M.Size.Count) + ");\n";
    End = M.Offset + M.Size;
  }
}

std::string frameToCode(const Coroutine &C) {
  std::vector<Member> Header;
  Bytes HeaderEnd;
  for (const FrameRange &Range : C.Frame.Ranges)
    for (const Occupant &O : Range.Occupants)
      if (O.isBookkeeping() && O.Kind != OccupantKind::SuspendIndex &&
          Range.Offset == HeaderEnd) {
        Header.push_back({Range.Offset, Range.Size, &O});
        HeaderEnd = Range.end();
      }
  // The promise may be aligned further than the pointers before it.
  for (const FrameRange &Range : C.Frame.Ranges)
    for (const Occupant &O : Range.Occupants)
      if (O.Kind == OccupantKind::Promise && Range.Offset > HeaderEnd) {
        Header.push_back({Range.Offset, Range.Size, &O});
        HeaderEnd = Range.end();
      }
  const std::string Frame =
      identifier(C.Name.substr(0, C.Name.find('('))) + "_frame";
  std::string Assertions;
  std::string Text =
      "// " + nameAndPlace(C) + "\n// " + std::to_string(C.Frame.Size.Count) +
      " bytes, aligned to " + std::to_string(C.Frame.Align.Count) + "," +
      C.atLevel() + "\n#include <cstddef>\n\n";
  Text += "struct alignas(" + std::to_string(C.Frame.Align.Count) + ") " +
          Frame + " {\n";
  addMembers(Text, Assertions, Header, Bytes(0), "  ", Frame, "");
  Text += "  union {\n    std::byte all[" +
          std::to_string((C.Frame.Size - HeaderEnd).Count) + "];\n";
  const StateMachine Made = statesOf(C);
  for (const State &S : Made.States) {
    std::vector<Member> Members;
    for (const FrameRange &Range : C.Frame.Ranges)
      for (const Occupant &O : Range.Occupants)
        if (Range.Offset >= HeaderEnd &&
            std::binary_search(O.HeldAcross.begin(), O.HeldAcross.end(),
                               S.First))
          Members.push_back({Range.Offset + O.Offset, O.Size, &O});
    const std::string Name =
        "state" + std::to_string(S.First) +
        (S.First == S.Last ? "" : "_to_" + std::to_string(S.Last));
    const Suspend &Waits = C.Suspends[S.First];
    Text += "    struct { // " + std::string(spelling(Waits.Kind));
    if (Waits.Where.isKnown())
      Text += " at " + escapeControls(Waits.Where.File) + ":" +
              std::to_string(Waits.Where.Line);
    Text += ", " + std::to_string(S.Held.Count) + " bytes\n";
    addMembers(Text, Assertions, std::move(Members), HeaderEnd, "      ", Frame,
               Name + ".");
    Text += "    } " + Name + ";\n";
  }
  Text += "  };\n};\n\nstatic_assert(sizeof(" + Frame +
          ") == " + std::to_string(C.Frame.Size.Count) + ");\n";
  return Text + Assertions;
}

} // namespace coroscope
