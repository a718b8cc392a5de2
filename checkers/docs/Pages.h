//===- Pages.h - The pages, in the program ----------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DOCS_PAGES_H
#define COROSCOPE_DOCS_PAGES_H

#include <string_view>
#include <vector>

namespace coroscope {

/// A page of this directory, as Markdown.
struct Page {
  std::string_view Name; ///< Of the file, without ".md".
  std::string_view Text;
};

/// All pages, in the order of their names.
const std::vector<Page> &pages();

/// Null if there is none of that name.
inline const Page *findPage(std::string_view Name) {
  for (const Page &P : pages())
    if (P.Name == Name)
      return &P;
  return nullptr;
}

} // namespace coroscope

#endif
