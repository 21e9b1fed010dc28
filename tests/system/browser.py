"""Debian's Chromium without a window, driven through a pipe in its own language (DevTools).

In: pages on disk. Out: what it logs, what it asks for, what a script finds in the page, pictures. One browser
serves many tests; every page has a tab of its own, without a cache and without anything of another's.
"""

import base64
import contextlib
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROGRAM = shutil.which("chromium")
PHONE, DESK = (375, 812), (1200, 900)
_PATIENCE_SECONDS = 30.0
_FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
)


class Browser:
    """A running Chromium."""

    def __init__(self, folder: Path) -> None:
        assert PROGRAM is not None
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        # The browser reads commands from 3 and writes answers to 4; plain sh knows no numbers above 9.
        script = 'exec 3<&"$1" 4>&"$2"; shift 2; exec "$@"'
        program = ("bash", "-c", script, "bash", str(to_read), str(to_write))
        profile = f"--user-data-dir={folder}"
        self._process = subprocess.Popen(
            [*program, PROGRAM, *_FLAGS, profile, "about:blank"],
            pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder)},
        )
        os.close(to_read)
        os.close(to_write)
        self._number = 0
        self._rest = b""
        self._events: list[dict[str, Any]] = []

    def ask(self, method: str, session: str = "", **settings: Any) -> dict[str, Any]:
        """Send a command and give its answer; what happens meanwhile is kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": settings}
        if session:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            found = self._next()
            if found.get("id") != self._number:
                self._events.append(found)
                continue
            assert "error" not in found, f"{method}: {found['error']}"
            answer: dict[str, Any] = found["result"]
            return answer

    def wait_for(self, method: str, session: str) -> None:
        """Wait until something has happened in a tab."""
        while not any(one["method"] == method for one in self.events(session)):
            self._events.append(self._next())

    def events(self, session: str) -> list[dict[str, Any]]:
        """Give what has happened in a tab."""
        return [one for one in self._events if one.get("sessionId") == session]

    def close(self) -> None:
        """End it."""
        with contextlib.suppress(OSError, AssertionError):
            self.ask("Browser.close")
        os.close(self._write)
        self._process.wait(_PATIENCE_SECONDS)
        os.close(self._read)

    def _next(self) -> dict[str, Any]:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while b"\0" not in self._rest:
            ready = select.select([self._read], [], [], max(0.0, deadline - time.monotonic()))[0]
            assert ready, "the browser does not answer"
            part = os.read(self._read, 1 << 20)
            assert part, "the browser has ended"
            self._rest += part
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found


class Tab:
    """A page in a browser."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session

    def show(self, path: Path, size: tuple[int, int] = DESK, *, dark: bool = False) -> None:
        """Open a page from disk in a window of some size."""
        self.resize(size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.ask("Page.navigate", url=path.as_uri())
        self._browser.wait_for("Page.loadEventFired", self._session)

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window another size."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=size[0],
            height=size[1],
            deviceScaleFactor=1,
            mobile=size == PHONE,
        )

    def find(self, script: str) -> Any:
        """Give what a script finds in the page; a promise is waited for."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    @property
    def logged(self) -> list[str]:
        """What the page logged: errors, warnings, messages, whatever their kind."""
        telling = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
        events = self._browser.events(self._session)
        return [json.dumps(one["params"]) for one in events if one["method"] in telling]

    @property
    def requested(self) -> list[str]:
        """The addresses that the page asked for."""
        events = self._browser.events(self._session)
        return [
            one["params"]["request"]["url"] for one in events if one["method"] == "Network.requestWillBeSent"
        ]

    def picture(self, path: Path) -> None:
        """Draw the whole page."""
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        shot = self.ask("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(shot["data"]))

    def printed(self, path: Path) -> None:
        """Print the page to a file."""
        made = self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        path.write_bytes(base64.b64decode(made["data"]))

    def ask(self, method: str, **settings: Any) -> dict[str, Any]:
        """Send a command about this page."""
        return self._browser.ask(method, self._session, **settings)


@contextlib.contextmanager
def tab(browser: Browser) -> Iterator[Tab]:
    """Open a tab of its own for one page."""
    context = browser.ask("Target.createBrowserContext")["browserContextId"]
    target = browser.ask("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
    session = browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Runtime", "Log", "Network"):
        browser.ask(f"{domain}.enable", session)
    try:
        yield Tab(browser, session)
    finally:
        browser.ask("Target.disposeBrowserContext", browserContextId=context)
