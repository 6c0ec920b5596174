"""Fetch a file from the web: https only, with limits of time and size.

No build comes here. `publish companions update` does, because its user told it to.
"""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import IO, Protocol
from urllib.parse import urlsplit

from chapbook.errors import ToolError

#: Seconds that a server may take to answer, and the most bytes that are read of its answer.
TIMEOUT, LIMIT = 30.0, 20_000_000

_CHUNK = 65536


class Opened(Protocol):
    """An answer that can be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, none at the end."""

    def close(self) -> None:
        """Let go of the connection."""


class OnlyHttps(urllib.request.HTTPRedirectHandler):
    """Follows a redirection to another https address only."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: object,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The request to follow with; raises `ToolError` where it would leave https."""
        _refuse_others(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def fetch(url: str, open: Callable[[str], Opened] | None = None, limit: int = LIMIT) -> bytes:
    """What lies at an https address; raises `ToolError` where it cannot be had."""
    _refuse_others(url)
    try:
        answer = (open or _open)(url)
        try:
            return _read(answer, url, limit)
        finally:
            answer.close()
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise ToolError(
            f"{url} cannot be fetched: {reason}",
            hint="check the address and the network; the copy in companions.lock stays as it was",
        ) from error


def _refuse_others(url: str) -> None:
    if urlsplit(url).scheme.lower() != "https":
        raise ToolError(
            f"{url} is not an https address", hint="inventories are fetched by https alone"
        )


def _open(url: str) -> Opened:
    opener = urllib.request.build_opener(OnlyHttps)
    request = urllib.request.Request(url, headers={"User-Agent": "chapbook"})
    opened: Opened = opener.open(request, timeout=TIMEOUT)
    return opened


def _read(answer: Opened, url: str, limit: int) -> bytes:
    pieces: list[bytes] = []
    size, deadline = 0, time.monotonic() + TIMEOUT
    while piece := answer.read(_CHUNK):
        size += len(piece)
        if time.monotonic() > deadline:
            raise TimeoutError(f"it took more than {TIMEOUT:.0f} seconds")
        if size > limit:
            raise ToolError(
                f"{url} is larger than {limit} bytes", hint="an inventory is a small JSON file"
            )
        pieces.append(piece)
    return b"".join(pieces)
