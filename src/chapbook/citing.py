"""Find the bibliography entries that a short citation such as `Kwon et al., 2023` names."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence

from chapbook.entry_match import Level, Profile, Wanted, fold, match, profile, words
from chapbook.locators import trailing_locator
from chapbook.roles import Entry, Resolved

_QUOTED = re.compile(r"[\"“](?P<title>[^\"”]+)[\"”]")
_YEAR = re.compile(r"(?<![\w.])(?P<year>(?:1[5-9]|20)\d\d)[a-z]?(?![\w.]\d|\w)")
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


def resolver(entries: Iterable[Entry]) -> Callable[[str, str], Resolved]:
    """A function of note and chapter title that looks through `entries` only once.

    Of several entries that a note may mean, the one listed under the chapter's title is taken.
    """
    profiles = tuple(profile(entry) for entry in entries)

    def resolve(note: str, chapter: str = "") -> Resolved:
        found: list[Entry] = []
        unknown: list[str] = []
        nearest: list[tuple[Entry, ...]] = []
        locators: list[tuple[str, str]] = []
        ambiguous: list[tuple[str, tuple[Entry, ...]]] = []
        for piece in split_note(note):
            meant, place = _find_with_locator(piece, profiles)
            meant = _listed_under(chapter, meant)
            if len(meant) == 1:
                found += meant
                locators.append(place)
            elif meant:
                ambiguous.append((piece, meant))
            else:
                unknown.append(piece)
                nearest.append(_nearest(piece, profiles))
        return Resolved(
            tuple(found), tuple(unknown), tuple(ambiguous), tuple(nearest), tuple(locators)
        )

    return resolve


def split_note(note: str) -> tuple[str, ...]:
    """The citations in one note: `A, 2026; Source: B, 2026` has two. Quoted semicolons stay."""
    pieces = re.findall(r"(?:[\"“][^\"”]*[\"”]|[^;])+", note)
    bare = (re.sub(r"^\s*Sources?:\s*", "", piece).strip() for piece in pieces)
    return tuple(piece for piece in bare if piece)


def heading_words(text: str) -> tuple[str, ...]:
    """The words of a heading: `Chapter 5: Parts & Labor` has those of `Parts and Labor`."""
    bare = re.sub(r"^(?:chapter|appendix)\s+\w+\s*[:.–—-]\s*", "", text, flags=re.IGNORECASE)
    return tuple(word for word in words(bare) if word != "and")


def _find_with_locator(
    piece: str, profiles: Sequence[Profile]
) -> tuple[tuple[Entry, ...], tuple[str, str]]:
    """The entries that a piece may mean, and its locator where it is none of their words."""
    bare, label, locator = trailing_locator(piece)
    meant = _find(bare, profiles)
    if locator and len(meant) != 1 and (whole := _find(piece, profiles)):
        return whole, ("page", "")
    return meant, (label, locator)


def _find(piece: str, profiles: Sequence[Profile]) -> tuple[Entry, ...]:
    identified = _identified(piece, profiles)
    if identified is not None:
        return identified
    wanted = _take_apart(piece)
    levels = [(match(wanted, profile), profile.entry) for profile in profiles]
    best = max((level for level, _ in levels), default=Level.NONE)
    return tuple(entry for level, entry in levels if level is best and level is not Level.NONE)


def _listed_under(chapter: str, meant: tuple[Entry, ...]) -> tuple[Entry, ...]:
    title = heading_words(chapter)
    here = tuple(
        e for e in meant if title and title in map(heading_words, e.sections or (e.section,))
    )
    return here if len(meant) > 1 and here else meant


def _identified(piece: str, profiles: Sequence[Profile]) -> tuple[Entry, ...] | None:
    """Entries by key, RFC number, DOI, arXiv number or address; None where the piece has none."""
    entries = [profile.entry for profile in profiles]
    if keyed := [entry for entry in entries if entry.key == piece.lstrip("@")]:
        return tuple(keyed)
    if rfc := _RFC.search(piece):
        return tuple(entry for entry in entries if _rfc(entry) == rfc.group(1))
    if doi := _DOI.search(piece):
        wanted = doi.group().rstrip(".,;").lower()
        return tuple(entry for entry in entries if str(entry.csl.get("DOI")).lower() == wanted)
    if arxiv := _ARXIV.search(piece):
        return tuple(e for e in entries if e.csl.get("archive_location") == arxiv.group(1))
    if re.match(r"<?(?:https?://|www\.)", piece):
        wanted = _address(piece)
        return tuple(e for e in entries if "URL" in e.csl and _address(e.csl["URL"]) == wanted)
    return None


def _rfc(entry: Entry) -> str | None:
    if entry.csl.get("genre") == "RFC":
        return str(entry.csl.get("number"))
    found = _RFC.match(str(entry.csl.get("title", "")))
    return found.group(1) if found else None


def _address(url: str) -> str:
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip("<> ").lower())
    return bare.split("#")[0].rstrip("/.")


def _take_apart(piece: str) -> Wanted:
    quoted = _QUOTED.search(piece)
    title = quoted.group("title") if quoted else ""
    before, after = (piece[: quoted.start()], piece[quoted.end() :]) if quoted else (piece, "")
    years = list(_YEAR.finditer(after)) or list(_YEAR.finditer(before))
    year = int(years[-1].group("year")) if years else None
    if years and not _YEAR.search(after):
        before = before[: years[-1].start()] + before[years[-1].end() :]
    before = before.strip(" ,.()")
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


def _nearest(piece: str, profiles: Sequence[Profile], count: int = 3) -> tuple[Entry, ...]:
    """The entries most like a piece that names none: a like author, or rare words in common."""
    wanted = _take_apart(piece)
    said = {word for word in (*wanted.words, *wanted.title) if len(word) > 2}
    marks = [frozenset(_marks(known)) for known in profiles]
    scored = []
    for index, known in enumerate(profiles):
        score = sum(
            1.0 for word in said & marks[index] if sum(word in other for other in marks) <= _RARE
        )
        score += 2 * _alike(wanted.who, known)
        if score >= _NEAR:
            scored.append((-score - 0.5 * (known.year == wanted.year), index, known.entry))
    return tuple(entry for _, _, entry in sorted(scored, key=lambda item: item[:2])[:count])


def _marks(known: Profile) -> Iterable[str]:
    yield from known.alias
    for title in known.titles:
        yield from title


def _alike(who: str, known: Profile) -> float:
    """1 for a name that begins as the author's does or is one slip away, else 0."""
    own = known.families[:1] or (" ".join(known.organization),)
    first = fold(re.split(r"\s*(?:&|,|\band\b|\bet al)", who)[0])
    said = {first, *first.split()[:1], *first.split()[-1:]}
    close = any(_is_slip(word, own[0]) for word in said)
    return float(close or any(word and own[0].startswith(f"{word} ") for word in said))


def _is_slip(one: str, other: str) -> bool:
    """Whether two words differ by no more than a slip of the pen."""
    pair = difflib.SequenceMatcher(None, one, other)
    # The quick ratios are upper bounds of the exact one, which is slow.
    return all(r() >= _CLOSE for r in (pair.real_quick_ratio, pair.quick_ratio, pair.ratio))
