"""Em-dashes that the book does not want, or wants with or without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.chapter_view import files_of
from chapbook.finding import Finding, Fix, Severity
from chapbook.hookspecs import hookimpl
from chapbook.manifest_kinds import Key, Keys, Word
from chapbook.parameters import SCOPE_OF_ALL, text
from chapbook.prose import mask_prose, place_of
from chapbook.roles import Check, Inspection

_PARAMETERS = Keys(
    {
        "style": Key(
            Word(("never", "closed", "spaced")),
            "never, closed (word—word) or spaced (word — word)",
            required=True,
        ),
        **SCOPE_OF_ALL,
    }
)

#: An em-dash as it may be typed; three hyphens are one between words alone.
_DASH = re.compile(
    r"(?P<before>[ \t]*)(?P<dash>—|&mdash;|&#8212;|&#x2014;|(?<=[^\s|:+-])---(?=[^\s|:+-])"
    r"|(?<=[^\s|:+-] )---(?= [^\s|:+-]))(?P<behind>[ \t]*)",
    re.I,
)
#: A line, a cell or a list item that begins here.
_BEGINNING = re.compile(r"(?:^|\|)[\s>]*(?:[-*+]|\d+[.)])?\s*$")
_END = re.compile(r"\s*(?:$|\|)")


@dataclass(frozen=True)
class EmDash:
    """`em-dash`: runs only where `book.yaml` gives the style."""

    code: str = "em-dash"
    severity: Severity = Severity.WARNING
    summary: str = "An em-dash is not set as the book's style asks."
    parameters: Keys = _PARAMETERS

    def check(self, inspection: Inspection) -> Iterator[Finding]:
        """Each such dash in prose and headings."""
        style = text(inspection.parameters.get("style"))
        if not style:
            return
        for path, source in files_of(inspection):
            prose = mask_prose(source, inspection.book.metadata.language)
            for match in _DASH.finditer(source):
                start = match.start("dash")
                fault = None if prose[start] == " " else _fault(source, match, style)
                if fault is None:
                    continue
                place = place_of(source, start)
                message, hint, wanted = fault
                fix = None
                if wanted is not None:
                    column = place.column - len(match["before"])
                    fix = Fix(place.line, column, match.group(), wanted)
                yield Finding(
                    self.code, message, path, place.line, place.column, hint=hint, fix=fix
                )


@hookimpl
def chapbook_checks() -> list[Check]:
    """The check of this module."""
    return [EmDash()]


def _fault(source: str, match: re.Match[str], style: str) -> tuple[str, str, str | None] | None:
    """What is wrong with a dash, what helps, and what would be right; None where nothing is."""
    line_start = source.rfind("\n", 0, match.start()) + 1
    line_end = source.find("\n", match.end())
    begins = _BEGINNING.search(source[line_start : match.start()]) is not None
    ends = _END.match(source[match.end() : line_end if line_end >= 0 else None]) is not None
    if begins and ends:
        return None  # it stands for an empty cell
    if style == "never":
        hint = "use a comma, a colon, parentheses, or two sentences"
        return "the book uses no em-dashes", hint, None
    if begins or ends:
        return None  # of speech, of a list, or at the end of a line
    wanted = "" if style == "closed" else " "
    if match["before"] == wanted == match["behind"]:
        return None
    right = f"{wanted}{match['dash']}{wanted}"
    words = "without" if style == "closed" else "with"
    return f"the em-dash is not set {words} spaces", f"write word{right}word", right
