"""Numbers as they are printed: decimal, Roman numerals, letters."""

from __future__ import annotations

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def roman(number: int) -> str:
    """1 → `I`, 4 → `IV`."""
    said = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        said += letters * count
    return said


def letters(number: int) -> str:
    """1 → `A`, 26 → `Z`, 27 → `AA`."""
    said = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


def write_number(number: int, scheme: str) -> str:
    """A number in a scheme of `book.yaml`: `decimal`, `roman`, `letters`, `lower-roman`, …"""
    written = {"roman": roman, "letters": letters}.get(scheme.removeprefix("lower-"), str)(number)
    return written.lower() if scheme.startswith("lower-") else written
