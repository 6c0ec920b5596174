"""Find the line of something in a chapter's source by its text, in reading order.

Pandoc's Markdown reader gives no positions, so each kind of thing keeps a cursor that moves on
from hit to hit; what stands in code fences or HTML comments is never found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from html import unescape
from itertools import accumulate

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.M | re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)


@dataclass
class Locator:
    """Finds lines in one source text; `text` is masked, of the same length as the original."""

    text: str
    _starts: list[int] = field(default_factory=list)
    _cursors: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, source: str) -> Locator:
        """A locator for a chapter's text."""
        masked = source
        for pattern in (_FENCE, _COMMENT):
            masked = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), masked)
        starts = [0, *accumulate(len(line) + 1 for line in masked.split("\n"))]
        return cls(masked, starts)

    def find(self, kind: str, *needles: str) -> int | None:
        """The line (from 1) of the next of the needles for this kind of thing, None if absent."""
        for needle in needles:
            if not needle:
                continue
            place = self.text.find(needle, self._cursors.get(kind, 0))
            if place >= 0:
                self._cursors[kind] = place + len(needle)
                return bisect_right(self._starts, place)
        for needle in needles:
            place = self.text.find(needle) if needle else -1
            if place >= 0:
                return bisect_right(self._starts, place)
        return None

    def find_heading(self, title: str) -> int | None:
        """The line of the next heading (ATX or setext) whose text is `title`."""
        wanted = _letters(title)
        lines = self.text.split("\n")
        for index in range(self._cursors.get("heading", 0), len(lines)):
            line = lines[index]
            following = lines[index + 1] if index + 1 < len(lines) else ""
            atx = re.match(r"^[\s>]*#{1,6}\s", line)
            setext = re.match(r"^ {0,3}(=+|-+)\s*$", following)
            if (atx or setext) and _letters(line).startswith(wanted):
                self._cursors["heading"] = index + 1
                return index + 1
        return None


def _letters(text: str) -> str:
    plain = re.sub(r"\]\([^)]*\)|\]\[[^\]]*\]", "", unescape(text))
    return re.sub(r"[\W_]+", "", plain).lower()
