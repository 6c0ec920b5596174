"""How wide a text of a table is: estimated, for the reader's fonts are not known."""

from __future__ import annotations

from unicodedata import bidirectional, east_asian_width

#: Twips of an em of table type, 9 points, and so much more for heads, which are bold.
_EM = 180 * 1.05
#: The advance widths of sans-serif letters in ems, by Inter's; all others take `_OTHER`.
_WIDTHS = {
    **dict.fromkeys("ijlI.,:;'|! ·‘’", 0.28),
    **dict.fromkeys('ftr()[]{}/\\-"“”', 0.38),
    **dict.fromkeys("mwMW%@—→←⇒…", 0.93),
}
_CAPITAL, _OTHER, _WIDE, _RIGHT_TO_LEFT = 0.68, 0.59, 1.0, 0.78


def text_width(text: str) -> int:
    """The width of a text on one line, in twips."""
    return round(sum(map(_ems, text)) * _EM)


def _ems(char: str) -> float:
    known = _WIDTHS.get(char)
    if known is not None:
        return known
    if east_asian_width(char) in "WF":
        return _WIDE
    if bidirectional(char) in ("R", "AL"):
        return _RIGHT_TO_LEFT
    return _CAPITAL if char.isupper() or char.isdigit() else _OTHER
