//===- WordEnds.h - The ends of the words at places -------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_WORDENDS_H
#define COROSCOPE_SOURCE_WORDENDS_H

namespace clang {
class FunctionDecl;
} // namespace clang

namespace coroscope {

struct Coroutine;

/// Fills in the end column of each place of \p C, the coroutine \p Function,
/// that is in its file: the end of the token there.
void findWordEnds(Coroutine &C, const clang::FunctionDecl &Function);

} // namespace coroscope

#endif
