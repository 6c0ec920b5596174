"""Decide whether a short citation names a bibliography entry, and how surely.

A wrong match prints a wrong source, so each rule asks for all the words of the citation to be
accounted for by the entry: by its author, its title, or what it is published in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from chapbook.entry_words import SMALL, fold, words
from chapbook.given_names import may_be_family
from chapbook.roles import Entry


class Level(IntEnum):
    """How surely an entry is meant, from the weakest to the strongest."""

    NONE = 0
    UNDATED = 1
    BRANCH = 2
    CONTAINER = 3
    COVERED = 4
    PART_OF_AUTHOR = 5
    AUTHOR = 6
    WORK = 7
    TITLE = 8


@dataclass(frozen=True)
class Wanted:
    """A short citation, taken apart: all in words, `title` only where it stands in quotes."""

    text: str
    who: str
    words: tuple[str, ...]
    title: tuple[str, ...]
    year: int | None


@dataclass(frozen=True)
class Profile:
    """What an entry can be recognized by."""

    entry: Entry
    families: tuple[str, ...]
    givens: tuple[str, ...]
    organization: tuple[str, ...]
    more_authors: bool
    titles: tuple[tuple[str, ...], ...]
    alias: tuple[str, ...]
    container: tuple[str, ...]
    year: int | None

    @property
    def acronyms(self) -> frozenset[str]:
        """`aws` for Amazon Web Services, and what the name gives in parentheses."""
        name = " ".join(n.get("literal", "") for n in self.entry.csl.get("author", [])[:1])
        given = [fold(word) for word in re.findall(r"\(([A-Z][A-Z0-9]+)\)", name)]
        spelled = "".join(word[0] for word in self.organization if word not in SMALL)
        return frozenset([*given, spelled] if len(spelled) > 2 else given)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word that can lead from a citation to the entry."""
        titles = [word for title in self.titles for word in title]
        people = [word for name in self.families for word in (name, *words(name), *name.split())]
        initials = _initials(self.titles[0]) if self.titles and self.is_book else ()
        known = (*titles, *people, *self.organization, *self.acronyms, *self.alias)
        return frozenset([*known, *self.container, *initials])

    @property
    def is_book(self) -> bool:
        """Whether it may be called by words and initials of its title."""
        return bool(self.entry.csl.get("type") == "book")


#: Words that an organization's short name leaves out: `Akamai` for `Akamai Technologies`.
_CORPORATE = frozenset(
    words(
        "authors co company corp corporation engineering foundation gmbh group inc incorporated "
        "labs limited llc ltd project proxy software systems team technologies technology"
    )
)
#: Words that an organization's name has for a part of it: `Netflix` for `Netflix Technology Blog`.
_BRANCHES = _CORPORATE | frozenset(
    words("blog developer documentation for performance repository research tech")
)
#: Words for what a work is, which its title may leave out.
_GENRES = frozenset(words("documentation recommendation specification standard"))
_BOOK_WORDS = frozenset({"book"})


def profile(entry: Entry) -> Profile:
    """What `entry` can be recognized by."""
    csl = entry.csl
    names = [name for name in csl.get("author", []) if name != {"literal": "others"}]
    literal = next((name["literal"] for name in names if "literal" in name), "")
    title = str(csl.get("title", ""))
    main = re.split(r"[:?!]\s|\s[–—-]\s", title)[0]
    issued = csl.get("issued", {}).get("date-parts", [[]])[0]
    return Profile(
        entry=entry,
        families=tuple(fold(name["family"]) for name in names if "family" in name),
        givens=tuple(fold(name.get("given", "")) for name in names if "family" in name),
        organization=words(re.sub(r"\(.*?\)", "", literal)),
        more_authors=len(names) < len(csl.get("author", [])),
        titles=tuple(dict.fromkeys(filter(None, (words(title), words(main))))),
        alias=words(str(csl.get("custom", {}).get("alias", csl.get("title-short", "")))),
        container=words(str(csl.get("container-title", ""))),
        year=int(issued[0]) if issued else None,
    )


