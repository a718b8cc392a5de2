//===- MeasureAdvice.cpp - Sizes of frames with edits made ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/MeasureAdvice.h"

#include "source/ProjectPaths.h"
#include "workers/WorkerPool.h"

#include <algorithm>
#include <map>

namespace coroscope {

/// Runs \p Passes and fills the sizes of their trials. Gives the trials of
/// passes that could not be analyzed.
static llvm::Expected<std::vector<std::size_t>>
runPasses(const std::vector<Pass> &Passes, std::vector<Trial> &Trials,
          const Report &Report,
          const std::map<std::string, const UnitJob *> &JobOf,
          const WorkerOptions &Options) {
  std::vector<UnitJob> Jobs;
  std::vector<const Pass *> Run;
  for (const Pass &P : Passes)
    if (auto It = JobOf.find(P.Unit); It != JobOf.end()) {
      Jobs.push_back(*It->second);
      Jobs.back().Edits = P.Edits;
      Run.push_back(&P);
    }
  auto Results = runWorkers(
      Jobs, Options, [](const UnitResult &, const std::string &, bool) {});
  if (!Results)
    return Results.takeError();
  std::vector<std::size_t> Failed;
  for (std::size_t I = 0; I != Run.size(); ++I) {
    const UnitResult &Result = (*Results)[I];
    if (Result.Unit.Status != UnitStatus::Analyzed) {
      Failed.insert(Failed.end(), Run[I]->Trials.begin(), Run[I]->Trials.end());
      continue;
    }
    takeSizes(*Run[I], Trials, Report, Result.Coroutines);
  }
  return Failed;
}

llvm::Error measure(std::vector<Trial> &Trials, const Report &Report,
                    const std::vector<UnitJob> &Jobs,
                    const WorkerOptions &Options) {
  std::map<std::string, const UnitJob *> JobOf;
  for (const UnitJob &Job : Jobs)
    JobOf.emplace(ProjectPaths{Job.ProjectRoot, Job.Command.Directory}.shown(
                      Job.Command.File),
                  &Job);
  const std::vector<Pass> Passes = planPasses(Report, Trials);
  auto Failed = runPasses(Passes, Trials, Report, JobOf, Options);
  if (!Failed)
    return Failed.takeError();
  // An edit that does not compile must not cost the others in its pass.
  std::vector<Pass> Alone;
  for (const Pass &P : Passes)
    if (P.Trials.size() > 1)
      for (std::size_t T : P.Trials)
        if (std::find(Failed->begin(), Failed->end(), T) != Failed->end())
          Alone.push_back({P.Unit, {T}, candidateOf(Report, Trials[T]).Edits});
  if (Alone.empty())
    return llvm::Error::success();
  return runPasses(Alone, Trials, Report, JobOf, Options).takeError();
}

} // namespace coroscope
