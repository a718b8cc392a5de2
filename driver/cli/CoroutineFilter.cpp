//===- CoroutineFilter.cpp - Regular expressions for coroutines -----------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/CoroutineFilter.h"

#include "report/CountText.h"
#include "report/Escape.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace coroscope {

Expected<Regex> readPattern(const std::string &Option,
                            const std::string &Pattern) {
  Regex Read(Pattern);
  if (std::string Why; !Pattern.empty() && !Read.isValid(Why))
    return createStringError(Option + " '" + Pattern +
                             "' is not a regular expression: " + Why);
  return Read;
}

bool matches(const Regex &Filter, const Coroutine &C) {
  return Filter.match(C.Name) ||
         Filter.match(C.Where.File + ":" + std::to_string(C.Where.Line));
}

void keepMatching(Report &Report, const Regex &Filter,
                  const std::string &Pattern) {
  const std::size_t Before = Report.Coroutines.size();
  if (Pattern.empty() || !Before)
    return;
  erase_if(Report.Coroutines,
           [&](const Coroutine &C) { return !matches(Filter, C); });
  if (Report.Coroutines.empty())
    WithColor::warning(errs())
        << "--filter '" << escapeControls(Pattern) << "' matches none of "
        << count(Before, "coroutine", "coroutines") << "\n";
}

} // namespace coroscope
