"""Make tables of HTML's: Pandoc reads what is in the cells, and leaves each tag as raw HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import iter_elements

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>[^>]*)>\s*")
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_ALIGNED = re.compile(r"text-align\s*:\s*(left|right|center)")
_PARTS = ("thead", "tbody", "tfoot")
#: More columns or rows than this, and a number is a slip of the pen.
_MOST = 100


@dataclass(frozen=True)
class HtmlTables:
    """The filter `html-tables`, which comes before the one for other raw HTML."""

    name: str = "html-tables"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Replace the tags of each table and what stands between them by a table."""
        opening = [e for e in iter_elements(doc) if _tag(e) == ("", "table")]
        for holder in {id(e.parent): e.parent for e in opening}.values():
            holder.content = _with_tables(list(holder.content))
        return doc


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [HtmlTables()]


@dataclass
class _Cell:
    is_head: bool
    align: str
    across: int
    down: int
    blocks: list[pf.Block] = field(default_factory=list)


@dataclass
class _Read:
    """What was read of a table: its rows, those that `thead` holds, and its caption."""

    rows: list[list[_Cell]] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    caption: list[pf.Block] = field(default_factory=list)


def _tag(element: object) -> tuple[str, str]:
    """Whether a tag ends something (`/`), and its name; two empty texts for anything else."""
    if not isinstance(element, pf.RawBlock) or element.format != "html":
        return "", ""
    match = _TAG.fullmatch(element.text)
    return (match["end"], match["name"].lower()) if match else ("", "")


def _with_tables(blocks: list[pf.Block]) -> list[pf.Block]:
    """The blocks with a table for each that its tags begin and end, inner ones first."""
    start = 0
    while start < len(blocks):
        if _tag(blocks[start]) != ("/", "table"):
            start += 1
            continue
        begun = [i for i in range(start) if _tag(blocks[i]) == ("", "table")]
        if begun:
            table = _table(_read(blocks[begun[-1] + 1 : start]))
            if table is not None:
                blocks[begun[-1] : start + 1] = [table]
                start = begun[-1]
        start += 1
    return blocks


def _read(blocks: Sequence[pf.Block]) -> _Read:
    read = _Read()
    into: list[pf.Block] | None = None
    part = ""
    for block in blocks:
        end, name = _tag(block)
        if name in _PARTS:
            part, into = "" if end else name, None
        elif name == "tr":
            into = None
            if not end:
                read.rows.append([])
                read.heads |= {len(read.rows) - 1} if part == "thead" else set()
        elif name in ("td", "th") and read.rows:
            into = None
            if not end:
                cell = _cell(name, block)
                read.rows[-1].append(cell)
                into = cell.blocks
        elif name == "caption":
            into = None if end else read.caption
        elif name not in ("col", "colgroup") and into is not None:
            into.append(block)
    return read


def _cell(name: str, raw: pf.RawBlock) -> _Cell:
    match = _TAG.fullmatch(raw.text)
    found = _ATTRIBUTE.finditer(match["attributes"] if match else "")
    said = {m[1].lower(): next(filter(None, m.groups()[1:]), "") for m in found}
    styled = _ALIGNED.search(said.get("style", ""))
    align = (styled[1] if styled else said.get("align", "")).capitalize()
    spans = (said.get(f"{way}span", "1") for way in ("col", "row"))
    across, down = (min(max(int(n), 1), _MOST) if n.isascii() and n.isdigit() else 1 for n in spans)
    known = f"Align{align}" if align in ("Left", "Right", "Center") else "AlignDefault"
    return _Cell(name == "th", known, across, down)


def _table(read: _Read) -> pf.Table | None:
    rows = [row for row in read.rows if row]
    if not rows:
        return None
    heads = sum(1 for number, row in enumerate(read.rows) if row and number in read.heads)
    if not heads and len(rows) > 1 and all(cell.is_head for cell in rows[0]):
        heads = max(cell.down for cell in rows[0])
    filled, width = _fill(rows, heads)
    is_long = any(len(cell.blocks) > 1 or _is_wide(cell) for row in rows for cell in row)
    share: float | str = 1 / width if is_long else "ColWidthDefault"
    aligned = [cell.align for cell in rows[-1]] if len(rows[-1]) == width else []
    made = [pf.TableRow(*map(_made, row)) for row in filled]
    return pf.Table(
        pf.TableBody(*made[heads:]),
        head=pf.TableHead(*made[:heads]),
        caption=pf.Caption(*_captions(read.caption)),
        colspec=[(aligned[i] if aligned else "AlignDefault", share) for i in range(width)],
    )


def _fill(rows: Sequence[list[_Cell]], heads: int) -> tuple[list[list[_Cell]], int]:
    """The rows with cells for places that nothing takes, and the number of columns.

    No cell reaches below the last row of the head, or of the table.
    """
    taken: dict[int, set[int]] = {}
    widths = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in taken.get(number, set()):
                column += 1
            cell.down = min(cell.down, (heads if number < heads else len(rows)) - number)
            for below in range(number, number + cell.down):
                taken.setdefault(below, set()).update(range(column, column + cell.across))
            column += cell.across
        widths.append(max(taken.get(number, {0})) + 1)
    width = max(widths)
    filled = [
        [*row, *(_Cell(False, "AlignDefault", 1, 1) for _ in range(width - len(taken[number])))]
        for number, row in enumerate(rows)
    ]
    return filled, width


def _is_wide(cell: _Cell) -> bool:
    return any(not isinstance(block, pf.Plain | pf.Para) for block in cell.blocks)


def _made(cell: _Cell) -> pf.TableCell:
    blocks = cell.blocks
    if len(blocks) == 1 and isinstance(blocks[0], pf.Para):
        blocks = [pf.Plain(*blocks[0].content)]
    return pf.TableCell(*blocks, alignment=cell.align, rowspan=cell.down, colspan=cell.across)


def _captions(blocks: Sequence[pf.Block]) -> Iterator[pf.Block]:
    for block in blocks:
        yield pf.Plain(*block.content) if isinstance(block, pf.Para) else block