def match(wanted: Wanted, profile: Profile) -> Level:
    """How surely `wanted` names the entry; `NONE` as soon as anything speaks against it."""
    if wanted.year and profile.year and wanted.year != profile.year:
        return Level.NONE
    author = _match_author(wanted.who, profile)
    if wanted.title:
        return _match_quoted(wanted, profile, author)
    if _names_work(wanted.words, profile):
        return Level.WORK
    rest = wanted.words[len(words(wanted.who)) :]
    if author and not rest:
        if wanted.year is None or profile.year is not None:
            return author
        # The year of a page without one is that of its last change, or of the visit.
        return Level.UNDATED if profile.organization else Level.NONE
    if author and _covers(rest, profile):
        return Level.COVERED
    return (
        _match_words(wanted, profile)
        or _match_branch(wanted, profile)
        or _match_family(wanted, profile)
    )


def _match_family(wanted: Wanted, profile: Profile) -> Level:
    """`Sougoumarane, 2020` for `Ayo Sougoumarane` of that year, whose given name is not known.

    As weak as a branch: `Kafka, 2024` is Apache Kafka only where nothing else fits.
    """
    name = _literal(profile).split()
    alone = len(name) in (2, 3) and wanted.words == profile.organization[-1:]
    dated = wanted.year is not None and profile.year is not None
    return Level.BRANCH if alone and dated and may_be_family(name[-1]) else Level.NONE


def _match_branch(wanted: Wanted, profile: Profile) -> Level:
    """`Netflix, 2023` for the Netflix Technology Blog of that year."""
    said = wanted.words
    left_out = profile.organization[len(said) :]
    if not said or not wanted.year or said != profile.organization[: len(said)]:
        return Level.NONE
    if not set(left_out) <= _BRANCHES:
        return Level.NONE
    return Level.BRANCH if profile.year else Level.UNDATED


def _match_quoted(wanted: Wanted, profile: Profile, author: Level) -> Level:
    if _same_title(wanted.title, profile):
        return Level.TITLE if author or _explains(words(wanted.who), profile) else Level.NONE
    telling = [word for word in wanted.title if word not in SMALL]
    if author >= Level.AUTHOR and len(telling) > 1 and _covers(wanted.title, profile):
        return Level.COVERED
    # `PostgreSQL Documentation, "Streaming Replication"`: a page of the work that is listed.
    named = _names_work(words(wanted.who), profile) or _nicknames(
        wanted, words(wanted.who), profile
    )
    return Level.COVERED if named else Level.NONE


def _match_words(wanted: Wanted, profile: Profile) -> Level:
    if _nicknames(wanted, wanted.words, profile):
        return Level.COVERED
    start = _author_prefix(wanted.words, profile)
    rest = wanted.words[start:]
    if start and rest and _covers(rest, profile):
        return Level.COVERED
    return Level.CONTAINER if wanted.words and wanted.words == profile.container else Level.NONE


def _match_author(who: str, profile: Profile) -> Level:
    if not who:
        return Level.NONE
    if profile.families:
        return _match_persons(who, profile)
    said = words(who)
    if said == profile.organization or fold(who) in profile.acronyms:
        return Level.AUTHOR
    joint = [words(part) for part in _literal(profile).split("/")]
    if len(joint) > 1 and said in joint:
        return Level.PART_OF_AUTHOR
    left_out = profile.organization[len(said) :]
    if said and said == profile.organization[: len(said)] and set(left_out) <= _CORPORATE:
        return Level.PART_OF_AUTHOR
    return Level.NONE


def _match_persons(who: str, profile: Profile) -> Level:
    said = re.sub(r",?\s*\bet al\b\.?", "", who)
    et_al = said != who
    names = [fold(name) for name in re.split(r"\s*(?:&|,|\band\b)\s*", said) if fold(name)]
    several = len(profile.families) > 1 or profile.more_authors
    if not names or len(names) > len(profile.families) or (et_al and not several):
        return Level.NONE
    pairs = zip(names, profile.families, profile.givens, strict=False)
    if not all(_is_person(name, family, given) for name, family, given in pairs):
        return Level.NONE
    complete = et_al or len(names) == len(profile.families)
    return Level.AUTHOR if complete else Level.PART_OF_AUTHOR


