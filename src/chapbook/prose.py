"""What of a chapter's text is prose: code, addresses, attributes, citations … are blanked out.

Rules about words and marks look at the masked text, so that what they find stands at the same
line and column in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chapbook.locate import Position, mask_code
from chapbook.words import words_for

#: A block of YAML at the head of a file.
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)

_HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<title>.*?)[ \t#]*(?:\{[^}\n]*\})?[ \t]*$", re.M)
#: What is no prose, in the order in which it is taken out.
_NO_PROSE = (
    re.compile(r"\[Sources?:(?:[^\[\]]|\[[^\[\]]*\])*\]"),
    re.compile(r"(?<![\\$])\$\$.+?\$\$|(?<![\\$\w])\$(?=\S)[^$\n]+?(?<=\S)\$(?!\d)", re.S),
    re.compile(r"\]\((?:[^()\n]|\([^()\n]*\))*\)"),
    re.compile(r"^[ ]{0,3}\[[^\]\n^][^\]\n]*\]:[ \t]*\S.*$", re.M),
    re.compile(r"\]\[[^\]\n]*\]"),
    re.compile(r"<[A-Za-z/!][^<>]*>"),
    re.compile(r"\b(?:https?|ftp)://[^\s)>\]]+"),
    re.compile(r"^[ \t>]*:::.*$", re.M),
    re.compile(r"\{[#.:=]?[\w-][^{}\n]*\}|\{-\}"),
    re.compile(r"\\[A-Za-z]+(?:\{[^{}\n]*\})*"),
    re.compile(r"(?<![\w.])-?@[\w{][\w:.#$%&+?<>~/{}-]*"),
)
#: What a quotation or a box quotes are the words of others, such as a title.
_QUOTATION = re.compile(r"^[ \t]*>.*$", re.M)
_QUOTED = re.compile(r"\"[^\"\n]+\"|“[^”\n]+”")


def mask_prose(text: str, language: str) -> str:
    """A text of the same length with spaces for all that is no prose.

    Headings stay; lists of works are blanked out.
    """
    masked = mask_works(text, language)
    for pattern in _NO_PROSE:
        masked = pattern.sub(lambda match: _blank(match.group()), masked)
    return _QUOTATION.sub(lambda m: _QUOTED.sub(lambda q: _blank(q.group()), m.group()), masked)


def mask_works(text: str, language: str) -> str:
    """A text of the same length with spaces for code, comments, YAML and lists of works."""
    masked = FRONT_MATTER.sub(lambda match: _blank(match.group()), mask_code(text), count=1)
    for start, end in _lists_of_works(masked, language):
        masked = masked[:start] + _blank(masked[start:end]) + masked[end:]
    return masked


def heading_lines(text: str) -> frozenset[int]:
    """The lines of the headings, from 1."""
    return frozenset(text.count("\n", 0, match.start()) + 1 for match in _HEADING.finditer(text))


def place_of(text: str, offset: int) -> Position:
    """Line and column of an offset."""
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _lists_of_works(text: str, language: str) -> Iterator[tuple[int, int]]:
    titles = words_for(language).prose.references
    start, level = None, 0
    for match in _HEADING.finditer(text):
        depth = len(match["marks"])
        if start is not None and depth <= level:
            yield start, match.start()
            start = None
        if start is None and re.sub(r"^[\W\d]+|\W+$", "", match["title"]).lower() in titles:
            start, level = match.end(), depth
    if start is not None:
        yield start, len(text)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
