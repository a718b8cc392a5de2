//===- MeasureAdvice.cpp - Sizes of frames with edits made ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/MeasureAdvice.h"

#include "source/ProjectPaths.h"
#include "workers/WorkerPool.h"

#include <map>

namespace coroscope {

using JobsByFile = std::map<std::string, std::vector<const UnitJob *>>;

static JobsByFile byFile(const std::vector<UnitJob> &Jobs) {
  JobsByFile JobsOf;
  for (const UnitJob &Job : Jobs)
    JobsOf[ProjectPaths{Job.ProjectRoot, Job.Command.Directory}.shown(
               Job.Command.File)]
        .push_back(&Job);
  return JobsOf;
}

/// Runs \p Passes: gives the results of each.
static llvm::Expected<std::vector<std::vector<UnitResult>>>
runPasses(const std::vector<Pass> &Passes, const JobsByFile &JobsOf,
          const WorkerOptions &Options) {
  std::vector<UnitJob> Jobs;
  std::vector<std::size_t> PassOf; // The index of the pass of each job.
  for (std::size_t P = 0; P != Passes.size(); ++P)
    if (auto It = JobsOf.find(Passes[P].Unit); It != JobsOf.end())
      for (const UnitJob *Job : It->second) {
        Jobs.push_back(*Job);
        Jobs.back().Edits = Passes[P].Edits;
        Jobs.back().WantsAllFrames = Passes[P].WantsAllFrames;
        PassOf.push_back(P);
      }
  auto Results = runWorkers(
      Jobs, Options, [](const UnitResult &, const std::string &, bool) {});
  if (!Results)
    return Results.takeError();
  std::vector<std::vector<UnitResult>> ResultsOf(Passes.size());
  for (std::size_t I = 0; I != Results->size(); ++I)
    ResultsOf[PassOf[I]].push_back(std::move((*Results)[I]));
  return ResultsOf;
}

/// Runs \p Passes and fills their trials. Gives the trials of passes that have
/// to be tried one by one.
static llvm::Expected<std::vector<std::size_t>>
runTrials(const std::vector<Pass> &Passes, std::vector<Trial> &Trials,
          const Report &Report, const JobsByFile &JobsOf,
          const WorkerOptions &Options) {
  auto ResultsOf = runPasses(Passes, JobsOf, Options);
  if (!ResultsOf)
    return ResultsOf.takeError();
  std::vector<std::size_t> Open;
  for (std::size_t P = 0; P != Passes.size(); ++P)
    if (!(*ResultsOf)[P].empty() &&
        !takeResults(Passes[P], Trials, Report, (*ResultsOf)[P]))
      Open.insert(Open.end(), Passes[P].Trials.begin(), Passes[P].Trials.end());
  return Open;
}

llvm::Error measure(std::vector<Trial> &Trials, const Report &Report,
                    const std::vector<UnitJob> &Jobs,
                    const WorkerOptions &Options) {
  const JobsByFile JobsOf = byFile(Jobs);
  auto Open =
      runTrials(planPasses(Report, Trials), Trials, Report, JobsOf, Options);
  if (!Open)
    return Open.takeError();
  std::vector<Pass> Passes;
  for (std::size_t T : *Open)
    Passes.push_back(alone(Report, Trials, T));
  if (Passes.empty())
    return llvm::Error::success();
  return runTrials(Passes, Trials, Report, JobsOf, Options).takeError();
}

llvm::Expected<std::map<std::string, CombinedEdits>>
combineEdits(const Report &Report, const CombineOptions &Wanted,
             const std::vector<UnitJob> &Jobs, const WorkerOptions &Options) {
  const JobsByFile JobsOf = byFile(Jobs);
  llvm::Error Failed = llvm::Error::success();
  auto Run = [&](const std::vector<Pass> &Passes) {
    auto Results = runPasses(Passes, JobsOf, Options);
    if (Results)
      return std::move(*Results);
    Failed = llvm::joinErrors(std::move(Failed), Results.takeError());
    return std::vector<std::vector<UnitResult>>(Passes.size());
  };
  auto Made = combineEdits(Report, Wanted, Run);
  if (Failed)
    return std::move(Failed);
  return Made;
}

} // namespace coroscope
