"""Tables on several pages: which rows stay together, and what stands above those that follow."""

from __future__ import annotations

import re

_BODY = re.compile(r"(\\endlastfoot\n)(.*?)(?=\\end\{longtable\})", re.S)
#: Pandoc ends a row with a space and two backslashes; a line break in a cell has no such space.
_ROW_END = re.compile(r" \\\\$", re.M)

#: The number of a table's caption, and the end of what stands above its first rows.
_NUMBER = re.compile(
    r"\\caption(?:\[[^\n]*?\])?\{\{?\\captionlabel\{(?P<number>[^{}]*)\}"
    r"(?:(?!\\(?:begin|end)\{longtable\}).)*?\\endfirsthead\n",
    re.S,
)

#: Tables of so many rows are not broken at all.
SHORT = 4


def hold_rows(source: str) -> str:
    """The LaTeX source with page breaks forbidden after some rows of each long table."""
    return _BODY.sub(lambda body: body[1] + _hold(body[2]), source)


def continue_captions(source: str, continued: str) -> str:
    """The LaTeX source in which a table's number stands above its rows on each further page.

    `continued` is what is said there, `{}` standing for the number.
    """

    def repeat(head: re.Match[str]) -> str:
        before, _, after = continued.partition("{}")
        line = rf"{before}\captionlabel{{{head['number']}}}{after}"
        return rf"{head[0]}\caption[]{{{line}}}\tabularnewline" + "\n"

    return _NUMBER.sub(repeat, source)


def _hold(rows: str) -> str:
    ends = [match.end() for match in _ROW_END.finditer(rows)]
    held = ends[:-1] if len(ends) <= SHORT else [ends[0], ends[-2]]
    for end in reversed(held):
        rows = f"{rows[:end]}*{rows[end:]}"
    return rows
