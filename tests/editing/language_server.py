"""A small client of a YAML language server: it opens files, and asks what an editor's program would ask."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

_SETTINGS: Final = {
    "validate": True,
    "hover": True,
    "completion": True,
    # Nothing is looked up elsewhere: only the first line of a file names its schema.
    "schemaStore": {"enable": False},
    "kubernetesCRDStore": {"enable": False},
}
_SECONDS: Final = 60


class LanguageServer:
    """A server that runs until `close`; it speaks JSON-RPC over its standard input and output."""

    def __init__(self, command: Sequence[str], root: Path) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._said: queue.Queue[dict[str, Any]] = queue.Queue()
        self._asked = self._opened = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self._ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": {}})
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": {"yaml": _SETTINGS}}})

    def close(self) -> None:
        """End the server."""
        self._process.kill()
        self._process.communicate()

    def slips(self, path: Path, text: str) -> list[str]:
        """Return what an editor is told of a file, as "line:column: message" counted from 1."""
        uri = self._open(path, text)
        said = self._wait(lambda m: m.get("method") == "textDocument/publishDiagnostics" and m["params"]["uri"] == uri)
        places = [(found["range"]["start"], found["message"]) for found in said["params"]["diagnostics"]]
        return [f"{start['line'] + 1}:{start['character'] + 1}: {message}" for start, message in places]

    def words(self, path: Path, text: str) -> list[str]:
        """Return the words proposed at the end of a text."""
        found = self._at_end("textDocument/completion", path, text)
        items: list[dict[str, Any]] = found["items"]
        return [item["label"] for item in items]

    def explanation(self, path: Path, text: str) -> str:
        """Return what is shown of what stands at the end of a text."""
        found: str = self._at_end("textDocument/hover", path, text)["contents"]["value"]
        return found

    def _at_end(self, method: str, path: Path, text: str) -> Any:
        lines = text.split("\n")
        place = {"line": len(lines) - 1, "character": len(lines[-1])}
        return self._ask(method, {"textDocument": {"uri": self._open(path, text)}, "position": place})

    def _open(self, path: Path, text: str) -> str:
        # A name of its own each time: what is said of a file comes late, and is of that file alone.
        self._opened += 1
        uri = path.with_name(f"opened-{self._opened}-{path.name}").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def _ask(self, method: str, params: object) -> Any:
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        return self._wait(lambda message: message.get("id") == number)["result"]

    def _wait(self, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        while True:
            message = self._said.get(timeout=_SECONDS)
            if is_it(message):
                return message

    def _send(self, message: dict[str, Any]) -> None:
        stream = self._process.stdin
        assert stream is not None
        data = json.dumps({"jsonrpc": "2.0", **message}).encode("utf-8")
        stream.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        stream.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while line := stream.readline():
            size = 0
            while line.strip():
                name, _, value = line.partition(b":")
                size = int(value) if name.lower() == b"content-length" else size
                line = stream.readline()
            message = json.loads(stream.read(size))
            if message.get("method") == "workspace/configuration":
                wanted = [item.get("section") for item in message["params"]["items"]]
                settings = [_SETTINGS if section == "yaml" else None for section in wanted]
                self._send({"id": message["id"], "result": settings})
            elif "id" in message and "method" in message:
                self._send({"id": message["id"], "result": None})
            else:
                self._said.put(message)
