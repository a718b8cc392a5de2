"""Runs the shell steps of a composite action or of a workflow, as GitHub does, or
those of the jobs of GitLab.

run_workflow.py FILE [NAME=VALUE...]

Values are inputs of the action, or contexts such as matrix.shard. Steps that use
other actions are left out, and those whose condition, "A == 'B'", does not hold.
What steps write to GITHUB_OUTPUT and GITHUB_PATH is there for the next ones.
Ends with the exit code of the first step that fails.
"""

import itertools
import os
import re
import string
import subprocess
import sys
import tempfile

import yaml

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
CONDITION = re.compile(r"(\S+) == '([^']*)'")


def expand(text, context):
    def value(match):
        if match[1] not in context:
            sys.exit(f"error: no value for {match[1]}")
        return context[match[1]]
    return EXPRESSION.sub(value, str(text))


def lines_of(path):
    if not path or not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return file.read().splitlines()


def run_steps(steps, context, environment):
    """Runs the steps; gives the exit code of the first that fails."""
    context = dict(context)
    environment = dict(environment)
    for step in steps:
        if "run" not in step:
            continue
        if condition := CONDITION.fullmatch(step.get("if", "")):
            if context.get(condition[1], "") != condition[2]:
                continue
        told = len(lines_of(environment.get("GITHUB_OUTPUT")))
        paths = len(lines_of(environment.get("GITHUB_PATH")))
        own = dict(environment)
        for name, value in step.get("env", {}).items():
            own[name] = expand(value, context)
        with tempfile.NamedTemporaryFile("w", suffix=".sh") as script:
            script.write(expand(step["run"], context))
            script.flush()
            code = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail",
                 script.name], env=own, check=False).returncode
        if code:
            return code
        for line in lines_of(environment.get("GITHUB_OUTPUT"))[told:]:
            name, _, value = line.partition("=")
            context[f"steps.{step.get('id')}.outputs.{name}"] = value
        for line in lines_of(environment.get("GITHUB_PATH"))[paths:]:
            environment["PATH"] = line + os.pathsep + environment["PATH"]
    return 0


def main():
    path, *given = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        document = yaml.safe_load(file)
    context = {"github.action_path": os.path.dirname(os.path.abspath(path)),
               "github.sha": "0" * 40}
    for name, about in document.get("inputs", {}).items():
        context[f"inputs.{name}"] = about.get("default", "")
    context.update(pair.split("=", 1) for pair in given)
    # A default may be an expression itself.
    for name, value in context.items():
        if EXPRESSION.search(value) and not name.endswith("base"):
            context[name] = expand(value, context)
    # Of a push, there is no pull request.
    if EXPRESSION.search(context.get("inputs.base", "")):
        context["inputs.base"] = ""
    environment = dict(os.environ)
    with tempfile.TemporaryDirectory() as directory:
        for name in ("GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"):
            environment.setdefault(name, os.path.join(directory, name))
        environment["RUNNER_TEMP"] = directory
        if "jobs" not in document and "runs" not in document:
            # GitLab: variables are of the environment, and what comes after is
            # run whatever became of the script.
            environment.update(pair.split("=", 1) for pair in given)
            worst = 0
            for job in document.values():
                environment.setdefault("CI_PROJECT_DIR", os.getcwd())
                for name, value in job.get("variables", {}).items():
                    environment[name] = string.Template(
                        str(value)).safe_substitute(environment)
                for part in "script", "after_script":
                    worst = max(worst, run_steps(
                        [{"run": line} for line in job.get(part, [])], {},
                        environment))
            sys.exit(worst)
        if "runs" in document:
            sys.exit(run_steps(document["runs"]["steps"], context,
                               environment))
        worst = 0
        for job in document["jobs"].values():
            matrix = job.get("strategy", {}).get("matrix", {})
            for values in itertools.product(*matrix.values()):
                own = dict(context)
                own.update((f"matrix.{name}", str(value))
                           for name, value in zip(matrix, values))
                worst = max(worst, run_steps(job["steps"], own, environment))
        sys.exit(worst)


if __name__ == "__main__":
    main()
