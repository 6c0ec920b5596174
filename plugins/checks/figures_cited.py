"""Paragraphs that state a percentage or the like and cite nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.locate import mask_code
from chapbook.roles import Check, Inspection

_CLAIM = re.compile(
    r"(?<![\w.])\d[\d.,]*(?:\s?%|\s+(?:percent|per cent)\b|[xX×](?!\w)"
    r"|\s+(?:times|million|billion)\b)"
)
#: A citation, or a note, in which there may be one.
_SOURCE = re.compile(r"\[Sources?:|(?<![\w.])@[\w{]|\[\^|\^\[|https?://")
_NO_PROSE = re.compile(r"\s*(?:#|\||!\[|:::|<|\$\$)")


@dataclass(frozen=True)
class UnsourcedFigure:
    """`unsourced-figure`: runs only where `book.yaml` names it."""

    code: str = "unsourced-figure"
    severity: Severity = Severity.INFO
    summary: str = "A paragraph states a percentage or the like and cites nothing."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """The first such number of each paragraph, in books that switch the check on."""
        if self.code not in inspection.book.checks:
            return
        for path, text in inspection.texts.items():
            for start, paragraph in _paragraphs(mask_code(text)):
                claim = _CLAIM.search(paragraph)
                if claim and not _SOURCE.search(paragraph) and not _NO_PROSE.match(paragraph):
                    place = start + claim.start()
                    yield Finding(
                        self.code,
                        f"“{claim.group()}” has no source in its paragraph",
                        path,
                        text.count("\n", 0, place) + 1,
                        place - text.rfind("\n", 0, place),
                        severity=self.severity,
                        hint="say where it is from: [Source: Author, Year] or [@key]",
                    )


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The check of this module."""
    return [UnsourcedFigure()]


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Each paragraph with its offset."""
    start = 0
    for gap in re.finditer(r"\n[ \t]*\n|\Z", text):
        yield start, text[start : gap.start()]
        start = gap.end()
