"""Makes the edits that Coroscope offers for a program, builds it before and
after in several ways, runs both, and compares what they print.

The edits of one round touch different coroutines and are made together; if that
fails, each is made alone, to name the one that is wrong. Used by try_edits.py
and generate.py."""

import json
import os
import re
import subprocess

# Everything of more than this is worth an edit here.
LIMIT = 64
RULES = ("large-value", "dead-value", "large-temporary", "large-parameter")
# One build or one run may take this long.
SECONDS = 900

SANITIZERS = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all",
              "-fsanitize-address-use-after-scope"]


class Build:
    """One way to build a program, with what it is linked with."""

    def __init__(self, name, command, runtime, directory):
        """Builds the files `runtime` into `directory`, for all programs."""
        self.name = name
        self.command = command + ["-std=c++20", "-w"]
        self.objects = []
        for path in runtime:
            made = os.path.join(directory, re.sub(
                r"\W", "_", name + os.path.basename(path)) + ".o")
            subprocess.run(self.command + ["-c", path, "-o", made],
                           check=True, timeout=SECONDS)
            self.objects.append(made)


def sanitized(clang, *rest):
    return Build("clang -O0, sanitized",
                 [clang, "-O0", "-g1", *SANITIZERS], *rest)


def optimized(clang, *rest):
    return Build("clang -O2", [clang, "-O2"], *rest)


def without_assertions(clang, *rest):
    return Build("clang -O2 -DNDEBUG", [clang, "-O2", "-DNDEBUG"], *rest)


def by_gcc(gcc, *rest):
    return Build("g++ -O1", [gcc, "-O1", "-fcoroutines"], *rest)


class Wrong(Exception):
    """An edit that does not keep the program, or its promise."""


