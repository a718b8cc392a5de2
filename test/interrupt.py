"""Starts a command in the current directory, interrupts it as soon as it has
temporary files, and expects that it exits with 3.

Usage: interrupt.py COMMAND...
"""

import os
import signal
import subprocess
import sys
import time


def main():
    temporary = os.path.abspath("tmp")
    # Tests that run in the background may ignore it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(sys.argv[1:],
                               env={**os.environ, "TMPDIR": temporary})
    deadline = time.monotonic() + 60
    # The worker's file is there when it runs.
    while not any(files for _, _, files in os.walk(temporary)):
        if time.monotonic() > deadline:
            process.kill()
            sys.exit("no worker was started")
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    code = process.wait(60)
    if code != 3:
        sys.exit(f"exit code {code}, expected 3")


if __name__ == "__main__":
    main()
