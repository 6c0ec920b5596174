"""Keep a long table's first rows and its last ones together, so that no page holds a lone row."""

from __future__ import annotations

import re

_BODY = re.compile(r"(\\endlastfoot\n)(.*?)(?=\\end\{longtable\})", re.S)
#: Pandoc ends a row with a space and two backslashes; a line break in a cell has no such space.
_ROW_END = re.compile(r" \\\\$", re.M)

#: Tables of so many rows are not broken at all.
SHORT = 4


def hold_rows(source: str) -> str:
    """The LaTeX source with page breaks forbidden after some rows of each long table."""
    return _BODY.sub(lambda body: body[1] + _hold(body[2]), source)


def _hold(rows: str) -> str:
    ends = [match.end() for match in _ROW_END.finditer(rows)]
    held = ends[:-1] if len(ends) <= SHORT else [ends[0], ends[-2]]
    for end in reversed(held):
        rows = f"{rows[:end]}*{rows[end:]}"
    return rows
