"""The programs' door, also that of `python -m chapbook`: Ctrl-C is heard before all imports.

Those take a moment, in which people who have mistyped press it. Nothing is there yet that would
have to be put away.
"""

from __future__ import annotations

import os
import signal
from typing import NoReturn

#: Exit codes of an interrupt: that of `publish`, and that of Pandoc's own filters that fail.
_INTERRUPTED, _FAILED = 130, 83


def publish() -> None:
    """Run `publish`."""
    _leave_quietly(_INTERRUPTED, b"publish: interrupted; earlier files are as they were\n")
    from chapbook.cli import main

    main()


def run_filter() -> None:
    """Run the filter that the program is named after."""
    before = signal.getsignal(signal.SIGINT)
    _leave_quietly(_FAILED)
    from chapbook.standalone import main

    # A filter that runs ends the programs that it runs.
    signal.signal(signal.SIGINT, before)
    main()


def _leave_quietly(code: int, message: bytes = b"") -> None:
    """Let Ctrl-C end the program at once, until what is imported hears it in its own way."""

    def leave(number: int, frame: object) -> NoReturn:
        os.write(2, message)
        os._exit(code)

    # A job in the background has Ctrl-C ignored.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, leave)


if __name__ == "__main__":
    publish()
