"""Where words break that are longer than a line and that nothing hyphenates, such as digests."""

from __future__ import annotations

import re

#: Engines hyphenate letters; XeTeX stops at words of thousands of them.
_ENDLESS = re.compile(r"(?=[^\W\d_]*\d)\w{32,}|\w{100,}")
_PIECE = re.compile(r".{1,4}", re.S)
#: Fewer letters than these do not stand alone on a line.
_LEAST = 4


def pieces(text: str) -> list[str]:
    """The text divided where a line may end; whole where all its words can stand on a line."""
    found, end = [""], 0
    for word in _ENDLESS.finditer(text):
        first, *others = _PIECE.findall(word[0])
        if len(others[-1]) < _LEAST:
            others[-2:] = ["".join(others[-2:])]
        found[-1] += text[end : word.start()] + first
        found += others
        end = word.end()
    found[-1] += text[end:]
    return found
