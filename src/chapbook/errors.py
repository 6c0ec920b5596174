"""Errors: something is wrong with the run, as opposed to the manuscript (see `finding`)."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """What `publish` returns to the shell; documented in docs/authors.md."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    TOOL = 3
    RENDER = 4
    INTERNAL = 70
    INTERRUPTED = 130


class ChapbookError(Exception):
    """An error that names the thing, the place and the next step; printed without a traceback."""

    exit_code = ExitCode.USAGE

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        path: Path | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = path
        self.line = line

    @property
    def place(self) -> str | None:
        """`path:line`, `path`, or None where the error has no place."""
        if self.path is None:
            return None
        return f"{self.path}:{self.line}" if self.line else str(self.path)


class ToolError(ChapbookError):
    """A program that the run needs is missing, too old, or was stopped at its time limit."""

    exit_code = ExitCode.TOOL


class RenderError(ChapbookError):
    """A format could not be written; the last good file is left as it was."""

    exit_code = ExitCode.RENDER


class BookError(ChapbookError):
    """The book's folder or manifest cannot be read."""


class FindingsError(ChapbookError):
    """The manuscript has findings that stop a build."""

    exit_code = ExitCode.FINDINGS
