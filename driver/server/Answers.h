//===- Answers.h - What an editor is told -----------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_SERVER_ANSWERS_H
#define COROSCOPE_DRIVER_SERVER_ANSWERS_H

#include "frame/Report.h"
#include "server/TextPositions.h"

#include "llvm/Support/JSON.h"

#include <optional>
#include <string>

namespace coroscope {

/// The results for a document, and the text that they are of.
struct AnalyzedText {
  coroscope::Report Report;
  std::string Root; ///< What the paths of the report start from. Absolute.
  std::string Path; ///< Of the document. Absolute.
  std::string Uri;
  TextPositions Text{std::string()};

  /// Whether \p Where is in the document.
  bool has(const Place &Where) const;
  llvm::lsp::Range rangeOf(const Place &Where) const;
};

/// What is published for the document.
llvm::json::Array diagnosticsOf(const AnalyzedText &Of);

/// The actions for lines of \p Range. \p IsCurrent: whether the text is still
/// the one in the editor; else there are no edits.
llvm::json::Array actionsOf(const AnalyzedText &Of,
                            const llvm::lsp::Range &Range, bool IsCurrent);

llvm::json::Array hintsOf(const AnalyzedText &Of,
                          const llvm::lsp::Range &Range);

llvm::json::Array lensesOf(const AnalyzedText &Of);

/// Null if there is nothing to say.
llvm::json::Value hoverOf(const AnalyzedText &Of,
                          const llvm::lsp::Position &At);

/// The tables of the coroutines on the line of \p At, or around it; empty if
/// there are none.
std::string tablesAt(const AnalyzedText &Of, const llvm::lsp::Position &At);

} // namespace coroscope

#endif
