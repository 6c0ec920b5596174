"""Ctrl-C and signals that end a run: the first interrupts it, those behind it disturb nothing.

What is left to do then (end programs and processes, remove temporary files) takes a moment, in
which people press Ctrl-C again. Who does so later has waited in vain: the run ends where it is.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import sys
import threading
import time
from multiprocessing import active_children

from chapbook.errors import ExitCode
from chapbook.process import stop_running

#: For how many seconds after the end has begun further signals are not heard.
_PATIENCE = 4.0
#: The signals that end a run; Windows has no SIGHUP.
_ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


def listen(patience: float = _PATIENCE) -> None:
    """Make SIGTERM and SIGHUP do what Ctrl-C does, and each of them but once."""
    if threading.current_thread() is not threading.main_thread():
        return
    handler = _Handler(patience)
    for number in _ENDING:
        # `nohup` has SIGHUP ignored, and a job in the background Ctrl-C.
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)
    # The interpreter's last act is to give signals back to the system, which would kill us.
    atexit.register(_ignore)


def settle() -> None:
    """The run is over: signals do not disturb what the interpreter puts away."""
    handler = signal.getsignal(signal.SIGINT)
    if isinstance(handler, _Handler):
        handler.begin_end()


class _Handler:
    """What a signal does, by how long the end of the run has been under way."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._since: float | None = None

    def __call__(self, number: int, frame: object) -> None:
        """Interrupt the run; if that was done already, do nothing, or end at once."""
        if self._since is None:
            self.begin_end()
            raise KeyboardInterrupt
        if time.monotonic() - self._since > self._patience:
            _end_at_once()

    def begin_end(self) -> None:
        """From now on signals are late."""
        if self._since is None:
            self._since = time.monotonic()


def _ignore() -> None:
    for number in _ENDING:
        signal.signal(number, signal.SIG_IGN)


def _end_at_once() -> None:
    stop_running()
    for child in active_children():
        child.kill()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    os._exit(ExitCode.INTERRUPTED)
