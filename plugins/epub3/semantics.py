"""What each division of a book is called in EPUB's and ARIA's vocabularies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chapbook.book import Place
from chapbook.outline import ChapterPlan


@dataclass(frozen=True)
class Semantics:
    """`epub:type` of the page's body and of its section, and the section's ARIA role."""

    body: str
    section: str | None
    role: str | None


PART = Semantics("bodymatter", "part", "doc-part")
_CHAPTER = Semantics("bodymatter", "chapter", "doc-chapter")
_APPENDIX = Semantics("backmatter", "appendix", "doc-appendix")

#: Front and back matter that the vocabularies know by a name of their own.
_NAMED = (
    "preface",
    "foreword",
    "introduction",
    "prologue",
    "dedication",
    "acknowledgments",
    "epilogue",
    "afterword",
    "conclusion",
    "glossary",
    "bibliography",
    "colophon",
)
_SPELLINGS = {
    "acknowledgements": "acknowledgments",
    "references": "bibliography",
    "works cited": "bibliography",
}


def semantics_of(plan: ChapterPlan) -> Semantics:
    """The vocabularies' names for a chapter, by its place and, in front and back matter, title."""
    match plan.chapter.place:
        case Place.CHAPTER:
            return _CHAPTER
        case Place.APPENDIX:
            return _APPENDIX
        case Place.FRONT:
            return _named("frontmatter", plan.label.title)
        case Place.BACK:
            return _named("backmatter", plan.label.title)


def _named(body: str, title: str) -> Semantics:
    said = re.sub(r"\W+", " ", title.lower()).strip()
    name = _SPELLINGS.get(said, said)
    if name not in _NAMED:
        return Semantics(body, None, None)
    return Semantics(body, name, f"doc-{name}")