def _is_person(name: str, family: str, given: str) -> bool:
    """`tene`, `gil tene` and `g tene` are Gil Tene; `jane tene` is not."""
    if name == family:
        return True
    if not name.endswith(f" {family}"):
        return False
    said, known = name[: -len(family)].split(), given.split()
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(said, known, strict=False))


def _same_title(title: tuple[str, ...], profile: Profile) -> bool:
    """The title, the title before its colon, or its first words, three at the least."""
    if title in profile.titles:
        return True
    full = profile.titles[0] if profile.titles else ()
    shorter = min(title, full, key=len)
    return len(shorter) >= 3 and title[: len(shorter)] == full[: len(shorter)]


def _names_work(said: tuple[str, ...], profile: Profile) -> bool:
    """The title or its usual name, alone or after the author (`W3C WebTransport API`)."""
    named = [*profile.titles, *([profile.alias] if profile.alias else [])]
    if not said:
        return False
    if said in named:
        return True
    start = _author_prefix(said, profile)
    rest = said[start:]
    # `AWS SQS Documentation` for `Amazon SQS Documentation` by Amazon Web Services.
    own = tuple(dict.fromkeys(profile.organization))
    without_author = [tuple(word for word in title if word not in own) for title in named]
    return bool(start and rest) and (rest in named or rest in without_author)


def _author_prefix(said: tuple[str, ...], profile: Profile) -> int:
    """How many of the first words name the entry's organization."""
    if said and said[0] in profile.acronyms:
        return 1
    count = 0
    while said[count : count + 1] == profile.organization[count : count + 1] != ():
        count += 1
    return count if set(profile.organization[count:]) <= _CORPORATE else 0


def _covers(rest: tuple[str, ...], profile: Profile) -> bool:
    """Whether title and container have every word, and the title at least one."""
    wanted = [word for word in rest if word not in SMALL]
    telling = [word for word in wanted if word not in _GENRES]
    wanted = telling if len(telling) > 1 else wanted
    title = {word for words in profile.titles for word in words} | set(profile.alias)
    in_title = [word for word in wanted if word in title]
    return bool(in_title) and all(word in title or word in profile.container for word in wanted)


def _explains(who: tuple[str, ...], profile: Profile) -> bool:
    """`HikariCP Wiki` before a title: its words are the author's or the container's."""
    known = {*profile.organization, *profile.container, *profile.acronyms}
    # `Redis Benchmarks` for Redis Documentation: the page's whole title follows.
    title = profile.titles[0] if profile.titles else ()
    return set(who) <= known or (len(title) > 2 and who[:1] == profile.organization[:1])


def _nicknames(wanted: Wanted, said: tuple[str, ...], profile: Profile) -> bool:
    """`Google SRE Workbook, 2018`: a book's title words and initials after a company's name."""
    if not profile.is_book or not (wanted.year and profile.year and profile.titles):
        return False
    title = profile.titles[0]
    known = {word for word in title if word not in SMALL} | _BOOK_WORDS | _initials(title)
    rest = said if said and said[0] in known else said[1:]
    telling = [word for word in rest if word in known - _BOOK_WORDS]
    return len(rest) > 1 and bool(telling) and all(word in known for word in rest)


def _initials(title: tuple[str, ...]) -> set[str]:
    spans = [(i, j) for i in range(len(title)) for j in range(i + 3, len(title) + 1)]
    return {"".join(word[0] for word in title[i:j]) for i, j in spans}


def _literal(profile: Profile) -> str:
    authors: Iterable[dict[str, str]] = profile.entry.csl.get("author", [])
    return next((name["literal"] for name in authors if "literal" in name), "")
