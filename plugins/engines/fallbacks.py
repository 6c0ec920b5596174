"""Choose a font for each character that the text fonts lack, from what this machine has."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from chapbook.book import Target
from chapbook.plugins.engines.fonts import coverage, families_with, first_installed
from chapbook.plugins.engines.scripts import region_of, script_of, style_of

#: The text fonts of the templates by preference: each falls back to the next.
SERIF = ("Charis SIL", "CharisSIL", "Gentium Plus", "Latin Modern Roman", "DejaVu Serif")
SANS = ("Inter", "Source Sans 3", "Open Sans", "Latin Modern Sans", "DejaVu Sans")
MONO = ("JetBrains Mono", "DejaVu Sans Mono", "Latin Modern Mono")

#: What every text font has.
_COMMON = 0xFF
#: Families that are taken for a character only where no other has it.
_ODD = ("Mono", "Condensed", "Display", "Caps", "Emoji", "Last Resort", "LastResort", "Unifont")


@dataclass(frozen=True)
class Fallback:
    """The fonts of one script: what stands beside serif, sans and code, and how it is set."""

    serif: str
    sans: str
    mono: str
    shaping: str = ""
    locale: str = ""
    is_scaled: bool = False


@dataclass(frozen=True)
class Fallbacks:
    """What is set with another font than the text's.

    `fonts` tells each character's fallback, `lacks` which of the text fonts lack it (`serif`,
    `sans`, `mono`), `missing` are the characters that no font of this machine has.
    """

    fonts: dict[str, Fallback] = field(default_factory=dict)
    lacks: dict[str, frozenset[str]] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()


def choose_fallbacks(
    text: Iterable[str],
    target: Target,
    language: str,
    is_usable: Callable[[str], bool] = lambda family: True,
) -> Fallbacks:
    """The fallbacks of a text; the target may name fonts that are tried first.

    Families that are not `is_usable` are left out, as those that an engine cannot set.
    """
    characters = sorted({c for c in text if ord(c) > _COMMON and _has_shape(c)})
    known = {name: _known(names) for name, names in _TEXT_FONTS.items()}
    region = region_of(language, characters)
    asked = _asked(target)
    fonts, lacks, missing = {}, {}, set()
    for character in characters:
        lacking = frozenset(name for name, codes in known.items() if ord(character) not in codes)
        if not lacking:
            continue
        found = _choose(character, region, asked, is_usable)
        if found is None:
            missing.add(character)
        else:
            fonts[character], lacks[character] = found, lacking
    return Fallbacks(fonts, lacks, frozenset(missing))


_TEXT_FONTS = {"serif": SERIF, "sans": SANS, "mono": MONO}


def _choose(
    character: str, region: str, asked: Sequence[str], is_usable: Callable[[str], bool]
) -> Fallback | None:
    script = script_of(character)
    style = style_of(script, region)
    others = sorted(filter(is_usable, families_with(character)), key=_oddity)
    chosen = []
    for preferred in (style.serif, style.sans, style.mono):
        usable = (f for f in (*asked, *preferred) if ord(character) in coverage(f) and is_usable(f))
        family = next(usable, others[0] if others else None)
        if family is None:
            return None
        chosen.append(family)
    is_scaled = not style.shaping and not style.locale
    serif, sans, mono = chosen
    return Fallback(serif, sans, mono, style.shaping, style.locale, is_scaled)


def _oddity(family: str) -> tuple[bool, str]:
    return any(word in family for word in _ODD), family


def _known(names: Sequence[str]) -> frozenset[int]:
    family = first_installed(names)
    return coverage(family) if family else frozenset(range(_COMMON + 1))


def _has_shape(character: str) -> bool:
    """Not so signs that join, turn or vary others, nor spaces that Pandoc writes as commands."""
    code, kind = ord(character), unicodedata.category(character)
    return (kind[0] not in "CZ" or kind in ("Co", "Cn")) and not (
        0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    )


def _asked(target: Target) -> tuple[str, ...]:
    asked = target.options.get("fallback-fonts")
    if isinstance(asked, str):
        return (asked,)
    return tuple(map(str, asked)) if isinstance(asked, tuple) else ()
