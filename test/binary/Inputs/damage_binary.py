"""Cuts and changes built files and inspects each of them.

Usage: damage_binary.py COROSCOPE FILE...
"""

import random
import resource
import subprocess
import sys
import tempfile


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


def inspect(coroscope, data, label):
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        done = subprocess.run(
            [coroscope, "inspect", "-j", "2", "--format", "json", file.name],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30,
            preexec_fn=limit, check=False)
        assert done.returncode in (0, 1, 3), (label, done.returncode,
                                              done.stderr[-2000:])


for path in sys.argv[2:]:
    with open(path, "rb") as text:
        whole = text.read()
    choice = random.Random(1)
    for part in range(1, 16):
        inspect(sys.argv[1], whole[:len(whole) * part // 16],
                f"{path} cut at {part}/16")
    for turn in range(40):
        changed = bytearray(whole)
        for _ in range(choice.choice((1, 10, 1000))):
            changed[choice.randrange(64, len(changed))] = choice.randrange(256)
        inspect(sys.argv[1], bytes(changed), f"{path}, turn {turn}")
