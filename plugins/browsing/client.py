"""The browser as the rest of chapbook sees it: found, started once a process, asked, ended."""

from __future__ import annotations

import atexit
import os
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from chapbook.errors import ToolError
from chapbook.plugins.browsing.job import TOO_SLOW_HINT, Answer, Job, too_slow
from chapbook.process import Service, find_program, run
from chapbook.roles import DrawingError

#: What the browser may be called; `CHAPBOOK_BROWSER` names another.
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_START_SECONDS = 90
#: What the host gets beyond the drawing's own time, to say what was too slow.
_GRACE = 5
#: How long the host may take to end the browser and itself, in seconds.
_PATIENCE = 8


def find_browser() -> Path | None:
    """The browser's program: that of `CHAPBOOK_BROWSER`, else the first of ours on PATH."""
    named = os.environ.get("CHAPBOOK_BROWSER")
    if named:
        return find_program(named)
    return next((path for name in _NAMES if (path := find_program(name))), None)


def has_playwright() -> bool:
    """Whether the library that drives the browser is installed."""
    return find_spec("playwright") is not None


@cache
def browser_version() -> str:
    """The browser's and the library's versions, empty where one is missing."""
    path = find_browser()
    if path is None or not has_playwright():
        return ""
    try:
        said = run([path, "--version"], timeout=60).stdout.decode("utf-8", "replace").strip()
        return f"{said}, playwright {version('playwright')}"
    except (ToolError, PackageNotFoundError):
        return ""


def draw_page(page: bytes, files: Mapping[str, bytes], job: Job) -> tuple[Answer, dict[str, bytes]]:
    """Have a page drawn. The answer, and the files made by kind.

    Raises `DrawingError` where there is no browser, or the page cannot be drawn.
    """
    with tempfile.TemporaryDirectory(prefix="chapbook-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / job.page).write_bytes(page)
        for asked, file in job.files.items():
            (folder / file).write_bytes(files[asked])
        job.write(folder)
        with _lock:
            answer = _ask(folder, job.timeout)
        if answer.message:
            raise DrawingError(answer.message, hint=answer.hint or None)
        return answer, {kind: (folder / f"drawing.{kind}").read_bytes() for kind in job.kinds}


_lock = Lock()
#: The one browser of this process, if it was started.
_running: list[Service] = []


def _ask(folder: Path, seconds: float) -> Answer:
    browser = _running[0] if _running else _start()
    try:
        browser.ask(str(folder), seconds + _GRACE)
        answer = Answer.read(folder)
    except ToolError as error:
        end_browser()
        raise DrawingError(f"{too_slow(seconds)}, or ended", hint=TOO_SLOW_HINT) from error
    except BaseException:
        end_browser()
        raise
    if answer.broken:
        end_browser()
    return answer


def _start() -> Service:
    program = find_browser()
    if program is None:
        raise DrawingError(
            "a browser has to draw it, and there is none",
            hint="install Chromium (apt-get install chromium), or name one in CHAPBOOK_BROWSER; "
            "a file with just one <svg> needs none",
        )
    if not has_playwright():
        raise DrawingError(
            "a browser has to draw it, and the library for that is not installed",
            hint="pip install 'chapbook[browser]'",
        )
    browser = Service([sys.executable, "-m", "chapbook.plugins.browsing.host", program])
    _running.append(browser)
    try:
        said = browser.ask(None, _START_SECONDS)
    except BaseException as error:
        end_browser()
        if isinstance(error, ToolError):
            raise DrawingError(f"the browser {program} does not start: {error}") from error
        raise
    if said != "ready":
        end_browser()
        raise DrawingError(
            f"the browser {program} does not start: {said}",
            hint="run `publish doctor`, or name another in CHAPBOOK_BROWSER",
        )
    return browser


@atexit.register
def end_browser() -> None:
    """End the browser of this process, if there is one; the next drawing starts another."""
    while _running:
        _running.pop().stop(_PATIENCE)
