"""Runs a command and fails unless it exits with the code expected.

Usage: exit_code.py CODE COMMAND...
"""

import subprocess
import sys


def main():
    expected = int(sys.argv[1])
    code = subprocess.run(sys.argv[2:], check=False).returncode
    if code != expected:
        sys.exit(f"exit code {code}, expected {expected}")


if __name__ == "__main__":
    main()
