"""Tell which characters no font has: where they stand, and what brings a font."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from chapbook.finding import Finding
from chapbook.plugins.engines.fonts import first_installed
from chapbook.plugins.engines.places import Places, Spot
from chapbook.plugins.engines.scripts import script_of, style_of

#: So many characters are named.
_MOST = 8
#: A font of each package that tells whether it is installed.
_KNOWN_BY = {
    "fonts-noto-cjk": ("Noto Sans CJK SC", "Noto Sans CJK JP"),
    "fonts-noto-core": ("Noto Sans",),
    "fonts-symbola": ("Symbola",),
}


def tell_missing(
    characters: Iterable[str],
    font: str,
    places: Places,
    manifest: PurePosixPath,
    otherwise: str = "name a font that has them in the target's `fallback-fonts`",
) -> Iterator[Finding]:
    """One finding for each chapter, at the first line that has one of them.

    `font` says what they are missing from, `the font Charis SIL`; `manifest` is named where no
    chapter is known; `otherwise` is what can be done besides installing a font.
    """
    lacking: dict[PurePosixPath, dict[str, int]] = {}
    for character in characters:
        for spot in places.where(character) or (Spot(manifest, 1),):
            lacking.setdefault(spot.path, {})[character] = spot.line
    for path, lines in lacking.items():
        message = f"{_spell_out(sorted(lines))} missing from {font}"
        line = min(lines.values())
        yield Finding("missing-glyph", message, path, line, hint=_advise(lines, otherwise))


def _advise(characters: Iterable[str], otherwise: str) -> str:
    packages = sorted({package for c in characters if (package := _package(c)) is not None})
    return f"apt install {' '.join(packages)}, or {otherwise}" if packages else otherwise


def _package(character: str) -> str | None:
    """The Debian package that brings a font, None where it is here already or none is known."""
    if unicodedata.category(character[:1]) in ("Co", "Cn"):
        return None
    package = style_of(script_of(character[:1])).package
    return None if first_installed(_KNOWN_BY[package]) else package


def _spell_out(characters: list[str]) -> str:
    named = [f"'{c}' ({_code_point(c)})" for c in characters[:_MOST]]
    if len(characters) == 1:
        return f"the character {named[0]} is"
    rest = len(characters) - _MOST
    return f"the characters {', '.join(named)}{f' and {rest} more' if rest > 0 else ''} are"


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}" if len(character) == 1 else character
