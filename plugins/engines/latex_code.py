"""Divide long words in highlighted code: a line breaks between its pieces, never inside of one."""

from __future__ import annotations

import re

#: A piece of highlighted code with no space but before it, as long as half a line.
_LONG = re.compile(r"\\(\w+Tok)\{( *(?:[^{}\\ \n]|\\[_$%&#]){40,})\}")
#: What a break may follow, once some characters stand before it.
_PIECE = re.compile(r" *(?:[^{}\\ ]|\\[_$%&#]){11,}?(?:[/,.:;=?-]|\\[_&])|.+", re.S)


def divide_long_words(source: str) -> str:
    """The LaTeX source with each long word of highlighted code as several pieces of its kind."""
    return _LONG.sub(_divide, source)


def _divide(token: re.Match[str]) -> str:
    kind, text = token[1], token[2]
    return "".join(rf"\{kind}{{{piece}}}" for piece in _PIECE.findall(text))
