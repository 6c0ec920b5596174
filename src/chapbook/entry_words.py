"""The words of citations and entries, made even so that they can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache


@cache
def fold(text: str) -> str:
    """Words only, in lower case, without accents and typographic marks."""
    bare = re.sub(r"</?\w+>", "", text.replace("’", "").replace("'", ""))
    letters = unicodedata.normalize("NFKD", bare.casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", kept.replace("_", " ")))


@cache
def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, plurals as singulars."""
    return tuple(_singular(word) for word in fold(text).split())


def telling_words(text: str) -> frozenset[str]:
    """The words that an entry must have one of to be meant; the small ones if there are no more."""
    said = frozenset([*words(text), *fold(text).split()])
    return said - SMALL or said


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


#: Words that say nothing about which work is meant.
SMALL = frozenset(words("a an and at by for from in is of on or s the to with"))
