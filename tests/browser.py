"""A headless Chromium, driven over pipes by its DevTools protocol: no driver, no socket."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-dev-shm-usage", "--remote-debugging-pipe"),
)
KEYS = {"Tab": 9, "Enter": 13, " ": 32, "ArrowDown": 40, "n": 78}


def find_browser() -> str | None:
    """Find a Chromium on this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Page:
    """An open page."""

    def __init__(self, reading: FileIO, writing: FileIO) -> None:
        self._reading = reading
        self._writing = writing
        self._rest = b""
        self._count = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **parameters: Any) -> Any:
        """Send a command and give its result."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        self._writing.write(json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != self._count:
            self.events.append(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = self._reading.read(65_536)
            assert piece, "the browser went away"
            self._rest += piece
        message, self._rest = self._rest.split(b"\0", 1)
        return dict(json.loads(message))

    def open(self, path: Path, fragment: str = "") -> None:
        """Open a file and wait until it is there."""
        self.send("Page.navigate", url=f"{path.as_uri()}{fragment}")
        self.run("new Promise(r => document.readyState === 'complete' ? r() : onload = r)")

    def run(self, script: str) -> Any:
        """Run a script in the page and give what it comes to."""
        done = self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        text = {"text": key} if key == " " else {}
        code = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key]}
        self.send("Input.dispatchKeyEvent", type="keyDown", **code, **text)
        self.send("Input.dispatchKeyEvent", type="keyUp", **code)


@contextmanager
def opened_browser(command: str, folder: Path) -> Iterator[Page]:
    """Start a browser with a page, and end it.

    Args:
        command: The browser.
        folder: A new folder for what it keeps.
    """
    (to_read, from_us), (from_it, to_write) = os.pipe(), os.pipe()
    # Chromium reads from descriptor 3 and writes to 4.
    shell = f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}'
    process = subprocess.Popen(
        ["bash", "-c", shell, command, *FLAGS, f"--user-data-dir={folder}"],
        pass_fds=(to_read, to_write),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_read)
    os.close(to_write)
    with FileIO(from_it, "r") as reading, FileIO(from_us, "w") as writing:
        try:
            yield Page(reading, writing)
        finally:
            process.terminate()
            process.wait(timeout=20)
