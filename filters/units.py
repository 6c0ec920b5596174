"""Keep a number and the symbol of its unit on one line: `300 ms`, `24 kHz`, `5 %`.

The space between them is one that does not break (The International System of Units, 9th edition,
section 5.4.3, has a space there). Units written out break like other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import rewrite

_NO_BREAK = "\N{NO-BREAK SPACE}"
_PREFIX = r"(?:[KMGTP]i|[kMGTPmµμnpcd])?"
_SYMBOL = (
    rf"(?:{_PREFIX}(?:Hz|bit|bits|bps|B|W|Wh|V|Pa|J|eV|Ω|s|m|g|l|L)|(?:[kMGTPE])?(?:FLOPS|OPS)|dB|min|h|"
    r"px|pt|em|dpi|ppi|fps|rpm|nmi|kn|ft|mi|lb|oz|°[CF]?|%|‰|€|£|¥|EUR|USD|GBP|CHF)"
)
_UNIT = re.compile(rf"{_SYMBOL}[²³]?(?:[/·]{_SYMBOL}[²³]?)?")
_NUMBER = re.compile(r"[(\[~≈≤≥<>±+−–$€£-]*\d[\d.,'’\N{NARROW NO-BREAK SPACE}–-]*(?<=\d)")
_AFTER = ".,;:!?)]'\"’”…—–"


@dataclass(frozen=True)
class Units:
    """The filter `units`."""

    name: str = "units"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Let no line end between a number and a unit."""
        return rewrite(doc, (pf.Str,), _bind)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Units()]


def _bind(symbol: pf.Element) -> None:
    index = symbol.index
    if not _is_unit(symbol.text) or index is None or index < 2:
        return
    siblings = symbol.container.list
    number, space = siblings[index - 2], siblings[index - 1]
    is_space = isinstance(space, pf.Space | pf.SoftBreak)
    if is_space and isinstance(number, pf.Str) and _NUMBER.fullmatch(number.text):
        siblings[index - 1] = pf.Str(_NO_BREAK)


@lru_cache(maxsize=4096)
def _is_unit(text: str) -> bool:
    return _UNIT.fullmatch(text.rstrip(_AFTER)) is not None
