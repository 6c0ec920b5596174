"""Numbering schemes: 3 → `3`, `III`, `iii`, `c`, or the third string of a list."""

from __future__ import annotations

from collections.abc import Sequence

from chapbook.numerals import roman

#: The name of a scheme, or the strings themselves.
Scheme = str | Sequence[str]


def number_as(scheme: Scheme, number: int) -> str:
    """A number in a scheme; one that is not known counts in Arabic digits."""
    if not isinstance(scheme, str):
        return scheme[min(number, len(scheme)) - 1] if scheme and number > 0 else str(number)
    name = " ".join(scheme.split())
    if name == "roman":
        return roman(number) or str(number)
    if name == "lowercase roman":
        return roman(number).lower() or str(number)
    if name.startswith("alpha ") and len(name) == len("alpha ") + 1:
        return chr(ord(name[-1]) + number - 1)
    return str(number)
