"""The browser's own process: it keeps one Chromium, and draws what lines on its input ask for.

A line is a folder with a job. The process ends with its input, so that no browser outlives the
build, however that ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread

from chapbook.plugins.browsing.fonts import write_font_settings
from chapbook.plugins.browsing.job import Answer, Job
from chapbook.plugins.browsing.page import Unfit, draw
from chapbook.plugins.browsing.seal import SWITCHES

#: How long the browser may take to end in order, in seconds.
_PATIENCE = 4
#: From Linux's <sys/prctl.h>.
_PR_SET_CHILD_SUBREAPER = 36


def main() -> None:
    """Start the browser named by the argument, say `ready`, then answer each line with `done`."""
    with tempfile.TemporaryDirectory(
        prefix="chapbook-browser-", dir=_short_folder(), ignore_cleanup_errors=True
    ) as folder:
        settings = Path(folder) / "fonts.conf"
        write_font_settings(settings)
        # Neither the browser nor what drives it shall write elsewhere.
        os.environ.update(HOME=folder, TMPDIR=folder, FONTCONFIG_FILE=str(settings))
        tempfile.tempdir = folder
        _adopt_orphans()
        _serve(Path(sys.argv[1]))
        _bury_orphans()


def _serve(program: Path) -> None:
    from playwright.sync_api import Error, sync_playwright

    asked: SimpleQueue[str | None] = SimpleQueue()
    is_drawing, pids = Event(), SimpleQueue[int]()
    Thread(target=_listen, args=(asked, is_drawing, pids), daemon=True).start()
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=program,
                args=list(SWITCHES),
                chromium_sandbox=os.getuid() != 0,
                timeout=60_000,
            )
        except Error as error:
            _say(_first_line(error))
            return
        known = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
        for process in known["processInfo"]:
            if process["type"] == "browser":
                pids.put(process["id"])
        _say("ready")
        while (line := asked.get()) is not None:
            is_drawing.set()
            folder = Path(line)
            job = Job.read(folder)
            try:
                answer = draw(browser, job, folder)
            except Unfit as error:
                answer = Answer(message=error.message, hint=error.hint, broken=error.is_broken)
            except Error as error:
                answer = Answer(
                    message=f"the browser cannot draw it: {_first_line(error)}", broken=True
                )
            is_drawing.clear()
            if not folder.is_dir():  # nobody waits any more
                break
            answer.write(folder)
            _say("done")
        if browser.is_connected():
            browser.close()


def _listen(asked: SimpleQueue[str | None], is_drawing: Event, pids: SimpleQueue[int]) -> None:
    for line in sys.stdin:
        asked.put(line.rstrip("\n"))
    asked.put(None)
    # A page that never ends holds up everything but this thread and the browser's own process,
    # which ends its children before itself when it is asked to.
    if is_drawing.is_set() and not pids.empty():
        os.kill(pids.get(), signal.SIGTERM)
    Event().wait(_PATIENCE)
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)


def _short_folder() -> str | None:
    """Where the browser's own files go: it makes a socket there, whose path may be 107 bytes."""
    return "/tmp" if len(os.fsencode(tempfile.gettempdir())) > 36 else None


def _adopt_orphans() -> None:
    """Become the parent of what the browser leaves behind, which no other may wait for."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _bury_orphans() -> None:
    deadline = time.monotonic() + 1
    with contextlib.suppress(ChildProcessError):  # there is none any more
        while time.monotonic() < deadline:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.02)


def _first_line(error: Exception) -> str:
    said = str(error).strip().splitlines() or [""]
    return said[0].partition(": ")[2] or said[0]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
