//===- ProjectRoot.h - Where a project is -----------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_CONFIG_PROJECTROOT_H
#define COROSCOPE_CONFIG_PROJECTROOT_H

#include <string>

namespace coroscope {

/// \p Path made absolute from \p Directory, without "." and "..".
std::string absolutePath(const std::string &Path, const std::string &Directory);

/// The nearest directory at or above \p Directory that looks like the root of a
/// project (it has a .git or a .coroscope.yaml); \p Directory if there is none.
std::string findProjectRoot(const std::string &Directory);

} // namespace coroscope

#endif
