"""Runs audits under bad conditions: no result may be wrong, lost or half there.

survive.py signals COROSCOPE FILE FLAGS...   kills the worker with each signal
survive.py killed COROSCOPE RUNS FILES... -- FLAGS...
    kills the whole run at random moments, and resumes it from the cache
survive.py full COROSCOPE FILE FLAGS...
    keeps and writes on a disk that is full, if it may mount one
survive.py together COROSCOPE FILES... -- FLAGS...
    runs two audits at once on one cache
"""

import json
import os
import random
import signal
import subprocess
import sys
import time


def audit(coroscope, cache, out, files, flags, *options):
    return [coroscope, "audit", "--cache-dir", cache, "--no-measure",
            "--format", "json", "-o", out, *options, *files, "--", *flags]


def quiet(command, **options):
    return subprocess.Popen(command, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL, **options)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def children(parent):
    found = []
    for task in os.listdir(f"/proc/{parent}/task"):
        with open(f"/proc/{parent}/task/{task}/children",
                  encoding="ascii") as file:
            found += map(int, file.read().split())
    return found


def signals(coroscope, file, *flags):
    for number in (signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT):
        out = f"signal-{number}.json"
        run = quiet(audit(coroscope, "cache", out, [file], flags,
                          "--no-cache"))
        while not (workers := children(run.pid)):
            if run.poll() is not None:
                sys.exit("error: no worker was seen")
        os.kill(workers[0], number)
        if run.wait() != 3:
            sys.exit(f"error: exit code {run.returncode} after {number}")
        unit = json.loads(read(out))["units"][0]
        if unit["status"] != "crashed" or \
                f"ended by signal {int(number)} " not in unit["reason"]:
            sys.exit(f"error: {unit}")
        directory = unit["reason"].split("to reproduce it: ")[1]
        names = sorted(os.listdir(directory))
        if names != ["README.txt", "flags.txt", "messages.txt",
                     "preprocessed.cpp"]:
            sys.exit(f"error: the reproducer has {names}")


def killed(coroscope, runs, *rest):
    files, flags = rest[:rest.index("--")], rest[rest.index("--") + 1:]
    subprocess.run(audit(coroscope, "none", "whole.json", files, flags,
                         "--no-cache"), check=False)
    whole = read("whole.json")
    begin = time.monotonic()
    quiet(audit(coroscope, "timed", "killed.json", files, flags)).wait()
    takes = time.monotonic() - begin
    os.remove("killed.json")
    random.seed(1)
    finished = 0
    for number in range(int(runs)):
        # Each cache is resumed a few times.
        cache = f"cache-{number // 4}"
        run = quiet(audit(coroscope, cache, "killed.json", files, flags))
        try:
            run.wait(random.uniform(0, takes))
            finished += 1
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
        if os.path.exists("killed.json"):
            if read("killed.json") != whole:
                sys.exit(f"error: run {number} left a wrong report")
            os.remove("killed.json")
    for number in range((int(runs) + 3) // 4):
        quiet(audit(coroscope, f"cache-{number}", "resumed.json", files,
                    flags)).wait()
        if read("resumed.json") != whole:
            sys.exit(f"error: cache {number} gives a wrong report")
    if finished == int(runs):
        sys.exit("error: no run was killed")
    print(f"{runs} runs, {int(runs) - finished} of them killed")


def together(coroscope, *rest):
    files, flags = rest[:rest.index("--")], rest[rest.index("--") + 1:]
    for number in range(10):
        runs = [quiet(audit(coroscope, f"shared-{number}", f"{name}.json",
                            files, flags)) for name in "ab"]
        for run in runs:
            run.wait()
        if read("a.json") != read("b.json"):
            sys.exit("error: two audits at once differ")


def full(coroscope, file, *flags):
    os.mkdir("full")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k",
                              "tmpfs", "full"], check=False,
                             stderr=subprocess.DEVNULL)
    if mounted.returncode:
        print("no full disk: it may not be mounted")
        return
    try:
        try:
            with open("full/filler", "wb", buffering=0) as filler:
                while True:
                    filler.write(bytes(4096))
        except OSError:
            pass
        quiet(audit(coroscope, "none", "whole.json", [file], flags,
                    "--no-cache")).wait()
        quiet(audit(coroscope, "full/cache", "kept.json", [file],
                    flags)).wait()
        if read("kept.json") != read("whole.json"):
            sys.exit("error: a cache on a full disk changes the report")
        run = quiet(audit(coroscope, "none", "full/out.json", [file], flags,
                          "--no-cache"))
        if run.wait() != 2 or os.path.exists("full/out.json"):
            sys.exit(f"error: exit code {run.returncode} on a full disk")
        run = quiet(audit(coroscope, "none", "no-room.json", [file], flags,
                          "--no-cache"),
                    env={**os.environ, "TMPDIR": os.path.abspath("full")})
        run.wait()
        unit = json.loads(read("no-room.json"))["units"][0]
        if run.returncode != 3 or unit["status"] != "failed" or \
                "there is no space" not in unit["reason"]:
            sys.exit(f"error: {unit}")
        left = [name for _, _, names in os.walk("full") for name in names]
        if left != ["filler"]:
            sys.exit(f"error: {left} stay on a full disk")
        print("a full disk costs the report that cannot be written")
    finally:
        subprocess.run(["umount", "full"], check=True)


def main():
    {"signals": signals, "killed": killed, "full": full,
     "together": together}[sys.argv[1]](*sys.argv[2:])


if __name__ == "__main__":
    main()
