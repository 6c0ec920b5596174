"""Find the bibliography entries that a short citation such as `Kwon et al., 2023` names."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from chapbook.entry_match import Level, Profile, Wanted, match, profile
from chapbook.entry_words import fold, telling_words, words
from chapbook.given_names import may_be_family
from chapbook.locators import trailing_locator
from chapbook.roles import Entry, Resolved

_QUOTED = re.compile(r"[\"“](?P<title>[^\"”]+)[\"”]")
_YEAR = re.compile(r"(?<![\w.])(?P<year>(?:1[5-9]|20)\d\d)[a-z]?(?![\w.]\d|\w)")
#: What stands for a year that is not known, or not yet.
_UNDATED = re.compile(r",?\s*\(?\b(?:n\.\s?d\.|forthcoming|in press)\)?\s*$", re.IGNORECASE)
_RFC = re.compile(r"\bRFC[\s-]?(\d+)\b", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ARXIV = re.compile(r"\barXiv:?\s*(?:abs/)?([\w.-]+/?\w*\d)", re.IGNORECASE)

#: A word that more entries than this have in their titles makes no two of them alike.
_RARE = 2
#: A like author or two rare words make an entry worth naming as the nearest.
_NEAR = 2
#: The least ratio of matching letters of two words that differ by a slip.
_CLOSE = 0.75


def resolve(note: str, entries: Sequence[Entry], chapter: str = "") -> Resolved:
    """Resolve what stands between `[Source: ` and `]`; for many notes, use `resolver`."""
    return resolver(entries)(note, chapter)


def resolver(
    entries: Iterable[Entry], language: str = "en", *, nearest_too: bool = True
) -> Callable[[str, str], Resolved]:
    """A function of note and chapter title that looks through `entries` only once.

    Of several entries that a note may mean, the one listed under the chapter is taken; `chapter`
    is its title, and in further lines what else a heading may call it (`Chapter 4`).
    """
    profiles = _Profiles(tuple(profile(entry) for entry in entries))

    def resolve(note: str, chapter: str = "") -> Resolved:
        found: list[Entry] = []
        unknown: list[str] = []
        nearest: list[tuple[Entry, ...]] = []
        locators: list[tuple[str, str]] = []
        ambiguous: list[tuple[str, tuple[Entry, ...]]] = []
        for piece in split_note(note):
            meant, place = _find_with_locator(piece, profiles, language)
            meant = _listed_under(chapter, meant)
            if len(meant) == 1:
                found += meant
                locators.append(place)
            elif meant:
                ambiguous.append((piece, meant))
            else:
                unknown.append(piece)
                nearest.append(_nearest(piece, profiles) if nearest_too else ())
        return Resolved(
            tuple(found), tuple(unknown), tuple(ambiguous), tuple(nearest), tuple(locators)
        )

    return resolve


def split_note(note: str) -> tuple[str, ...]:
    """The citations in one note: `A, 2026; Source: B, 2026` has two. Quoted semicolons stay."""
    pieces = re.findall(r"(?:[\"“][^\"”]*[\"”]|[^;])+", note)
    bare = (re.sub(r"^\s*Sources?:\s*", "", piece).strip() for piece in pieces)
    return tuple(piece for piece in bare if piece)


@dataclass(frozen=True)
class _Profiles:
    """The entries' profiles, and which of them a word, a key or a number can lead to."""

    all: tuple[Profile, ...]

    @cached_property
    def by_word(self) -> Mapping[str, tuple[int, ...]]:
        return _places(known.vocabulary for known in self.all)

    @cached_property
    def by_mark(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries by `key …`, `rfc …`, `doi …`, `arxiv …` and `url …`."""
        found: dict[str, list[Entry]] = {}
        for entry in (known.entry for known in self.all):
            for mark in _identifiers(entry):
                found.setdefault(mark, []).append(entry)
        return {mark: tuple(entries) for mark, entries in found.items()}

    @cached_property
    def marks(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(_marks(known)) for known in self.all)

    @cached_property
    def by_telling_word(self) -> Mapping[str, tuple[int, ...]]:
        return _places(self.marks)

    @cached_property
    def by_author(self) -> Mapping[str, tuple[int, ...]]:
        names = (known.families[:1] or (" ".join(known.organization),) for known in self.all)
        return _places(names)

    @cached_property
    def usual(self) -> Counter[str]:
        """How many entries each word is in."""
        return Counter({word: len(places) for word, places in self.by_telling_word.items()})

    def near(self, text: str) -> tuple[Profile, ...]:
        """The profiles that have a telling word of the text, in their order."""
        places = {place for word in telling_words(text) for place in self.by_word.get(word, ())}
        return tuple(self.all[place] for place in sorted(places))


def _places(words: Iterable[Iterable[str]]) -> dict[str, tuple[int, ...]]:
    """For each word the places of the groups that have it."""
    found: dict[str, list[int]] = {}
    for place, group in enumerate(words):
        for word in group:
            found.setdefault(word, []).append(place)
    return {word: tuple(places) for word, places in found.items()}


def heading_words(text: str) -> tuple[str, ...]:
    """The words of a heading: `Chapter 5: Parts & Labor` has those of `Parts and Labor`."""
    bare = re.sub(r"^(?:chapter|appendix)\s+\w+\s*[:.–—-]\s*", "", text, flags=re.IGNORECASE)
    return tuple(word for word in words(bare) if word != "and")


def _find_with_locator(
    piece: str, profiles: _Profiles, language: str
) -> tuple[tuple[Entry, ...], tuple[str, str]]:
    """The entries that a piece may mean, and its locator where it is none of their words."""
    bare, label, locator = trailing_locator(piece, language)
    meant = _find(bare, profiles)
    if locator and len(meant) != 1 and (whole := _find(piece, profiles)):
        return whole, ("page", "")
    return meant, (label, locator)


def _find(piece: str, profiles: _Profiles) -> tuple[Entry, ...]:
    identified = _identified(piece, profiles)
    if identified is not None:
        return identified
    wanted = take_apart(piece)
    levels = [(match(wanted, profile), profile.entry) for profile in profiles.near(piece)]
    best = max((level for level, _ in levels), default=Level.NONE)
    return tuple(entry for level, entry in levels if level is best and level is not Level.NONE)


def names_chapter(section: str, names: str) -> bool:
    """Whether a heading is the chapter's: it has the words of one of its `names`, one a line.

    `5. Parts & Labor` and `Chapter 5: Parts and Labor` are `Parts and Labor`; `Chapter 5` is too
    where that is among the names.
    """
    known = [name for name in names.splitlines() if name.strip()]
    return heading_words(section) in filter(None, map(heading_words, known)) or words(
        section
    ) in filter(None, map(words, known))


def _listed_under(chapter: str, meant: tuple[Entry, ...]) -> tuple[Entry, ...]:
    if len(meant) < 2:
        return meant
    here = tuple(
        e for e in meant if any(names_chapter(s, chapter) for s in e.sections or (e.section,))
    )
    return here or meant


def _identified(piece: str, profiles: _Profiles) -> tuple[Entry, ...] | None:
    """Entries by key, RFC number, DOI, arXiv number or address; None where the piece has none."""
    if keyed := profiles.by_mark.get(f"key {piece.lstrip('@')}"):
        return keyed
    mark = ""
    if rfc := _RFC.search(piece):
        mark = f"rfc {rfc.group(1)}"
    elif doi := _DOI.search(piece):
        mark = f"doi {doi.group().rstrip('.,;').lower()}"
    elif arxiv := _ARXIV.search(piece):
        mark = f"arxiv {arxiv.group(1)}"
    elif re.match(r"<?(?:https?://|www\.)", piece):
        mark = f"url {_address(piece)}"
    return profiles.by_mark.get(mark, ()) if mark else None


def _identifiers(entry: Entry) -> Iterable[str]:
    yield f"key {entry.key}"
    if rfc := _rfc(entry):
        yield f"rfc {rfc}"
    if "DOI" in entry.csl:
        yield f"doi {str(entry.csl['DOI']).lower()}"
    if "archive_location" in entry.csl:
        yield f"arxiv {entry.csl['archive_location']}"
    if "URL" in entry.csl:
        yield f"url {_address(str(entry.csl['URL']))}"


def _rfc(entry: Entry) -> str | None:
    if entry.csl.get("genre") == "RFC":
        return str(entry.csl.get("number"))
    found = _RFC.match(str(entry.csl.get("title", "")))
    return found.group(1) if found else None


def _address(url: str) -> str:
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip("<> ").lower())
    return bare.split("#")[0].rstrip("/.")


def take_apart(piece: str) -> Wanted:
    """A short citation as its author, words, quoted title and year."""
    quoted = _QUOTED.search(piece)
    title = quoted.group("title") if quoted else ""
    before, after = (piece[: quoted.start()], piece[quoted.end() :]) if quoted else (piece, "")
    years = list(_YEAR.finditer(after)) or list(_YEAR.finditer(before))
    year = int(years[-1].group("year")) if years else None
    if years and not _YEAR.search(after):
        before = before[: years[-1].start()] + before[years[-1].end() :]
    before = _UNDATED.sub("", before).strip(" ,.()")
    return Wanted(piece, _who(before), words(before), words(title), year)


def _who(text: str) -> str:
    """The author's part: up to the first comma that does not go on with another name."""
    parts = re.split(r"\s*,\s*", text)
    who = parts[0]
    for part in parts[1:]:
        if not re.match(
            r"(?:&|and\b|et al\b|(?:[A-Z]\.[\s-]?)+$|[A-Z][\w-]+,?\s+(?:&|and)\s)", part
        ):
            break
        who = f"{who}, {part}"
    return who


def _nearest(piece: str, profiles: _Profiles, count: int = 3) -> tuple[Entry, ...]:
    """The entries most like a piece that names none: a like author, or rare words in common."""
    wanted = take_apart(piece)
    said = {word for word in (*wanted.words, *wanted.title) if len(word) > 2}
    rare = {word for word in said if profiles.usual[word] <= _RARE}
    like = {
        place
        for name in _alike(wanted.who, profiles.by_author)
        for place in profiles.by_author[name]
    }
    places = like.union(*(profiles.by_telling_word.get(word, ()) for word in rare))
    scored = []
    for index in places:
        known = profiles.all[index]
        score = len(rare & profiles.marks[index]) + 2 * (index in like)
        if score >= _NEAR:
            scored.append((-score - 0.5 * (known.year == wanted.year), index, known.entry))
    return tuple(entry for _, _, entry in sorted(scored, key=lambda item: item[:2])[:count])


def _marks(known: Profile) -> Iterable[str]:
    yield from known.alias
    yield from known.organization
    for title in known.titles:
        yield from title


def _alike(who: str, names: Iterable[str]) -> Iterable[str]:
    """Names that begin as `who` does or are one slip away."""
    first = fold(re.split(r"\s*(?:&|,|\band\b|\bet al)", who)[0])
    said = {first, *first.split()[:1], *first.split()[-1:]} - {""}
    said = {word for word in said if may_be_family(word)}  # no `Documentation`
    pairs = {word: difflib.SequenceMatcher(None, "", word) for word in said}
    for name in names:
        if any(name.startswith(f"{word} ") or _is_slip(name, pairs[word]) for word in said):
            yield name


def _is_slip(name: str, pair: difflib.SequenceMatcher[str]) -> bool:
    """Whether two words differ by no more than a slip of the pen."""
    pair.set_seq1(name)
    # The quick ratios are upper bounds of the exact one, which is slow.
    return all(r() >= _CLOSE for r in (pair.real_quick_ratio, pair.quick_ratio, pair.ratio))
