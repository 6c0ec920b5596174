"""The works of one citation put together: grouped by author, collapsed, with what stands around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chapbook.plugins.citeproc.cites import Cite
from chapbook.plugins.citeproc.marks import CLOSE, SEAM, bare, read_field
from chapbook.plugins.citeproc.positions import Place

if TYPE_CHECKING:
    from chapbook.plugins.citeproc.document import Document


@dataclass
class Printed:
    """A work of a citation as it was printed; `index` is its place as written."""

    work: Any
    place: Place
    cite: Cite
    text: str
    index: int


def work_mark(index: int) -> str:
    """The mark that opens the text of the citation's n-th work."""
    return chr(0xE100 + min(index, 0x3FF))


def wrapped(one: Printed, text: str) -> str:
    """The work's text with its mark, prefix and suffix."""
    prefix, suffix = read_field(one.work.prefix), read_field(one.work.suffix)
    if prefix and not prefix[-1:].isspace() and prefix[-1:] not in "([-–/'’“":
        prefix += " "
    if suffix and (suffix[0].isalnum() or suffix[0] in "([“\ue003"):
        suffix = f" {suffix}"
    inner = f"{work_mark(one.index)}{text}{CLOSE}" if text else ""
    return f"{prefix}{SEAM if prefix else ''}{inner}{SEAM if suffix else ''}{suffix}"


def assemble(document: Document, printed: list[Printed]) -> str:
    """The citation without the layout's affixes."""
    area = document.citing
    collapse = area.get("collapse")
    delimiter = area.layout.get("delimiter") or ""
    printed = [one for one in printed if one.text or one.work.prefix or one.work.suffix]
    if collapse == "citation-number":
        return _numbers(printed, delimiter, area.get("after-collapse-delimiter") or delimiter)
    grouping = area.get("cite-group-delimiter")
    if collapse is None and grouping is None:
        return _join([(wrapped(one, one.text), delimiter) for one in printed])
    groups = _by_author(printed)
    out: list[tuple[str, str]] = []
    for group in groups:
        texts = _group(document, group, collapse, delimiter, grouping)
        after = delimiter
        if len(group) > 1 and collapse:
            after = area.get("after-collapse-delimiter") or delimiter
        out += texts[:-1]
        out.append((texts[-1][0], after))
    return _join(out)


def _join(pieces: list[tuple[str, str]]) -> str:
    text = ""
    for place, (piece, after) in enumerate(pieces):
        text += piece
        if place == len(pieces) - 1:
            break
        before, then = bare(piece).rstrip(), bare(pieces[place + 1][0])
        if then[:1] == ",":
            continue
        text += " " if before[-1:] == "," else f"{SEAM}{after}{SEAM}"
    return text


def _numbers(printed: list[Printed], delimiter: str, after: str) -> str:
    pieces: list[tuple[str, str]] = []
    place = 0
    while place < len(printed):
        stop = place
        while stop + 1 < len(printed) and _follows(printed[stop], printed[stop + 1]):
            stop += 1
        if stop - place >= 2:
            first, last = wrapped(printed[place], printed[place].text), printed[stop]
            pieces.append((f"{first}–{wrapped(last, last.text)}", after))
            place = stop + 1
        else:
            pieces.append((wrapped(printed[place], printed[place].text), delimiter))
            place += 1
    return _join(pieces)


def _follows(one: Printed, two: Printed) -> bool:
    plain = not any(x.work.locator or x.work.prefix or x.work.suffix for x in (one, two))
    return plain and two.cite.item.number == one.cite.item.number + 1


def _by_author(printed: list[Printed]) -> list[list[Printed]]:
    groups: list[list[Printed]] = []
    by_names: dict[str, list[Printed]] = {}
    for one in printed:
        names = bare(one.cite.names or "")
        group = by_names.get(names) if names else None
        if group is not None:
            group.append(one)
        else:
            group = [one]
            groups.append(group)
            if names:
                by_names[names] = group
    return groups


def _group(
    document: Document, group: list[Printed], collapse: str | None, delimiter: str,
    grouping: str | None,
) -> list[tuple[str, str]]:  # fmt: skip
    between = (", " if collapse == "year" else delimiter) if grouping is None else grouping
    if collapse is None or len(group) == 1:
        return [(wrapped(one, one.text), between) for one in group]
    letters = collapse.startswith("year-suffix")
    after = document.citing.get("after-collapse-delimiter") or delimiter
    apart = document.citing.get("year-suffix-delimiter") or between
    pieces: list[tuple[str, str]] = []
    place = 0
    while place < len(group):
        one = group[place]
        text = one.text
        if place and not one.work.prefix:
            again = document.cite(one.work, one.place)
            again.without_author = True
            alone = document.print_cite(again)
            if not alone:  # a work without a date, which its author has to stand for
                pieces[-1] = (pieces[-1][0], delimiter)
            text = alone or text
        stop = place
        if letters:
            while stop + 1 < len(group) and _same_year(document, group[stop], group[stop + 1]):
                stop += 1
        ended = between if not one.work.locator else after
        pieces.append((wrapped(one, text), ended if stop == place else apart))
        suffixed = group[place + 1 : stop + 1]
        if letters and collapse.endswith("ranged"):
            pieces = _ranged(pieces, one, suffixed, apart, between)
        else:
            for other in suffixed:
                pieces.append((wrapped(other, other.cite.item.year_suffix), apart))
            if suffixed:
                pieces[-1] = (pieces[-1][0], between)
        place = stop + 1
    return pieces


def _ranged(
    pieces: list[tuple[str, str]], first: Printed, rest: list[Printed], apart: str, between: str
) -> list[tuple[str, str]]:
    runs: list[list[Printed]] = [[first]]
    for one in rest:
        if ord(one.cite.item.year_suffix[-1]) == ord(runs[-1][-1].cite.item.year_suffix[-1]) + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    out = pieces[:-1]
    head = pieces[-1][0]
    for number, run in enumerate(runs):
        start = head if number == 0 else wrapped(run[0], run[0].cite.item.year_suffix)
        if len(run) > 2:
            out.append((f"{start}–{wrapped(run[-1], run[-1].cite.item.year_suffix)}", apart))
            continue
        out.append((start, apart))
        out += [(wrapped(one, one.cite.item.year_suffix), apart) for one in run[1:]]
    out[-1] = (out[-1][0], between)
    return out


def _same_year(document: Document, one: Printed, two: Printed) -> bool:
    if not (one.cite.item.year_suffix and two.cite.item.year_suffix):
        return False
    if one.work.locator or one.work.suffix or two.work.prefix or two.work.locator:
        return False

    def year(printed: Printed) -> str:
        cite = document.cite(printed.work, printed.place)
        cite.without_author = cite.without_suffix = True
        return bare(document.print_cite(cite))

    return year(one) == year(two)
