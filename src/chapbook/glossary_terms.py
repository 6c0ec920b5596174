"""The terms of a book's glossary and its acronyms, and where they are used in the text.

They are defined in a definition list inside `::: {.glossary}` or `::: {.acronyms}` and used as
`[SLO]{.ac}`, `[percentile]{.gls}`. Which use of an acronym is its first is settled here, in reading
order, for all formats.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.outline import Outline
from chapbook.survey import Survey
from chapbook.used_terms import Term, TermUse

#: Where the first use of an acronym is counted anew.
BOOK, CHAPTER = "book", "chapter"

#: Forms that spell an acronym out where it is used first, or always.
_SPELLING = ("ac", "acp", "acf")


@dataclass(frozen=True)
class KnownTerm:
    """A use whose term is known: its definition, where that stands, and if it is spelled out."""

    term: Term
    path: PurePosixPath
    first: bool = False


ChapterTerms = tuple[KnownTerm | None, ...]


def resolve_terms(
    surveys: Mapping[PurePosixPath, Survey], outline: Outline, first_use: str = BOOK
) -> Mapping[PurePosixPath, ChapterTerms]:
    """The term of each use of each chapter, in order; None where nothing defines it."""
    terms = defined_terms(surveys)
    seen: set[str] = set()
    found = {}
    for path, survey in surveys.items():
        plan = outline.plan(path)
        if first_use == CHAPTER and plan is not None and plan.chapter.depth == 1:
            seen = set()
        if survey.uses:
            found[path] = tuple(_resolve(use, terms, seen) for use in survey.uses)
    return found


def defined_terms(
    surveys: Mapping[PurePosixPath, Survey],
) -> Mapping[str, tuple[PurePosixPath, Term]]:
    """Every term by its key and by its key in small letters; the first definition counts."""
    found: dict[str, tuple[PurePosixPath, Term]] = {}
    every = [(path, term) for path, survey in surveys.items() for term in survey.terms]
    for path, term in every:
        found.setdefault(term.key, (path, term))
    for path, term in every:
        found.setdefault(term.key.casefold(), (path, term))
    return found


def find_term(
    key: str, terms: Mapping[str, tuple[PurePosixPath, Term]]
) -> tuple[PurePosixPath, Term] | None:
    """The term that a use names, whatever capitals it has."""
    return terms.get(key) or terms.get(key.casefold())


def _resolve(
    use: TermUse, terms: Mapping[str, tuple[PurePosixPath, Term]], seen: set[str]
) -> KnownTerm | None:
    found = find_term(use.key, terms)
    if found is None:
        return None
    path, term = found
    is_first = False
    if use.form in _SPELLING and use.counts and term.long:
        is_first = term.key not in seen
        seen.add(term.key)
    return KnownTerm(term, path, is_first)
