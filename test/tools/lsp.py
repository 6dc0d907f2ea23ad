"""A client of the Language Server Protocol, as small as the tests need."""

import json
import queue
import subprocess
import threading

SECONDS = 120  # Until a server that does not answer counts as hung.


class Server:
    """A running server; a context manager. Paths are pathlib.Path."""

    def __init__(self, command, root):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, cwd=root)
        self.arrived = queue.Queue()
        self.pending = []
        self.versions = {}
        self.next_id = 0
        threading.Thread(target=self._read, daemon=True).start()
        self.request("initialize", processId=None, rootUri=root.as_uri(), capabilities={
            "textDocument": {
                "publishDiagnostics": {"codeActionsInline": False, "versionSupport": True,
                                       "relatedInformation": True},
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
            }})
        self.notify("initialized")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.request("shutdown")
            self.notify("exit")
        self.process.stdin.close()
        self.process.wait(SECONDS)
        self.process.stdout.close()

    def _read(self):
        stream = self.process.stdout
        while True:
            length = None
            while (line := stream.readline()).strip():
                name, _, value = line.decode().partition(":")
                if name.lower() == "content-length":
                    length = int(value)
            if length is None:
                self.arrived.put(None)
                return
            self.arrived.put(json.loads(stream.read(length)))

    def _send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _await(self, wanted):
        """The first message that wanted() accepts, of those kept or still to come."""
        for message in self.pending:
            if wanted(message):
                self.pending.remove(message)
                return message
        while True:
            message = self.arrived.get(timeout=SECONDS)
            if message is None:
                raise EOFError(f"the server ended with {self.process.wait(SECONDS)}")
            if wanted(message):
                return message
            self.pending.append(message)

    def notify(self, method, **parameters):
        self._send(method=method, params=parameters)

    def request(self, method, **parameters):
        self.next_id += 1
        number = self.next_id
        self._send(id=number, method=method, params=parameters)
        answer = self._await(lambda message: message.get("id") == number and "method" not in message)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def _diagnostics(self, path):
        uri, version = path.as_uri(), self.versions[path]
        message = self._await(lambda message: message.get("method") == "textDocument/publishDiagnostics"
                              and message["params"]["uri"] == uri and message["params"].get("version") == version)
        return message["params"]["diagnostics"]

    def open(self, path, text):
        """Opens a document; the diagnostics published for it."""
        self.versions[path] = 1
        self.notify("textDocument/didOpen", textDocument={
            "uri": path.as_uri(), "languageId": "cpp", "version": 1, "text": text})
        return self._diagnostics(path)

    def change(self, path, text):
        """Replaces an open document's text; the diagnostics published for that."""
        self.versions[path] += 1
        self.notify("textDocument/didChange", contentChanges=[{"text": text}], wantDiagnostics=True, textDocument={
            "uri": path.as_uri(), "version": self.versions[path]})
        return self._diagnostics(path)

    def rename(self, path, line, character, name):
        """Where a renaming changes which file: edits by path."""
        answer = self.request("textDocument/rename", textDocument={"uri": path.as_uri()},
                              position={"line": line, "character": character}, newName=name)
        return answer["changes"]

    def quick_fixes(self, path, diagnostic):
        return self.request("textDocument/codeAction", textDocument={"uri": path.as_uri()},
                            range=diagnostic["range"], context={"diagnostics": [diagnostic], "only": ["quickfix"]})


def apply(text, edits):
    """Text with the edits of an LSP answer in it (ASCII, so that columns are characters)."""
    lines = text.splitlines(keepends=True)

    def offset(position):
        return sum(map(len, lines[:position["line"]])) + position["character"]

    for edit in sorted(edits, key=lambda edit: offset(edit["range"]["start"]), reverse=True):
        text = text[:offset(edit["range"]["start"])] + edit["newText"] + text[offset(edit["range"]["end"]):]
    return text
