"""Find which of a row of texts another row lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

#: Longer rows are not aligned: which of several equal texts is missing is then not told apart.
_LARGEST = 1_000_000


def lacking(wanted: Sequence[str], shown: Sequence[str]) -> list[int]:
    """The places in `wanted` of texts that `shown` has not, or too seldom.

    The order of `shown` does not matter, but for which of several equal texts is meant: those that
    have no counterpart where both rows are laid side by side.
    """
    short = Counter(wanted) - Counter(shown)
    if not short:
        return []
    paired = _pair(wanted, shown)
    found = []
    for place in sorted(range(len(wanted)), key=lambda place: place in paired):
        if short[wanted[place]] > 0:
            short[wanted[place]] -= 1
            found.append(place)
    return sorted(found)


def left_over(wanted: Sequence[str], shown: Sequence[str]) -> list[int]:
    """The places in `shown` of texts that nothing in `wanted` asks for."""
    asked = Counter(wanted)
    asked.subtract(text for text in shown)
    found = []
    for place in reversed(range(len(shown))):
        if asked[shown[place]] < 0:
            asked[shown[place]] += 1
            found.append(place)
    return found[::-1]


def _pair(wanted: Sequence[str], shown: Sequence[str]) -> set[int]:
    """Places in `wanted` that meet their like where as little as possible has to be changed."""
    if len(wanted) * len(shown) > _LARGEST:
        return set()
    costs = [list(range(len(shown) + 1))]
    for row, text in enumerate(wanted, 1):
        line = [row]
        for column, other in enumerate(shown, 1):
            same = costs[-1][column - 1] + (text != other)
            line.append(min(same, costs[-1][column] + 1, line[-1] + 1))
        costs.append(line)
    found: set[int] = set()
    row, column = len(wanted), len(shown)
    while row and column:
        is_same = wanted[row - 1] == shown[column - 1]
        if costs[row][column] == costs[row - 1][column - 1] + (not is_same):
            row, column = row - 1, column - 1
            if is_same:
                found.add(row)
        elif costs[row][column] == costs[row - 1][column] + 1:
            row -= 1
        else:
            column -= 1
    return found
