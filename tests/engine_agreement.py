"""Two citation engines side by side: varied works, citations of them, and how far both agree."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from random import Random
from typing import Any

import panflute as pf
from engine_differences import Compared, arguments

from chapbook.roles import Citation, CitationEngine, CitationRequest, Cited, Entry, Inlines

_CHAPTER = PurePosixPath("chapters/01.md")
_FAMILIES = (
    "Dvořák", "Fontaine", "García", "Ivanova", "Kowalski", "Nakamura", "O’Connor", "Smith", "Xu",
    *(
        stem + ending
        for stem in ("Ander", "Berg", "Dal", "Eke", "Fors", "Hol", "Lind", "Mar", "Nor", "Ros")
        for ending in ("berg", "dahl", "gren", "hart", "ini", "land", "mann", "quist", "son", "win")
    ),
)  # fmt: skip
_GIVEN = (
    "Anna", "Bo", "C.", "D.", "Eva", "Farid", "Grace", "H.", "Ines", "Jean-Paul", "K.-J.", "Lena",
    "Mika", "N.", "Olga", "Piet", "Rosa",
)  # fmt: skip
_PARTICLES = ({"non-dropping-particle": "van"}, {"dropping-particle": "von"}, {"suffix": "Jr."})
_GROUPS = ("Harbor Standards Board", "Office of Tides & Moorings", "Northlight Foundation")
_NOUNS = (
    "Anchors", "Buffers", "Caches", "Docks", "Engines", "Ferries", "Gateways", "Harbors", "Indexes",
    "Jetties",
)  # fmt: skip
_WAYS = ("A Study of {}", "On {} and {}", "{}: Methods for {}", "What Are {}?", "{} in <i>Situ</i>")
_PLACES = ("Bergen", "Genoa", "Lisbon", "Osaka", "Rotterdam")
_PUBLISHERS = ("Quayside Press", "Mole & Sons", "Breakwater University Press")
_KINDS = (
    "article-journal", "book", "chapter", "paper-conference", "thesis", "report", "webpage",
    "post-weblog", "article-magazine", "article-newspaper", "article", "software", "dataset",
    "patent", "motion_picture", "standard", "document", "entry-encyclopedia",
)  # fmt: skip


def varied_works(count: int, seed: int = 4) -> tuple[Entry, ...]:
    """Invented works of all types: particles, groups, missing authors and dates, many authors."""
    random = Random(seed)
    return tuple(_work(number, random) for number in range(count))


def _work(number: int, random: Random) -> Entry:
    kind = _KINDS[number % len(_KINDS)]
    nouns = random.sample(_NOUNS, 2)
    csl: dict[str, Any] = {"type": kind, "title": random.choice(_WAYS).format(*nouns)}
    if number % 17 != 16:
        csl["author"] = _authors(random)
    if number % 13 != 12:
        csl["issued"] = {"date-parts": [_date(random, kind)]}
    csl |= _fields(kind, random)
    key = f"work-{number}"
    return Entry(key, csl, PurePosixPath("works.json"), number + 1, f"Work {number}, as written")


def _authors(random: Random) -> list[dict[str, str]]:
    if random.random() < 0.12:
        return [{"literal": random.choice(_GROUPS)}]
    return [_person(random) for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4, 7, 12)))]


def _person(random: Random) -> dict[str, str]:
    particle = random.choice(_PARTICLES) if random.random() < 0.1 else {}
    return {"family": random.choice(_FAMILIES), "given": random.choice(_GIVEN), **particle}


def _date(random: Random, kind: str) -> list[int]:
    year = random.randint(1985, 2025)
    if kind in ("webpage", "post-weblog", "article-newspaper", "article-magazine"):
        return [year, random.randint(1, 12), random.randint(1, 28)]
    return [year, random.randint(1, 12)] if random.random() < 0.15 else [year]


def _fields(kind: str, random: Random) -> dict[str, Any]:
    first = random.randint(1, 900)
    pages = {"page": f"{first}-{first + random.randint(1, 30)}"}
    doi = {"DOI": f"10.5555/{random.randint(1000, 9999)}"} if random.random() < 0.5 else {}
    web = {
        "URL": f"https://example.org/{random.randint(1, 999)}",
        "accessed": {"date-parts": [[2025, random.randint(1, 12), random.randint(1, 28)]]},
    }
    house = {
        "publisher": random.choice(_PUBLISHERS),
        "publisher-place": random.choice(_PLACES),
    }
    journal = {"container-title": f"Journal of {random.choice(_NOUNS)}"}
    volume = {"volume": str(random.randint(1, 60)), "issue": str(random.randint(1, 12))}
    fields: dict[str, dict[str, Any]] = {
        "article-journal": {**journal, **volume, **pages, **doi},
        "book": {**house, "edition": random.choice(("1", "2", "3")), "ISBN": "9780000000002"},
        "chapter": {
            **house, **pages,
            "container-title": f"Handbook of {random.choice(_NOUNS)}", "editor": [_person(random)],
        },
        "paper-conference": {
            **house, **pages, **doi, "container-title": f"Proceedings of {random.choice(_NOUNS)}",
        },
        "thesis": {**house, "genre": "PhD thesis"},
        "report": {**house, "number": f"TR-{first}", **web},
        "webpage": {**web, "container-title": "Northlight Notes"},
        "post-weblog": {**web, "container-title": "The Mooring"},
        "article-magazine": {"container-title": "Quay Weekly", **pages},
        "article-newspaper": {"container-title": "The Daily Tide", "page": "A4"},
        "article": {"publisher": "arXiv", "number": f"2301.{first:05}", **web},
        "software": {**web, "version": "2.1", "publisher": "Northlight Foundation"},
        "dataset": {**doi, **web, "publisher": "Harbor Data"},
        "patent": {"number": f"US {first}", "jurisdiction": "United States"},
        "motion_picture": {**house, "director": [_person(random)]},
        "standard": {"number": f"HSB {first}", **house},
        "entry-encyclopedia": {"container-title": "Harbor Encyclopedia", **house, **pages},
    }  # fmt: skip
    return fields.get(kind, web)


def varied_request(works: Sequence[Entry], style: Path, language: str = "en-US") -> CitationRequest:
    """Each work cited once, each third again with a locator, some in groups or without author."""
    citations = []
    for number, work in enumerate(works):
        citations.append(_citation(Cited(work)))
        if number % 3 == 2:
            citations.append(_citation(Cited(works[number - 1], locator=str(10 + number))))
        if number % 10 == 9:
            citations.append(_citation(*map(Cited, works[number - 3 : number + 1])))
        if number % 12 == 11:
            citations.append(_citation(Cited(work, mode="suppress-author")))
    return CitationRequest(tuple(citations), (), style, language)


def _citation(*works: Cited) -> Citation:
    return Citation(_CHAPTER, works)


@dataclass(frozen=True)
class Difference:
    """A citation or an entry that two engines print differently, and the arguments for it."""

    kind: str
    mine: str
    other: str
    argued: tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """How far two engines agree: numbers of citations and entries, order, differences."""

    citations: int
    entries: int
    ordered: bool
    differences: tuple[Difference, ...]

    def share(self, kind: str, argued: bool = True) -> float:
        """The share of what is alike; what is argued counts as that, or not."""
        total = self.citations if kind == "citation" else self.entries
        wrong = [d for d in self.differences if d.kind == kind and not (argued and d.argued)]
        return 1 - len(wrong) / total if total else 1.0

    @property
    def unargued(self) -> tuple[Difference, ...]:
        """The differences that no argument explains."""
        return tuple(difference for difference in self.differences if not difference.argued)


def compare(first: CitationEngine, second: CitationEngine, request: CitationRequest) -> Agreement:
    """What of citations and entries both print alike, up to typography; `second` is Pandoc's."""
    one, two = first.process(request), second.process(request)
    left = {key: normalized(printed) for key, printed in one.entries}
    right = {key: normalized(printed) for key, printed in two.entries}
    works = {entry.key: entry.csl for cited in request.citations for entry in cited.entries}
    style = request.style.read_text(encoding="utf-8")
    compared = Compared(style, works, [*left], [*right])
    pairs = [
        ("citation", normalized(mine), normalized(other))
        for mine, other in zip(one.citations, two.citations, strict=True)
    ]
    pairs += [("entry", left.get(key, "(none)"), right[key]) for key in right]
    return Agreement(
        len(one.citations),
        len(right),
        [key for key in left if key in right] == [*right],
        tuple(
            Difference(kind, mine, other, arguments(mine, other, compared))
            for kind, mine, other in pairs
            if mine != other
        ),
    )


def normalized(inlines: Inlines) -> str:
    """The text, with quotes, dashes and spaces of one kind and nothing of a note around it."""
    text = plain(inlines)
    text = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)
    return re.sub(r"\s+", " ", text).strip()


_TYPOGRAPHY: Mapping[int, str] = str.maketrans(
    dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’‚", "'") | dict.fromkeys("–—−‐‑", "-")
    | dict.fromkeys("\u200b\u2060", "")
)  # fmt: skip


def plain(inlines: Inlines) -> str:
    """The text of inlines, that of notes included."""
    elements = json.loads(json.dumps(inlines), object_hook=pf.elements.from_json)
    found = []
    for element in elements:
        if isinstance(element, pf.Note):
            found += [pf.stringify(block) for block in element.content]
        elif isinstance(element, pf.Span) and "csl-left-margin" in element.classes:
            found.append(pf.stringify(pf.Plain(element)) + " ")
        else:
            found.append(pf.stringify(pf.Plain(element)))
    return "".join(found)
