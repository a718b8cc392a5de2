"""Runs a command that ignores SIGHUP, as nohup does, and sends it and its
workers that signal all the time. Exits with its code.

Usage: hang_up.py COMMAND...
"""

import os
import signal
import subprocess
import sys


def main():
    run = subprocess.Popen(
        sys.argv[1:], start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    while True:
        try:
            sys.exit(run.wait(0.02))
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGHUP)


if __name__ == "__main__":
    main()
