"""Find the programs that wheels bring, and run a tool on a diagram."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from chapbook.amounts import amount
from chapbook.errors import ToolError
from chapbook.process import Completed, find_program, run
from chapbook.roles import DrawingError


def program_of(package: str, name: str) -> Path | None:
    """The program that a wheel brings, None where the wheel is not installed."""
    wanted = f"{name}.exe" if sys.platform == "win32" else name
    try:
        files = distribution(package).files or []
    except PackageNotFoundError:
        return None
    found = [Path(str(file.locate())).resolve() for file in files if file.name == wanted]
    return next((path for path in found if path.is_file()), None)


def version_of(package: str, program: str) -> str:
    """What tells one tool from another: the wheel's version, else where the program is."""
    if package and program_of(package, package) is not None:
        return f"{package} {version(package)}"
    found = find_program(program)
    if found is None:
        return ""
    return f"{found} {found.stat().st_size} {found.stat().st_mtime_ns}"


def run_tool(
    args: Sequence[str | Path],
    *,
    text: str,
    folder: Path,
    seconds: float,
    env: Mapping[str, str] | None = None,
    name: str = "",
) -> Completed:
    """Run a tool in a folder with the diagram as its input; what it left, whether good or not."""
    try:
        return run(args, stdin=text.encode(), cwd=folder, timeout=seconds, env=env)
    except ToolError as error:
        if "did not finish" in str(error):
            tool = name or Path(str(args[0])).stem
            raise DrawingError(
                f"{tool} did not draw it within {amount(seconds, 'second')}",
                hint="make it smaller, or raise `diagrams: {timeout: …}` in book.yaml",
            ) from error
        raise DrawingError(str(error), hint=getattr(error, "hint", None)) from error