class Program:
    """One source file, with what it is linked with."""

    def __init__(self, path, coroscope, clang, builds, flags=(),
                 runs=True):
        self.path = os.path.abspath(path)
        self.directory = os.path.dirname(self.path)
        self.coroscope = coroscope
        self.clang = clang
        self.flags = list(flags)
        self.runs = runs
        self.builds = builds
        with open(self.path, "rb") as file:
            self.text = file.read()
        self.printed = {}

    def report(self, level):
        """What Coroscope says of the program, as JSON."""
        report = self.path + f".O{level}.json"
        command = [self.coroscope, "audit", self.path, "--exit-zero",
                   "--format", "json", "-o", report,
                   "--project-root", self.directory]
        for rule in RULES:
            command += ["--rule", f"{rule}={LIMIT}"]
        command += ["--", "-std=c++20", f"-O{level}", *self.flags]
        done = subprocess.run(command, capture_output=True, text=True,
                              timeout=SECONDS)
        if done.returncode:
            raise Wrong(f"coroscope failed: {done.stderr}")
        with open(report) as file:
            return json.load(file)

    def offers(self, level):
        """The edits that are offered without a condition, each as (coroutine,
        advice)."""
        return [(coroutine, advice)
                for coroutine in self.report(level)["coroutines"]
                for finding in coroutine["findings"]
                for advice in finding["advice"]
                if advice.get("edits") and "condition" not in advice]

    def edited(self, advices):
        text = self.text
        edits = [edit for advice in advices for edit in advice["edits"]]
        unique = {(e["offset"], e["length"], e["replacement"]) for e in edits}
        # Two edits may both want an #include.
        for offset, length, replacement in sorted(unique, reverse=True):
            text = (text[:offset] + replacement.encode() +
                    text[offset + length:])
        return text

    def run(self, build, text):
        """What the program of `text` prints, built with `build`."""
        source = self.path.removesuffix(".cpp") + ".edited.cpp"
        program = source + ".out"
        with open(source, "wb") as file:
            file.write(text)
        command = build.command + self.flags
        if not self.runs:
            done = subprocess.run(
                command + ["-c", source, "-o", os.devnull],
                capture_output=True, text=True, timeout=SECONDS)
            return ("compiles" if not done.returncode
                    else f"does not compile: {done.stderr}")
        done = subprocess.run(command + [source, *build.objects, "-o", program],
                              capture_output=True, text=True, timeout=SECONDS)
        if done.returncode:
            return f"does not compile: {done.stderr}"
        try:
            done = subprocess.run([program], capture_output=True, text=True,
                                  errors="replace", timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return "does not end"
        return f"{done.stdout}\nexit code {done.returncode}\n{done.stderr}"

    def sizes(self, text, level):
        """The frame sizes that the compiler gives, by mangled name."""
        source = self.path.removesuffix(".cpp") + ".sized.cpp"
        with open(source, "wb") as file:
            file.write(text)
        done = subprocess.run(
            [self.clang, "-std=c++20", f"-O{level}", *self.flags, "-w", "-c",
             source, "-o", os.devnull, "-Rpass=coro-split"],
            capture_output=True, text=True, timeout=SECONDS)
        return {name: int(size) for name, size in re.findall(
            r"Split '([^']+)' \(frame_size=(\d+)", done.stderr)}

    def check(self, offers, level):
        """Raises Wrong if the program with `offers` is another one, or if one
        that is made alone does not give what it promises."""
        text = self.edited([advice for _, advice in offers])
        for build in self.builds:
            before = self.printed[build.name]
            after = self.run(build, text)
            if before != after:
                raise Wrong(f"{build.name}\n--- before\n{before}\n"
                            f"--- after\n{after}")
        sizes = self.sizes(text, level)
        for coroutine, advice in offers:
            size = sizes.get(coroutine["mangledName"])
            if size != advice["frameSize"] and len(offers) > 1:
                # The frame of a callee that is edited, too, may be in this one.
                alone = self.sizes(self.edited([advice]), level)
                size = alone.get(coroutine["mangledName"])
            if size != advice["frameSize"]:
                raise Wrong(f"{coroutine['name']} has {size} bytes, not the "
                            f"promised {advice['frameSize']}")

    def baseline_is_clean(self):
        """Whether the program itself runs in all builds."""
        for build in self.builds:
            printed = self.run(build, self.text)
            self.printed[build.name] = printed
            if "does not" in printed or "Sanitizer" in printed:
                return f"{build.name}: {printed}"
        return ""

    def try_all(self, level):
        """Tries all that is offered at `level`. Returns how many edits there
        are, and the wrong ones as texts."""
        offers = self.offers(level)
        wrong = []
        rounds = []
        for offer in offers:
            name = offer[0]["mangledName"]
            for made in rounds:
                if all(other["mangledName"] != name for other, _ in made):
                    made.append(offer)
                    break
            else:
                rounds.append([offer])
        for together in rounds:
            try:
                self.check(together, level)
                continue
            except Wrong as reason:
                found = str(reason)
            alone = []
            for offer in together:
                try:
                    self.check([offer], level)
                except Wrong as reason:
                    alone.append(describe(self.path, level, offer, reason))
            wrong += alone or [f"{self.path} at -O{level}: edits that are right "
                               f"alone are wrong together: {found}"]
        return len(offers), wrong

    def try_levels(self, levels):
        """Tries all that is offered at each of `levels`, if the program is
        clean by itself. Returns how many edits there are, or None if it is
        not clean, and what is wrong."""
        broken = self.baseline_is_clean()
        if broken:
            return None, [f"{self.path} is not a clean program itself: "
                          f"{broken}"]
        total = 0
        wrong = []
        for level in levels:
            count, bad = self.try_all(level)
            total += count
            wrong += bad
        return total, wrong


def add_arguments(parser):
    """Adds the options that all scripts have that edit programs."""
    parser.add_argument("--coroscope", required=True)
    parser.add_argument("--clang", required=True)
    parser.add_argument("--gcc", help="also build with it")
    parser.add_argument("--work", required=True,
                        help="directory for programs and reports")
    parser.add_argument("--level", action="append",
                        help="optimization level; may be repeated [0 and 2]")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--least-edits", type=int, default=1,
                        help="fail if fewer are offered: a tool that offers "
                             "nothing breaks nothing")


def levels_of(given):
    return given.level or ["0", "2"]


def describe(path, level, offer, reason):
    coroutine, advice = offer
    edits = "\n".join(f"  at {e['offset']}, {e['length']} bytes: "
                      f"{e['replacement']!r}" for e in advice["edits"])
    return (f"{path} at -O{level}: {coroutine['name']}, {advice['kind']}:\n"
            f"{edits}\n{reason}")
