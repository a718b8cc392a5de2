"""Runs a command on a terminal of its own, and prints what it writes there.

Usage: on_terminal.py COLUMNS COMMAND...

Lines end in plain newlines. Exits with the code of the command.
"""

import fcntl
import os
import pty
import struct
import sys
import termios


def main():
    columns, *command = sys.argv[1:]
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ,
                    struct.pack("HHHH", 40, int(columns), 0, 0))
        os.environ["TERM"] = "xterm"
        os.environ.pop("COLUMNS", None)
        os.execvp(command[0], command)
    text = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux, when the other side is closed.
            break
        if not piece:
            break
        text += piece
    sys.stdout.buffer.write(text.replace(b"\r\n", b"\n"))
    _, status = os.waitpid(child, 0)
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
