"""Write a number with what it counts: `1 second`, `2 seconds`."""

from __future__ import annotations


def amount(number: float, noun: str, plural: str = "") -> str:
    """The number and the noun; `plural` is for a noun that does more than take an s."""
    said = f"{number:g}" if isinstance(number, float) else str(number)
    return f"{said} {noun if number == 1 else plural or f'{noun}s'}"
