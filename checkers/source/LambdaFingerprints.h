//===- LambdaFingerprints.h - Fingerprints of lambdas -----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_LAMBDAFINGERPRINTS_H
#define COROSCOPE_SOURCE_LAMBDAFINGERPRINTS_H

#include <string>

namespace clang {
class CXXRecordDecl;
} // namespace clang

namespace coroscope {

class EntityNames;

/// What keys tell about a lambda, as in KeyText.h.
struct LambdaFingerprints {
  std::string Captures;
  std::string Body; ///< Depends on its tokens, not on comments and blanks.

  bool operator==(const LambdaFingerprints &) const = default;
};

/// Returns those of \p Closure; \p Names print the types of its captures.
LambdaFingerprints fingerprintsOf(const clang::CXXRecordDecl &Closure,
                                  EntityNames &Names);

} // namespace coroscope

#endif
