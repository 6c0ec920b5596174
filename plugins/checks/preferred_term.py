"""Words for which the book prefers others: `99th percentile` where it says `p99`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.book import Parameter
from chapbook.chapter_view import files_of
from chapbook.finding import Finding, Fix, Severity
from chapbook.fixing import as_markdown
from chapbook.hookspecs import hookimpl
from chapbook.manifest_kinds import Key, Keys, Many, OneOf, Text
from chapbook.parameters import SCOPE_OF_ALL, mapping, texts
from chapbook.prose import heading_lines, mask_prose, place_of
from chapbook.roles import Check, Inspection

_PARAMETERS = Keys(
    {
        "terms": Key(
            Keys(other=OneOf((Text(), Many(Text(), 1)))),
            "what is not to be written, and what instead: one term, or a list to choose from",
            required=True,
        ),
        **SCOPE_OF_ALL,
    }
)


@dataclass(frozen=True)
class _Term:
    """A term that is not wanted, and those that are wanted in its place."""

    said: str
    wanted: tuple[str, ...]

    @property
    def pattern(self) -> str:
        """Whole words; any case where the term is written in small letters alone."""
        words = r"(?:[ \t]+|[ \t]*\n[ \t]*)".join(map(re.escape, self.said.split()))
        before = r"(?<![\w-])" if self.said[:1].isalnum() else ""
        behind = r"(?![\w-])" if self.said[-1:].isalnum() else ""
        flag = "(?i:{})" if self.said == self.said.lower() else "(?:{})"
        return before + flag.format(words) + behind


@dataclass(frozen=True)
class PreferredTerm:
    """`preferred-term`: runs only where `book.yaml` lists terms."""

    code: str = "preferred-term"
    severity: Severity = Severity.WARNING
    summary: str = "The text uses a word for which the book prefers another."
    parameters: Keys = _PARAMETERS

    def check(self, inspection: Inspection) -> Iterator[Finding]:
        """Each such word in prose and headings."""
        terms = _terms(inspection.parameters.get("terms"))
        if not terms:
            return
        language = inspection.book.metadata.language
        # A longer term is found before a shorter one that is part of it.
        pattern = re.compile("|".join(f"({term.pattern})" for term in terms))
        for path, text in files_of(inspection):
            headings = heading_lines(text)
            for match in pattern.finditer(mask_prose(text, language)):
                term = terms[(match.lastindex or 1) - 1]
                # Where the two differ, there is code or the like between the words.
                is_whole = match.group() == text[match.start() : match.end()]
                if match.group() in term.wanted or not is_whole:
                    continue
                place = place_of(text, match.start())
                fix = None
                # The id of a heading is made of its words, and links may name it.
                if place.line not in headings:
                    fix = _fix(place.line, place.column, match.group(), term)
                said = " ".join(match.group().split())
                wanted = " or ".join(f"“{word}”" for word in term.wanted)
                yield Finding(
                    self.code,
                    f"“{said}” is not the book's term",
                    path,
                    place.line,
                    place.column,
                    hint=f"write {wanted}",
                    fix=fix,
                )


@hookimpl
def chapbook_checks() -> list[Check]:
    """The check of this module."""
    return [PreferredTerm()]


def _terms(said: Parameter) -> list[_Term]:
    found = [_Term(term, texts(wanted)) for term, wanted in mapping(said).items() if term.strip()]
    return sorted(found, key=lambda term: (-len(term.said), term.said))


def _fix(line: int, column: int, old: str, term: _Term) -> Fix | None:
    """The one wanted term in the place of the other, with a capital where that has one."""
    if len(term.wanted) != 1 or as_markdown(term.wanted[0]) is None:
        return None
    new = term.wanted[0]
    if old[:1].isupper() and term.said[:1].islower() and new.isalpha() and new.islower():
        new = new.capitalize()
    return Fix(line, column, old, new)
