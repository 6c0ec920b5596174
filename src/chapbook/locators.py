"""Read the place in a work that a citation gives: `p. 3`, `chs. 2 and 3`, `33-35`.

The words are those of the CSL locale of the book's language, in full and short, and the usual
English ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

_CSL = "{http://purl.org/net/xbiblio/csl}"
#: What authors write before a locator, by CSL's word for what it counts.
_WORDS = {
    "page": r"pp?\.|pages?|S\.",
    "chapter": r"ch(?:ap|s)?\.|chapters?|Kap\.",
    "section": r"sec(?:s|t)?\.|sections?|§§?",
    "figure": r"figs?\.|figures?|Abb\.",
    "table": r"tables?|tab\.",
    "paragraph": r"paras?\.|paragraphs?|¶¶?",
    "part": r"pt\.|parts?",
    "volume": r"vols?\.|volumes?",
    "line": r"ll?\.|lines?",
    "note": r"nn?\.|notes?",
    "column": r"cols?\.|columns?",
    "issue": r"nos?\.|issues?",
    "book": r"bks?\.|books?",
    "verse": r"vv?\.|verses?",
    "appendix": r"app\.|appendix|appendices",
    "equation": r"eqs?\.|equations?",
    "algorithm": r"alg\.|algorithms?",
    "folio": r"fol\.|folios?",
    "opus": r"op\.|opus",
}
#: Words that a short citation may end with; others are too often part of a title.
_PLAIN = ("page", "chapter", "section", "figure")
_NUMBER = r"(?:\d[\w.:]*|[ivxlc]+\b|[A-Z]\.?\d+)"
_BARE = re.compile(
    r"\s*,?\s*(?P<locator>\d+[\d.:]*[a-z]?(?:\s*[-–,]\s*\d+[\d.:]*[a-z]?)*)(?=[,;.]?\s|[,;.]?$)"
)
_BRACED = re.compile(r"\s*,?\s*\{(?P<inner>[^{}]*)\}")


def leading_locator(text: str, language: str = "en") -> tuple[str, str, int]:
    """Label and locator that begin what stands after a key, and how many characters they take.

    Digits without a word are pages. Braces say where an odd locator ends: `{pp. iv, vi-xi}`.
    """
    if braced := _BRACED.match(text):
        inner = braced["inner"].strip()
        label, locator, taken = leading_locator(inner, language)
        named = (label, locator) if taken == len(inner) else ("page", inner)
        return (*named, braced.end()) if inner else ("page", "", braced.end())
    if found := _leading(language).match(text):
        return _label(found), _tidy(found["locator"]), found.end()
    if found := _BARE.match(text):
        return "page", _tidy(found["locator"]), found.end()
    return "page", "", 0


def trailing_locator(text: str, language: str = "en") -> tuple[str, str, str]:
    """A short citation without the locator that ends it, then its label and the locator."""
    found = _trailing(language).search(text)
    if found is None:
        return text, "page", ""
    return text[: found.start()], _label(found), _tidy(found["locator"])


def _label(found: re.Match[str]) -> str:
    groups = found.groupdict()
    named = next(name for name, value in groups.items() if value and name != "locator")
    return named.rpartition("_")[0]


def _tidy(locator: str) -> str:
    return re.sub(r"\s*[-–—]+\s*", "-", " ".join(locator.split())).rstrip(".:")


@cache
def _leading(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s*{_pattern(tuple(_WORDS), language)}", re.IGNORECASE)


@cache
def _trailing(language: str) -> re.Pattern[str]:
    return re.compile(rf",\s*{_pattern(_PLAIN, language)}\.?$", re.IGNORECASE)


def _pattern(labels: Sequence[str], language: str) -> str:
    """The language's own words come first: what is short for a note here is a number there."""
    own, english = _terms(language), _terms("en-US")
    ways = [
        (f"{label}_{rank}", words[label])
        for rank, words in enumerate((own, _WORDS, english))
        for label in labels
        if label in words
    ]
    named = "|".join(f"(?P<{name}>{words})" for name, words in ways)
    joints = rf"\band\b|\bund\b|{own.get('and', '&')}"
    numbers = rf"{_NUMBER}(?:\s*(?:[-–—]+|,|&|{joints})\s*{_NUMBER})*"
    return rf"(?:{named})\s*(?P<locator>{numbers})"


@cache
def _terms(language: str) -> dict[str, str]:
    """The words of a CSL locale for each label, as a pattern; none for a language without one."""
    path = _locale(language)
    if path is None:
        return {}
    found: dict[str, list[str]] = {}
    for term in ElementTree.parse(path).getroot().iter(f"{_CSL}term"):
        if term.get("form", "long") not in ("long", "short"):  # `c.` is circa, too
            continue
        forms = [term.text, term.findtext(f"{_CSL}single"), term.findtext(f"{_CSL}multiple")]
        said = [form.strip() for form in forms if form and form.strip()]
        found.setdefault(term.get("name", ""), []).extend(said)
    return {name: "|".join(map(_as_pattern, said)) for name, said in found.items() if said}


def _as_pattern(word: str) -> str:
    """A word as it may be written: with any space, and not as the beginning of a longer one."""
    spaced = r"\s+".join(re.escape(part) for part in word.split())
    return rf"\b{spaced}" if word[0].isalpha() else spaced


def _locale(language: str) -> Path | None:
    """The file for `de-AT`, else the main one of `de`. They come with citeproc-py."""
    spec = find_spec("citeproc")
    if spec is None or not re.fullmatch(r"[A-Za-z-]+", language):
        return None
    folder = Path(next(iter(spec.submodule_search_locations or ())), "data", "locales")
    main = language.partition("-")[0].lower()
    usual = "en-US" if main == "en" else f"{main}-{main.upper()}"
    names = [f"locales-{name}.xml" for name in (language, usual, main)]
    near = sorted(folder.glob(f"locales-{main}-*.xml"))
    return next((path for path in (*(folder / n for n in names), *near) if path.is_file()), None)
