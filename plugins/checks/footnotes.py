"""Footnotes that are referred to and not written, or written and not referred to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.locate import mask_code
from chapbook.roles import Check, Inspection

_MARK = re.compile(r"(?<![\\!])\[\^(?P<name>[^\]\s^\[]+)\]")
#: What stands before a definition in its line: quotation and list marks.
_BEFORE = re.compile(r"[ \t>]*")
#: `a-z` and the like, which is a regular expression's, and no name.
_RANGES = re.compile(r"(?:\w-\w|\W)+\w*")
_MATH = re.compile(r"(?<![\\$])\$\$?(?=\S)[^$]+?\$\$?")


@dataclass(frozen=True)
class _Mark:
    name: str
    line: int
    column: int
    defines: bool
    #: Whether it may be something else: indented as code is, or followed as in a link.
    doubtful: bool


@dataclass(frozen=True)
class UnknownFootnote:
    """`unknown-footnote`."""

    code: str = "unknown-footnote"
    severity: Severity = Severity.WARNING
    summary: str = "A footnote is referred to that the chapter does not have."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Marks such as `[^note]` without a `[^note]: …`; they are printed as they stand."""
        for path, text in inspection.texts.items():
            marks = list(_marks(text))
            defined = sorted({mark.name for mark in marks if mark.defines})
            for mark in marks:
                if mark.defines or mark.doubtful or mark.name in defined:
                    continue
                near = get_close_matches(mark.name, defined, 1)
                hint = f"did you mean [^{near[0]}]?" if near else f"write [^{mark.name}]: …"
                message = f"there is no footnote '{mark.name}'"
                yield Finding(self.code, message, path, mark.line, mark.column, hint=hint)


@dataclass(frozen=True)
class UnusedFootnote:
    """`unused-footnote`."""

    code: str = "unused-footnote"
    severity: Severity = Severity.WARNING
    summary: str = "A footnote is written that nothing refers to, so it is not printed."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Notes such as `[^note]: …` without a `[^note]`."""
        for path, text in inspection.texts.items():
            marks = list(_marks(text))
            used = {mark.name for mark in marks if not mark.defines}
            for mark in marks:
                if mark.defines and mark.name not in used:
                    message = f"nothing refers to the footnote '{mark.name}'"
                    hint = f"put [^{mark.name}] where it belongs, or leave it out"
                    yield Finding(self.code, message, path, mark.line, mark.column, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [UnknownFootnote(), UnusedFootnote()]


def _marks(text: str) -> Iterator[_Mark]:
    """Every footnote mark outside code, comments and math."""
    if "[^" not in text:
        return
    masked = _MATH.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), mask_code(text))
    for number, line in enumerate(masked.split("\n"), 1):
        for match in _MARK.finditer(line):
            before, behind = line[: match.start()], line[match.end() :]
            is_first = _BEFORE.fullmatch(before) is not None
            indented = line.startswith(("    ", "\t"))
            doubtful = indented or behind[:1] in ("(", "[", "*", "+", "?", "{")
            doubtful = doubtful or _RANGES.fullmatch(match["name"]) is not None
            defines = is_first and behind.startswith(":")
            yield _Mark(match["name"], number, match.start() + 1, defines, doubtful)
