"""A client of the language server that a test drives."""

import json
import os
import pathlib
import selectors
import subprocess
import time

PATIENCE = 120  # Seconds; machines that test are slow.


class Client:
    """Talks to one server. Answers and notifications are kept until asked."""

    def __init__(self, command, cwd):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, cwd=cwd)
        os.set_blocking(self.process.stdout.fileno(), False)
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.process.stdout, selectors.EVENT_READ)
        self.received = b""
        self.messages = []
        self.requests = 0
        self.versions = {}

    def send_raw(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message):
        text = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.send_raw(b"Content-Length: %d\r\n\r\n" % len(text) + text)

    def notify(self, method, **params):
        self.send({"method": method, "params": params})

    def request(self, method, **params):
        """Gives the whole answer."""
        self.requests += 1
        number = self.requests
        self.send({"id": number, "method": method, "params": params})
        return self.wait(lambda m: m.get("id") == number and "method" not in m)

    def result(self, method, **params):
        answer = self.request(method, **params)
        assert "error" not in answer, answer
        return answer["result"]

    def read_some(self, deadline):
        if not self.selector.select(max(0, deadline - time.monotonic())):
            return
        data = os.read(self.process.stdout.fileno(), 1 << 16)
        assert data, "the server has gone"
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, rest = self.received.split(b"\r\n\r\n", 1)
            length = int(head.split(b":")[1])
            if len(rest) < length:
                break
            self.messages.append(json.loads(rest[:length]))
            self.received = rest[length:]

    def wait(self, is_wanted, patience=PATIENCE):
        """Takes the first message that is wanted."""
        deadline = time.monotonic() + patience
        while True:
            for index, message in enumerate(self.messages):
                if is_wanted(message):
                    return self.messages.pop(index)
            assert time.monotonic() < deadline, "no answer in time"
            self.read_some(deadline)

    def open(self, path, text=None):
        """Gives the URI."""
        path = pathlib.Path(path)
        uri = path.as_uri()
        self.versions[uri] = 1
        self.notify("textDocument/didOpen", textDocument={
            "uri": uri, "languageId": "cpp", "version": 1,
            "text": path.read_text() if text is None else text})
        return uri

    def change(self, uri, text):
        self.versions[uri] += 1
        self.notify("textDocument/didChange",
                    textDocument={"uri": uri, "version": self.versions[uri]},
                    contentChanges=[{"text": text}])

    def close(self, uri):
        self.notify("textDocument/didClose", textDocument={"uri": uri})

    def diagnostics(self, uri, is_wanted=lambda found: True):
        """The next ones published for the newest text that are wanted."""
        return self.wait(
            lambda m: m.get("method") == "textDocument/publishDiagnostics"
            and m["params"]["uri"] == uri
            and m["params"]["version"] == self.versions[uri]
            and is_wanted(m["params"]["diagnostics"]))["params"]["diagnostics"]

    def start(self, capabilities=None, **options):
        return self.result("initialize", processId=os.getpid(), rootUri=None,
                           capabilities=capabilities or {},
                           initializationOptions=options)

    def stop(self):
        """Gives the exit code."""
        self.result("shutdown")
        self.notify("exit")
        self.process.stdin.close()
        return self.process.wait(PATIENCE)


WHOLE_FILE = {"start": {"line": 0, "character": 0},
              "end": {"line": 100000, "character": 0}}


def apply(text, edits):
    """The text with edits of the protocol made."""
    lines = text.splitlines(keepends=True) + [""]

    def offset(position):
        line = lines[position["line"]]
        units = line.encode("utf-16-le")[:2 * position["character"]]
        return (sum(len(l) for l in lines[:position["line"]])
                + len(units.decode("utf-16-le")))

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]),
                       reverse=True):
        begin, end = (offset(edit["range"][k]) for k in ("start", "end"))
        text = text[:begin] + edit["newText"] + text[end:]
    return text


def descendants(parent):
    """The processes below one."""
    below = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", encoding="utf-8") as file:
                    fields = file.read().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if fields[0] != "Z":
                below.setdefault(int(fields[1]), []).append(int(entry))
    found, left = [], [parent]
    while left:
        children = below.get(left.pop(), [])
        found += children
        left += children
    return found
