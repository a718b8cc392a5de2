//===- EditsTest.cpp - What edits must know of a function ---------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ParsedText.h"

#include "edits/MeaningOf.h"
#include "edits/ValueFlow.h"
#include "source/BodyIndex.h"

#include "gtest/gtest.h"

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace coroscope {
namespace {

/// Where the address of `B` in the function `f` of \p Text can go.
struct Followed {
  std::string Outlives;
  std::vector<std::string> Unknown;

  explicit Followed(const std::string &Written) {
    ParsedText Text(Written);
    clang::FunctionDecl &Function = Text.function("f");
    AddressFlow Flows;
    const ValueFlow Flow =
        Flows.follow(Text.variable(Function, "B"), BodyIndex(Function));
    Outlives = Flow.Outlives;
    Unknown = Flow.Unknown;
  }
};

TEST(AddressFlow, readsOfTheValueKeepNothing) {
  const Followed B(
      "int f() { char B[100]; B[0] = 1; return B[0] + sizeof B; }");
  EXPECT_EQ(B.Outlives, "");
  EXPECT_THAT(B.Unknown, IsEmpty());
}

TEST(AddressFlow, asksAboutCalleesWithoutABody) {
  const Followed B("void g(const char *); void f() { char B[100]; g(B); }");
  EXPECT_EQ(B.Outlives, "");
  EXPECT_THAT(B.Unknown, ElementsAre("'g'"));
}

TEST(AddressFlow, followsCalleesWithABody) {
  const Followed B(R"(int sum(const char *P) { return P[0]; }
    void f() { char B[100]; sum(B); })");
  EXPECT_EQ(B.Outlives, "");
  EXPECT_THAT(B.Unknown, IsEmpty());
}

TEST(AddressFlow, seesThatACalleeStoresIt) {
  const Followed B(R"(const char *Last;
    void keep(const char *P) { Last = P; }
    void f() { char B[100]; keep(B); })");
  EXPECT_NE(B.Outlives, "");
}

TEST(AddressFlow, constSaysNothing) {
  const Followed B(R"(struct Handle { const char *P; };
    void take(const Handle &);
    void f() { char B[100]; take(Handle{B}); })");
  EXPECT_TRUE(!B.Outlives.empty() || !B.Unknown.empty());
}

TEST(AddressFlow, knowsTheLibrary) {
  const Followed B("void f() { char B[9]; __builtin_memset(B, 0, sizeof B); }");
  EXPECT_EQ(B.Outlives, "");
  EXPECT_THAT(B.Unknown, IsEmpty());
}

TEST(AddressFlow, trustsNoNameThatTheLibraryDoesNotDeclare) {
  const Followed B(R"(extern "C" void *memset(void *, int, unsigned long);
    void f() { char B[100]; memset(B, 0, sizeof B); })");
  EXPECT_THAT(B.Unknown, ElementsAre("'memset'"));
}

TEST(AddressFlow, storingInAGlobalOutlives) {
  EXPECT_NE(Followed("char *G; void f() { char B[100]; G = B; }").Outlives, "");
  EXPECT_NE(Followed("char *f() { char B[100]; return B; }").Outlives, "");
}

TEST(AddressFlow, whatAReferenceMemberRefersToIsElsewhere) {
  const Followed B(R"(const char *G;
    struct Out { const char *&P; void set(const char *Q) { P = Q; } };
    void f() { Out O{G}; char B[9]; O.set(B); })");
  EXPECT_NE(B.Outlives, "");
}

TEST(AddressFlow, followsWhatALambdaMakesOfIt) {
  const Followed B(R"(const char *G;
    void f() { char B[9]; [P = B] { G = P; }(); })");
  EXPECT_NE(B.Outlives, "");
}

TEST(AddressFlow, structuredBindingsMayReferToIt) {
  const Followed B(R"(const char *G; struct Row { int N; const char *P; };
    void f() { char B[9]; Row R{1, B}; { auto [N, P] = R; G = P; } })");
  EXPECT_NE(B.Outlives, "");
}

TEST(AddressFlow, knowsNoOperatorInAGenericLambda) {
  const Followed B(R"(const char *G;
    void f() { char B[9]; auto L = [&](auto I) { G = B + I; }; L(1); })");
  EXPECT_NE(B.Outlives, "");
}

TEST(AddressFlow, asksAboutFunctionsInACircle) {
  const Followed B(R"(void b(char *, int);
    void a(char *P, int N) { b(P, N); }
    void b(char *P, int N) { if (N) a(P, N - 1); }
    void f() { char B[9]; a(B, 1); })");
  EXPECT_THAT(B.Unknown, ElementsAre("'b'"));
}

TEST(AddressFlow, seesThatAConstructorKeepsItsObject) {
  EXPECT_NE(Followed(R"(struct S { static S *Last; S() { Last = this; } };
    void f() { S B; })")
                .Outlives,
            "");
  EXPECT_NE(Followed(R"(struct S { static S *Last; S *Me = Last = this; };
    struct Outer { S Part; Outer() {} };
    void f() { Outer B; })")
                .Outlives,
            "");
}

TEST(AddressFlow, asksAboutPointersToMemberFunctions) {
  const Followed B(R"(struct S { int N; void g(); };
    void f(void (S::*F)()) { S B; (B.*F)(); })");
  EXPECT_THAT(B.Unknown, Not(IsEmpty()));
}

TEST(AddressFlow, aNumberMayBeTheAddress) {
  const Followed B(R"(unsigned long G;
    void f() { char B[9]; char *P = B;
      G = __builtin_bit_cast(unsigned long, P); })");
  EXPECT_NE(B.Outlives, "");
}

TEST(AddressFlow, followsTheValueOfAStatementExpression) {
  const Followed B(R"(const char *G;
    void f() { char B[9]; G = ({ char *P = B; P + 1; }); })");
  EXPECT_NE(B.Outlives, "");
}

/// What is different in \p After from \p Before, whose edits are at \p Marks.
std::string difference(const std::string &Before, const std::string &After,
                       const std::vector<EditMark> &Marks = {}) {
  ParsedText Old(Before);
  ParsedText New(After);
  const UnitMeaning Expected = meaningOf(Old.context(), Old.functions());
  return findDifference(New.context(), New.functions(), Marks, Expected);
}

TEST(FindDifference, doesNotMindSpacesAndComments) {
  EXPECT_EQ(difference("int f() { return 1 + 2; }",
                       "int f() {\n  // three\n  return 1 +\n 2;\n}"),
            "");
}

TEST(FindDifference, seesAnotherConstructor) {
  const std::string Class =
      "struct P { P() {} P(int) {} explicit P(long, long) {} };";
  EXPECT_NE(difference(Class + "void f() { P V = {}; }",
                       Class + "void f() { P V = {1}; }"),
            "");
  EXPECT_NE(difference(Class + "void f() { P V(1); }",
                       Class + "void f() { P V(1, 2); }"),
            "");
}

TEST(FindDifference, seesAnotherDeclarationOfTheSameName) {
  EXPECT_NE(difference("int N; int f() { int N = 1; return N; }",
                       "int N; int f() { { int N = 1; } return N; }"),
            "");
}

TEST(FindDifference, seesAnotherArgumentOfAVariableTemplate) {
  const std::string Trait =
      "template <class T> constexpr bool IsRef = false;"
      "template <class T> constexpr bool IsRef<T &> = true;"
      "bool f() { char V; char &R = V; return IsRef<decltype(";
  EXPECT_NE(difference(Trait + "V)>; }", Trait + "R)>; }"), "");
}

TEST(FindDifference, seesAnotherOrderOfDestructors) {
  const std::string Class = "struct G { ~G(); }; void use();";
  EXPECT_NE(difference(Class + "void f() { G A; use(); }",
                       Class + "void f() { { G A; } use(); }"),
            "");
}

TEST(FindDifference, seesANarrowerConversion) {
  EXPECT_NE(difference("long g(); long f() { return g(); }",
                       "long g(); long f() { return int(g()); }"),
            "");
}

} // namespace
} // namespace coroscope
