"""Print lists of works: a chapter's references, a bibliography, the works cited by chapter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import panflute as pf

from chapbook.bibliography import ref_anchor
from chapbook.hookspecs import hookimpl
from chapbook.html_blocks import enclose
from chapbook.inline_text import with_formulas
from chapbook.roles import Context, Filter, Inlines, ListedWork, Phase
from chapbook.source_notes import iter_source_notes
from chapbook.tree import iter_elements, plain_text, rewrite
from chapbook.ways_back import back_links
from chapbook.words import words_for
from chapbook.work_lists import Group, frequent, groups, leads_back, short_name
from chapbook.written_lists import entry_text, is_references, list_entries

_LISTS = ("references", "bibliography", "works-cited")
_ADDRESS = re.compile(r"(?:https?://|(?<![\w/.])10\.\d{4,9}/)[^\s<>]+[^\s<>.,;:)\]”’]")
#: What LaTeX takes as an address wherever it stands.
_PLAIN = re.compile(r"[\w./:;()+-]+", re.ASCII)


@dataclass(frozen=True)
class ReferenceMarks:
    """The filter `reference-marks`: finds or makes the place of a chapter's references."""

    name: str = "reference-marks"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Put `::: {.references}` below a heading without a list, or where `book.yaml` asks."""
        for element in iter_elements(doc, (pf.Div,)):
            if element.identifier == "refs" and not element.content:
                element.identifier, element.classes = "", [*element.classes, "bibliography"]
        settings = context.book.citations
        mode = settings.references
        has_list = any(_kind(e) for e in iter_elements(doc, (pf.Div,)))
        if has_list or (mode == "none" and not settings.bibliography):
            return doc
        blocks = list(doc.content)
        place = next((n for n, block in enumerate(blocks) if is_references(block)), None)
        if place is not None and _is_title(place, blocks):
            # A file of its own: what else it holds is its author's list.
            if len(blocks) == place + 1:
                doc.content.append(pf.Div(classes=["bibliography"]))
            return doc
        if mode == "none":
            return doc
        if place is None:
            title = words_for(context.book.metadata.language).references
            cites = any(True for _ in iter_source_notes(doc, context.book.numbering))
            if mode == "chapter" and cites:
                doc.content.extend([_heading(title, blocks), pf.Div(classes=["references"])])
            return doc
        end = _end_of_section(blocks, place)
        if end == place + 1 or mode == "chapter":
            doc.content = [*blocks[: place + 1], pf.Div(classes=["references"]), *blocks[end:]]
        return doc


@dataclass(frozen=True)
class References:
    """The filter `references`: fills the lists."""

    name: str = "references"
    phase: Phase = Phase.CITE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Replace each request by its entries, as the book's citation style prints them."""
        taken: set[str] = set(context.works.written.values())
        known = context.survey.written
        anchors = {known[place]: anchor for place, anchor in context.works.written.items()}
        for entry in list(list_entries(doc.content)):
            if anchor := anchors.pop(entry_text(entry), ""):
                entry.content = [pf.Span(*entry.content, identifier=anchor)]

        def fill(div: pf.Div) -> object:
            if "frequently-cited" in div.classes:
                return _table(context)
            if not (kind := _kind(div)):
                return None
            shown: list[pf.Block] = []
            for group in groups(kind, div.attributes, context):
                shown += [*_group_title(group, context), *_entries(group.works, taken, context)]
            if context.writer != "html" or not shown:
                return shown
            return enclose("section", shown, classes=["works"], role="doc-bibliography")

        return rewrite(doc, (pf.Div,), fill)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filters of this module."""
    return [ReferenceMarks(), References()]


def _kind(div: pf.Div) -> str:
    return next((kind for kind in _LISTS if kind in div.classes), "")


def _is_title(place: int, blocks: Sequence[pf.Block]) -> bool:
    """Whether a heading is the title of its file."""
    return place == next(n for n, b in enumerate(blocks) if isinstance(b, pf.Header)) and (
        blocks[place].level == 1
    )


def _heading(title: str, blocks: Sequence[pf.Block]) -> pf.Header:
    levels = sorted({block.level for block in blocks if isinstance(block, pf.Header)})
    level = levels[0] + 1 if levels else 2
    return pf.Header(pf.Str(title), level=level, identifier="references", classes=["unnumbered"])


def _end_of_section(blocks: Sequence[pf.Block], place: int) -> int:
    level = blocks[place].level
    after = range(place + 1, len(blocks))
    return next(
        (n for n in after if isinstance(blocks[n], pf.Header) and blocks[n].level <= level),
        len(blocks),
    )


def _group_title(group: Group, context: Context) -> Iterator[pf.Block]:
    """The title of a group, in which a chapter is a link."""
    if group.plan is not None:
        shown: pf.Inline = pf.Str(group.title)
        if not context.included or group.plan.chapter.path in context.included:
            shown = pf.Link(shown, url=f"#{group.plan.slug}")
        yield _titled(pf.Strong(shown), context)
    elif group.title:
        yield _titled(pf.Strong(pf.Str(group.title)), context)


def _titled(title: pf.Inline, context: Context) -> pf.Block:
    if context.writer == "docx":
        return pf.Div(pf.Para(title), attributes={"custom-style": "Works Heading"})
    if context.writer == "latex":
        return pf.Para(_raw(r"\workgroup{", "latex"), title, _raw("}", "latex"))
    if context.writer == "typst":
        return pf.Para(_raw("#work-group[", "typst"), title, _raw("]", "typst"))
    return pf.Para(title)


def _entries(works: Sequence[ListedWork], taken: set[str], context: Context) -> list[pf.Block]:
    found = [_entry(work, taken, context) for work in works]
    if not found:
        return []
    is_numbered = any(label for label, _ in found)
    hanging = context.works.hanging and not is_numbered
    match context.writer:
        case "latex":
            width = max(len(plain_text(pf.Span(*label))) for label, _ in found)
            wide = f"{width * 0.5 + 0.8:.1f}em" if is_numbered else "1.8em" if hanging else "0pt"
            kind = "numberedworks" if is_numbered else "listedworks"
            return [
                pf.RawBlock(rf"\begin{{{kind}}}{{{wide}}}", format="latex"),
                *(
                    pf.Para(_raw(r"\work{", "latex"), *label, _raw("}", "latex"), *text)
                    for label, text in found
                ),
                pf.RawBlock(rf"\end{{{kind}}}", format="latex"),
            ]
        case "typst":
            asked = f"hanging: {str(hanging).lower()}"
            return [
                pf.Para(
                    _raw(f"#work({asked}, label: [", "typst"),
                    *label,
                    _raw("])[", "typst"),
                    *text,
                    _raw("]", "typst"),
                )
                for label, text in found
            ]
        case "docx":
            tab = _raw("<w:r><w:tab/></w:r>", "openxml")
            return [
                pf.Div(
                    pf.Para(*label, *([tab] if label else []), *text),
                    attributes={"custom-style": "Bibliography"},
                )
                for label, text in found
            ]
    items: list[pf.Block] = []
    for label, text in found:
        shown = [pf.Span(*label, classes=["csl-left-margin"])] if label else []
        inner = pf.Plain(*shown, pf.Span(*text, classes=["csl-right-inline"]))
        items += enclose("li", [inner], classes=["csl-entry"], epub__type="biblioentry")
    classes = ["csl-bib-body", *(["hanging"] if hanging else []), *(["numbered"] * is_numbered)]
    return enclose("ul", items, classes=classes)


def _entry(
    work: ListedWork, taken: set[str], context: Context
) -> tuple[list[pf.Inline], list[pf.Inline]]:
    """The label of an entry and its text, which bears its anchor."""
    anchor, count = ref_anchor(context.plan.slug, work.entry.key), 1
    free = anchor
    while free in taken:
        count += 1
        free = f"{anchor}-{count}"
    taken.add(free)
    label: list[pf.Inline] = []
    text: list[pf.Inline] = []
    for item in _elements(work.printed):
        if isinstance(item, pf.Span) and "csl-left-margin" in item.classes:
            label += item.content
        elif isinstance(item, pf.Span) and "csl-right-inline" in item.classes:
            text += item.content
        else:
            text.append(item)
    whole = rewrite(
        pf.Span(*text, identifier=free), (pf.Str,), lambda word: _linked(word, context.writer)
    )
    back = list(back_links(work, context)) if leads_back(context) else []
    return label, [whole, *back]


def _linked(word: pf.Str, writer: str) -> object:
    """An address or DOI as a link, which every format can break into lines."""
    found = _ADDRESS.search(word.text)
    if found is None or isinstance(word.parent, pf.Link):
        return None
    before, after = word.text[: found.start()], word.text[found.end() :]
    said = found.group()
    if said.startswith("10."):
        breaks = writer == "latex" and _PLAIN.fullmatch(said)
        shown = _raw(rf"\nolinkurl{{{said}}}", "latex") if breaks else pf.Str(said)
        link = pf.Link(shown, url=f"https://doi.org/{said}")
    else:
        link = pf.Link(pf.Str(said), url=said, classes=["uri"])
    return [*([pf.Str(before)] if before else []), link, *([pf.Str(after)] if after else [])]


def _table(context: Context) -> object:
    """Works that more than one chapter cites, with these chapters."""
    words = words_for(context.book.metadata.language)
    rows = []
    for work, plans in frequent(context):
        said: list[pf.Inline] = []
        for plan in plans:
            shown = pf.Str(plan.label.number or plan.label.title)
            is_there = not context.included or plan.chapter.path in context.included
            link = pf.Link(shown, url=f"#{plan.slug}") if is_there else shown
            said += [*([pf.Str(","), pf.Space()] if said else []), link]
        name = with_formulas(short_name(work.entry))
        cells = [pf.Plain(*name), pf.Plain(*said)]
        rows.append(pf.TableRow(*(pf.TableCell(cell) for cell in cells)))
    if not rows:
        return []
    heads = [pf.TableCell(pf.Plain(pf.Str(words.works[word]))) for word in ("work", "chapters")]
    return pf.Table(
        pf.TableBody(*rows),
        head=pf.TableHead(pf.TableRow(*heads)),
        colspec=[("AlignLeft", 0.7), ("AlignLeft", 0.3)],
    )


def _raw(text: str, format: str) -> pf.RawInline:
    return pf.RawInline(text, format=format)


def _elements(inlines: Inlines) -> list[pf.Inline]:
    elements: list[pf.Inline] = json.loads(json.dumps(inlines), object_hook=pf.elements.from_json)
    return elements
