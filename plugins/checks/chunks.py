"""Chunks of R Markdown and Quarto of which a book shows nothing: neither code nor output."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.roles import Check, Inspection

_CHUNK = re.compile(r"^[ \t>]*(?P<mark>`{3,}|~{3,})[ \t]*\{\s*[A-Za-z]\w*\b.*\}[ \t]*$")
_FENCE = re.compile(r"^[ \t>]*(?P<mark>`{3,}|~{3,})")
_OPTION = re.compile(r"\s*(?:#|//|--)\|")
_SILENT = re.compile(r"\becho\s*[=:]\s*(?:FALSE|F|false)\b")
#: What is hidden on purpose, and what stands in the book as a figure.
_SPOKEN = re.compile(r"\b(?:include\s*[=:]\s*(?:FALSE|F|false)\b|fig[.-]cap\b)")
_SHOWN = re.compile(r"\binclude_graphics\(|\b(?:source|library|require|options)\(|^\s*$")


@dataclass(frozen=True)
class ChunkOutput:
    """`chunk-output`."""

    code: str = "chunk-output"
    severity: Severity = Severity.INFO
    summary: str = "A chunk hides its code, and its output is not in the book."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Each chunk with `echo=FALSE` that would print or draw something."""
        for path, text in inspection.texts.items():
            for line, code in _silent_chunks(text.split("\n")):
                if not all(_SHOWN.search(row) for row in code):
                    message = "this chunk hides its code, and no chunk is run: nothing is shown"
                    hint = "put what it prints or draws in its place"
                    yield Finding(self.code, message, path, line, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The check of this module."""
    return [ChunkOutput()]


def _silent_chunks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The line and the code of each chunk that hides its code."""
    mark = ""
    for index, line in enumerate(lines):
        fence = _FENCE.match(line)
        if mark:
            rest = line.strip(" \t>")
            mark = "" if rest.startswith(mark) and not rest.strip(mark[0]) else mark
        elif fence:
            mark = fence["mark"]
            if _CHUNK.match(line):
                body = _body(lines[index + 1 :], mark)
                said = "\n".join([line, *filter(_OPTION.match, body)])
                if _SILENT.search(said) and not _SPOKEN.search(said):
                    yield index + 1, [row for row in body if not _OPTION.match(row)]


def _body(below: Sequence[str], mark: str) -> list[str]:
    return list(takewhile(lambda row: not row.strip(" \t>").startswith(mark), below))
