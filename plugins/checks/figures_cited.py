"""Figures (`40%`, `300 ms`) that neither cite a source nor say where else they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.chapter_view import files_of
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.manifest_kinds import Key, Keys, Many, Text, Word
from chapbook.parameters import SCOPE_OF_ALL, SWITCH, text, texts
from chapbook.prose import mask_works, place_of
from chapbook.prose_blocks import Block, iter_blocks
from chapbook.roles import Check, Inspection

_UNITS = ("%", "percent", "per cent", "x", "×", "times", "million", "billion")
#: Signs that stand before a number, and those that would be a product where a space is between.
_BEFORE = frozenset("$€£¥")
_CLOSE = frozenset("x×")
_NUMBER = r"(?<![\w.,/-])\d[\d.,]*(?:[-–]\d[\d.,]*)?"

#: A citation, a reference, a note in which there may be a source, a link to another chapter.
_SOURCE = re.compile(
    r"\[Sources?:|(?<![\w.])@[\w{]|\[\^|\^\[|https?://|\]\([^()\s]*\.(?:md|markdown)\b"
)
#: A calculation, `2 x 3 = 6` or `2 x 3, or 6`: its figures come from those in it.
_CALCULATION = re.compile(r"\d[^\s=]*\s+[-+−–×x*/÷^]\s+[($€£]*\d[^=≈\n]*?(?:[=≈]|, or\b)")
_SENTENCE_END = re.compile(r"[.!?][)”\"]?\s+(?=[\"“(\[*_]*[^\W\d_a-z])")
_TABLE = re.compile(r"@tbl[:-]")
_ASSUMED = re.compile(r"\[[^\[\]]*\]\{[^{}]*\.assumption\b[^{}]*\}")

_PARAMETERS = Keys(
    {
        "units": Key(
            Many(Text(), 1), "what makes a number a figure: %, ms, GB, times, $ (before it) …"
        ),
        "within": Key(
            Word(("paragraph", "section")), "where the source may stand; default paragraph"
        ),
        "tables": Key(SWITCH, "whether rows of tables are looked at; default off"),
        "assumptions": Key(
            Many(Text(), 1), "words after which a paragraph's figures are the author's assumptions"
        ),
        "known": Key(Many(Text(), 1), "figures that need no source, such as 300 ms"),
        **SCOPE_OF_ALL,
    }
)


@dataclass(frozen=True)
class _Rules:
    """What the parameters say."""

    figure: re.Pattern[str]
    assumption: re.Pattern[str] | None
    known: frozenset[str]
    by_section: bool
    tables: bool


@dataclass(frozen=True)
class UnsourcedFigure:
    """`unsourced-figure`: runs only where `book.yaml` names it."""

    code: str = "unsourced-figure"
    severity: Severity = Severity.INFO
    summary: str = "A paragraph states a percentage or the like and cites nothing."
    parameters: Keys = _PARAMETERS

    def check(self, inspection: Inspection) -> Iterator[Finding]:
        """The first such number of each paragraph, in books that switch the check on."""
        if self.code not in inspection.book.checks:
            return
        rules = _rules(inspection)
        language = inspection.book.metadata.language
        for path, source in files_of(inspection):
            for block, figure in _unsourced(mask_works(source, language), rules):
                place = place_of(source, block.start + figure.start())
                where = "row or table" if block.is_row else "paragraph"
                yield Finding(
                    self.code,
                    f"“{_said(figure)}” has no source in its {where}",
                    path,
                    place.line,
                    place.column,
                    severity=self.severity,
                    hint="say where it is from: [Source: Author, Year] or [@key]; show the "
                    "calculation (2 x 3 = 6), or mark it as [assumed]{.assumption}",
                )


@hookimpl
def chapbook_checks() -> list[Check]:
    """The check of this module."""
    return [UnsourcedFigure()]


def _rules(inspection: Inspection) -> _Rules:
    said = inspection.parameters
    units = texts(said.get("units")) or _UNITS
    words = [re.escape(word).replace(r"\ ", r"\s+") for word in texts(said.get("assumptions"))]
    return _Rules(
        re.compile("|".join(map(_figure, sorted(units, key=len, reverse=True)))),
        re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.I) if words else None,
        frozenset(" ".join(figure.split()) for figure in texts(said.get("known"))),
        text(said.get("within")) == "section",
        bool(said.get("tables")),
    )


def _figure(unit: str) -> str:
    """A number with this unit, as a regular expression."""
    if unit in _BEFORE:
        return rf"{re.escape(unit)}\s?\d[\d.,]*(?<![.,])"
    behind = r"(?!\w)" if unit[-1:].isalnum() else ""
    between = "" if unit in _CLOSE else r"[\s\u00a0-]?"
    return rf"{_NUMBER}{between}{re.escape(unit)}{behind}"


def _unsourced(text: str, rules: _Rules) -> Iterator[tuple[Block, re.Match[str]]]:
    """The first figure of each block that nothing up to there gives a source."""
    blocks = [block for block in iter_blocks(text) if rules.tables or not block.is_row]
    sections = {b.section for b in blocks if rules.by_section and _SOURCE.search(b.text)}
    tables = _sourced_tables(blocks)
    given = set(rules.known)
    for block in blocks:
        is_sourced = block.section in sections or not tables.isdisjoint(block.table)
        is_sourced = is_sourced or _SOURCE.search(block.text) is not None
        free = [(0, len(block.text))] if is_sourced else _free_spans(block.text, rules)
        figures = list(rules.figure.finditer(block.text))
        given |= {_said(f) for f in figures if any(a <= f.start() < b for a, b in free)}
        first = next((figure for figure in figures if _said(figure) not in given), None)
        if first is not None:
            yield block, first


def _said(figure: re.Match[str]) -> str:
    return " ".join(figure.group().split())


def _free_spans(said: str, rules: _Rules) -> list[tuple[int, int]]:
    """Where figures need no source: marked ones, assumptions, sentences with a calculation."""
    found = [match.span() for match in _ASSUMED.finditer(said)]
    if rules.assumption and (match := rules.assumption.search(said)):
        found.append((_sentence(said, *match.span())[0], len(said)))
    return found + [_sentence(said, *match.span()) for match in _CALCULATION.finditer(said)]


def _sentence(said: str, start: int, end: int) -> tuple[int, int]:
    """From the beginning of the sentence of one place to the end of that of another."""
    ends = list(_SENTENCE_END.finditer(said))
    begin = max((match.end() for match in ends if match.end() <= start), default=0)
    return begin, next((match.start() for match in ends if match.start() >= end), len(said))


def _sourced_tables(blocks: list[Block]) -> frozenset[str]:
    """The tables whose head or caption cites, or to which a paragraph that cites refers."""
    found: set[str] = set()
    for block in blocks:
        # That a paragraph refers to the table is no source of what stands in it.
        if not block.is_row and _SOURCE.search(_TABLE.sub("", block.text)):
            found |= block.table | block.refers
    return frozenset(found)
