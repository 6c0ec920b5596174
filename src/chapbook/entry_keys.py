"""Make keys for bibliography entries that have none: `kwon-2023-pagedattention`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from itertools import count
from string import ascii_lowercase
from typing import Any

#: Letters that do not come apart into an ASCII letter and a mark.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
_STOP = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at by can do does for from how in is it its not of on or the their this "
        "to uses using what when where which who why with without der die das ein eine und le la "
        "les un une et de des du el los las y",
    )
)
_CORPORATE = frozenset(
    re.findall(r"\w+", "authors co company corp corporation gmbh inc incorporated llc ltd limited")
)
#: A word coined with capitals inside, such as PagedAttention or gRPC, names the work best.
_COINED = re.compile(r"\b\w*[a-z][A-Z]\w*(?:-\d+)?")


def key_for(csl: Mapping[str, Any], taken: Collection[str] = ()) -> str:
    """The key of an entry: its first author, its year, and a telling word of its title.

    It depends on the entry alone, unless the key is `taken`: then `-b`, `-c` and so on follow.
    """
    author = _author(csl)
    parts = [author, _year(csl), _title_word(csl, author)]
    stem = "-".join(part for part in parts if part)
    if not re.search(r"[a-z]", stem):
        # Nothing can be said in ASCII letters: a mark that is at least always the same.
        said = f"{csl.get('author')}{csl.get('title')}".encode()
        stem = "-".join(filter(None, [stem, f"x{sha256(said).hexdigest()[:6]}"]))
    return next(key for key in _with_letters(stem) if key not in taken)


def _with_letters(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{letter}" for letter in ascii_lowercase[1:])
    yield from (f"{stem}-{number}" for number in count(27))


def _author(csl: Mapping[str, Any]) -> str:
    names = csl.get("author") or csl.get("editor") or []
    if not names or not isinstance(names[0], Mapping):
        return ""
    first = names[0]
    family = first.get("family")
    if family:
        return "-".join(_words(f"{first.get('non-dropping-particle', '')} {family}"))
    literal = str(first.get("literal", first.get("given", "")))
    if acronym := re.search(r"\(([A-Z][A-Z0-9]+)\)", literal):
        return acronym.group(1).lower()
    words = [word for word in _words(literal) if word not in _CORPORATE] or _words(literal)
    telling = [word for word in words if word not in _STOP]
    long = len(telling) > 3 and all(len(word) > 2 and word.isalpha() for word in telling)
    return "".join(word[0] for word in telling) if long else "-".join(words[:4])


def _year(csl: Mapping[str, Any]) -> str:
    issued = csl.get("issued")
    dates = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return str(dates[0][0]) if dates and dates[0] else ""


def _title_word(csl: Mapping[str, Any], author: str) -> str:
    """A word that is neither a number nor the author again, where there is one."""
    title = re.sub(r"</?\w[^>]*>", "", str(csl.get("title", "")))
    said = author.split("-")
    coined = ("".join(_words(found)) for found in _COINED.findall(title))
    if word := next((word for word in coined if word and word not in said), ""):
        return word
    words = _words(title)
    telling = [word for word in words if word not in _STOP and len(word) > 1]
    fresh = [word for word in telling if word not in said and not word.isdigit()]
    return (fresh or telling or words or [""])[0]


def _words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = "".join(c for c in bare if not unicodedata.combining(c) and c not in "'’")
    words = re.findall(r"[^\W_]+", letters)
    return [ascii for word in words if (ascii := re.sub(r"[^a-z0-9]", "", word))]
