"""Convert a drawing in a process of its own, where it can be stopped.

Converters are libraries that cannot be interrupted, and one that runs out of memory or of stack
takes its process with it. So what may be slow or was not made by us (`weigh`) is converted apart.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Collection, Mapping

from chapbook.errors import ToolError
from chapbook.plugins.vector.convert import convert
from chapbook.plugins.vector.pages_of_pdf import convert_page
from chapbook.process import run
from chapbook.roles import DrawingError

#: The most memory that a conversion may take, in bytes, where the system can hold it to that.
_MEMORY = 4 << 30
_SECONDS = 30.0


def convert_apart(
    source: bytes,
    width: float,
    height: float,
    kinds: Collection[str],
    options: Mapping[str, str],
) -> dict[str, bytes]:
    """An SVG, or a PDF's page, in other kinds; raises `DrawingError`, also where it takes long."""
    seconds = time_limit(options)
    args = [sys.executable, "-m", __name__, f"{width:.4f}", f"{height:.4f}", *kinds]
    path = os.pathsep.join(place for place in sys.path if place)
    try:
        done = run(args, stdin=source, timeout=seconds, env={"PYTHONPATH": path})
    except ToolError as error:
        raise DrawingError(
            f"the drawing cannot be converted within {seconds:g} s",
            hint="draw less, or save the drawing as a bitmap",
        ) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        answer = {}
    if done.code != 0 or "error" in answer:
        raise DrawingError(
            answer.get("error", "the drawing makes the converter fail"),
            hint=answer.get("hint", "draw less, or save the drawing as a bitmap"),
        )
    return {kind: base64.b64decode(data) for kind, data in answer.items()}


def time_limit(options: Mapping[str, str]) -> float:
    """How many seconds a drawing may take: the option `timeout`."""
    try:
        return float(options.get("timeout", _SECONDS))
    except ValueError:
        return _SECONDS


def main(args: list[str]) -> None:
    """Convert standard input; the answer is JSON with each kind's content in Base64."""
    _limit_memory()
    width, height, *kinds = args
    source = sys.stdin.buffer.read()
    try:
        if source.startswith(b"%PDF"):
            made = convert_page(source, float(width), float(height), kinds)
        else:
            made = convert(source.decode(), float(width), float(height), kinds)
        answer = {kind: base64.b64encode(data).decode() for kind, data in made.items()}
    except DrawingError as error:
        answer = {"error": error.message, "hint": error.hint or ""}
    sys.stdout.write(json.dumps(answer))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1:])
