"""Read the place in a work that a citation gives: `p. 3`, `chs. 2 and 3`, `33-35`."""

from __future__ import annotations

import re

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
}
#: Words that a short citation may end with; others are too often part of a title.
_PLAIN = ("page", "chapter", "section", "figure")
_NUMBER = r"(?:\d[\w.:]*|[ivxlc]+\b|[A-Z]\.?\d+)"
_NUMBERS = rf"{_NUMBER}(?:\s*(?:[-–—]+|,|&|\band\b|\bund\b)\s*{_NUMBER})*"


def _pattern(labels: tuple[str, ...]) -> str:
    named = "|".join(f"(?P<{label}>{_WORDS[label]})" for label in labels)
    return rf"(?:{named})\s*(?P<locator>{_NUMBERS})"


_LEADING = re.compile(rf"\s*,?\s*{_pattern(tuple(_WORDS))}", re.IGNORECASE)
_BARE = re.compile(
    r"\s*,?\s*(?P<locator>\d+[\d.:]*[a-z]?(?:\s*[-–,]\s*\d+[\d.:]*[a-z]?)*)(?=[,;.]?\s|[,;.]?$)"
)
_BRACED = re.compile(r"\s*,?\s*\{(?P<inner>[^{}]*)\}")
_TRAILING = re.compile(rf",\s*{_pattern(_PLAIN)}\.?$", re.IGNORECASE)


def leading_locator(text: str) -> tuple[str, str, int]:
    """Label and locator that begin what stands after a key, and how many characters they take.

    Digits without a word are pages. Braces say where an odd locator ends: `{pp. iv, vi-xi}`.
    """
    if braced := _BRACED.match(text):
        inner = braced["inner"].strip()
        label, locator, taken = leading_locator(inner)
        named = (label, locator) if taken == len(inner) else ("page", inner)
        return (*named, braced.end()) if inner else ("page", "", braced.end())
    if found := _LEADING.match(text):
        return _label(found), _tidy(found["locator"]), found.end()
    if found := _BARE.match(text):
        return "page", _tidy(found["locator"]), found.end()
    return "page", "", 0


def trailing_locator(text: str) -> tuple[str, str, str]:
    """A short citation without the locator that ends it, then its label and the locator."""
    found = _TRAILING.search(text)
    if found is None:
        return text, "page", ""
    return text[: found.start()], _label(found), _tidy(found["locator"])


def _label(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return next(name for name, value in groups.items() if value and name != "locator")


def _tidy(locator: str) -> str:
    return re.sub(r"\s*[-–—]+\s*", "-", " ".join(locator.split())).rstrip(".:")
