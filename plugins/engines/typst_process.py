"""Typst's process: one for each book, or one that stays for the next build of the same book."""

from __future__ import annotations

import atexit
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from chapbook.errors import RenderError, ToolError
from chapbook.process import Service, run

_COMMAND = (sys.executable, "-P", "-m", "chapbook.plugins.engines.typst_host")

_lock = Lock()
#: The one engine of this process that stays, if it was started.
_staying: list[Service] = []


def compile_folder(
    folder: Path, epoch: int, standards: Sequence[str], timeout: float, *, stays: bool
) -> bytes:
    """Make `book.pdf` of `book.typ` in the folder; what the compiler says, as JSON."""
    job = json.dumps({"folder": str(folder), "epoch": epoch, "standards": list(standards)})
    if stays:
        with _lock:
            return _ask(job, timeout)
    done = run(_COMMAND, stdin=f"{job}\n".encode(), cwd=folder, timeout=timeout)
    if done.code != 0:
        last = (done.complaint.splitlines() or ["no message"])[-1]
        raise RenderError(f"Typst stopped: {last}")
    return done.stdout


def _ask(job: str, timeout: float) -> bytes:
    if not _staying:
        _staying.append(Service(_COMMAND, at_once=True))
    try:
        return _staying[0].ask(job, timeout).encode()
    except ToolError as error:
        end_engine()
        raise ToolError(
            f"Typst was stopped: {error.message}",
            hint="look for input that makes it loop, for memory that has run out, or raise the "
            "time limit with --timeout",
        ) from error
    except BaseException:
        end_engine()
        raise


@atexit.register
def end_engine() -> None:
    """End the engine of this process that stays, if there is one; the next book starts another."""
    while _staying:
        _staying.pop().stop()
