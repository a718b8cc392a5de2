//===- Preambles.h - Units parsed up to the end of their includes -*- C++ -*-=//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// worker --end of the includes--> fork: one goes on, the keeper waits
// later worker --job--> keeper --fork--> the parse goes on with another text
//
// The includes of a file take most of its parse. A keeper is a process that has
// parsed them and waits. It ends when nobody can ask it any more.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_WORKERS_PREAMBLES_H
#define COROSCOPE_DRIVER_WORKERS_PREAMBLES_H

#include "inputs/UnitJob.h"

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace coroscope {

struct WorkerFiles;
struct WorkerOptions;

/// The keepers that can be asked.
class Preambles {
public:
  /// What tells units apart: how each is compiled, and where its project is.
  using Name = std::tuple<std::string, std::string, std::vector<std::string>,
                          std::string, std::string>;
  static Name nameOf(const UnitJob &Job);

private:
  struct Kept {
    int Socket = -1;  ///< To the keeper.
    Bytes Size;       ///< Of its memory; 0 while it is in the making.
    int Offered = -1; ///< The keeper's end, for the worker that takes it.
  };
  std::map<Name, Kept> Known;
  Bytes Most; ///< Of the memory of all.

public:
  /// \p Most is what all of them may take together, as far as is known.
  explicit Preambles(Bytes Most);
  /// Waits for all children of this process.
  ~Preambles();
  Preambles(const Preambles &) = delete;
  Preambles &operator=(const Preambles &) = delete;

  /// A quarter of the memory of the machine.
  static Bytes usualLimit();

  /// Whether the unit of \p Job has a keeper, perhaps in the making.
  bool has(const UnitJob &Job) const;

  /// For a process that is forked next, and lets a worker open a keeper that
  /// this process asks later. False if there cannot be one.
  bool offer(const UnitJob &Job);
  /// That process has been forked.
  void closeOffered(const UnitJob &Job);

  /// Whether the keeper of \p Job has not ended.
  bool isAlive(const UnitJob &Job) const;

  /// Gives the end of a new keeper's socket, for the worker of \p Job, and to
  /// be closed where the worker was started. -1 if there cannot be one.
  int open(const UnitJob &Job);

  /// The worker of \p Job has ended; its keeper takes about \p Size. False if
  /// that is too much: then it is let go.
  bool keep(const UnitJob &Job, Bytes Size);

  /// Lets the keeper of \p Job go, if there is one.
  void drop(const UnitJob &Job);

  /// In a process that has nothing else to do: has the keeper do \p Job. Gives
  /// what waitpid gives of the process that did it; nothing if it cannot be
  /// done, or there is no keeper.
  std::optional<int> ask(const UnitJob &Job, const WorkerFiles &Files,
                         const WorkerOptions &Options) const;
};

} // namespace coroscope

#endif
