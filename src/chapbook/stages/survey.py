"""Survey one parsed chapter: give what can be pointed to its id, and note what it holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

import panflute as pf

from chapbook.block_diagrams import read_block_diagram
from chapbook.crossref_boxes import find_box_references, holds_guide
from chapbook.figure_wishes import WISHES, surroundings
from chapbook.locate import Locator, line_and_column
from chapbook.numbering import NumberingSettings
from chapbook.outline import in_anchor
from chapbook.prose import FRONT_MATTER
from chapbook.source_notes import count_footnotes, is_citation, iter_source_notes
from chapbook.stages.cited import list_of, source_note
from chapbook.stages.marked import find_indexes, find_marks, find_terms, find_unclosed, find_uses
from chapbook.stages.numbered import find_numbered, is_section_heading, located
from chapbook.stretches import find_stretches
from chapbook.survey import Heading, Image, Link, Numbered, RawTag, Reference, Survey
from chapbook.tree import TELLING, ancestors, iter_elements, plain_text
from chapbook.typed import split_headings
from chapbook.written_lists import entry_text, written_entries

_PAGE_BREAK = re.compile(r"\s*\\(?:newpage|pagebreak|clearpage|cleardoublepage)\b")


def survey_chapter(
    doc: pf.Doc, source: str, numbering: NumberingSettings | None = None, language: str = "en"
) -> Survey:
    """Everything the rest of the book needs to know of a chapter; ids are written into `doc`."""
    locator = Locator.of(source)
    elements = list(iter_elements(doc, TELLING))
    ids: dict[str, str] = {}
    given: dict[int, str] = {}
    for element in elements:
        if getattr(element, "identifier", ""):
            given[id(element)] = element.identifier
            # An id that is given twice would make the second place unreachable, an EPUB invalid.
            element.identifier = _free(element.identifier, ids)
    settings = numbering or NumberingSettings()
    found = find_numbered(elements, settings)
    _name(found, ids)
    return Survey(
        title=_front_matter_title(source),
        words=len(plain_text(doc).split()),
        blocks=len(doc.content),
        headings=tuple(_headings([e for e in elements if is_section_heading(e)], locator)),
        images=tuple(_image(e, locator, source) for e in elements if isinstance(e, pf.Image)),
        numbered=tuple(
            replace(item, id=element.identifier, named=given.get(id(element), item.named))
            for element, item in located(found, locator)
        ),
        references=tuple(
            _reference(e, locator)
            for e in elements
            if isinstance(e, pf.Cite) and not is_citation(e, settings)
        ),
        links=tuple(_link(e, locator) for e in elements if isinstance(e, pf.Link)),
        notes=tuple(
            source_note(run, locator, language) for run in iter_source_notes(doc, settings)
        ),
        raw_tags=tuple(_raw_tag(e, locator) for e in elements if _is_lost(e)),
        ids=tuple(sorted(ids.values())),
        boxes=find_box_references(doc, source),
        guide=holds_guide(elements),
        lists=tuple(request for e in elements if (request := list_of(e)) is not None),
        written=tuple(entry_text(entry) for entry in written_entries(doc)),
        footnotes=count_footnotes(doc),
        marks=tuple(find_marks(elements, locator)),
        unclosed=tuple(find_unclosed(doc, source, locator)),
        indexes=tuple(find_indexes(elements, locator)),
        terms=tuple(find_terms(elements, locator)),
        uses=tuple(find_uses(elements, locator)),
        stretches=find_stretches(doc),
    )


def _front_matter_title(source: str) -> str | None:
    block = FRONT_MATTER.match(source)
    said = re.search(r"^title:[ \t]*(\S.*?)[ \t]*$", block[1] or "", re.M) if block else None
    title = re.sub(r"^([\"'])(.*)\1$", r"\2", said[1]) if said else ""
    return title if title.strip("|>-&*!") else None


def _is_lost(element: pf.Element) -> bool:
    """Whether an element is raw markup that only one format understands."""
    if isinstance(element, pf.RawInline | pf.RawBlock):
        return element.format in ("tex", "latex") and not _PAGE_BREAK.match(element.text)
    return "raw-html" in getattr(element, "classes", ())


def _headings(headers: list[pf.Header], locator: Locator) -> Iterator[Heading]:
    texts = [plain_text(header) for header in headers]
    split = split_headings(
        [(header.level, text) for header, text in zip(headers, texts, strict=True)]
    )
    for header, text, (typed, title, sure) in zip(headers, texts, split, strict=True):
        line, column = line_and_column(locator.find_title(text) or locator.find_title(title))
        yield Heading(
            level=header.level,
            id=header.identifier,
            title=title,
            unnumbered="unnumbered" in header.classes,
            typed=typed,
            line=line,
            text=text,
            sure=sure,
            column=column,
        )


def _image(image: pf.Image, locator: Locator, source: str) -> Image:
    figure = next((a for a in ancestors(image) if isinstance(a, pf.Figure)), None)
    captioned = image if figure is None else figure.caption
    language, code = read_block_diagram(image)
    if language:
        line, column = _line_of(code, language, source), None
    else:
        place = locator.find_link("image", image.url, unquote(image.url))
        line, column = line_and_column(place)
    return Image(
        src=image.url,
        caption=plain_text(captioned) if captioned else "",
        id=figure.identifier if figure else image.identifier,
        figure=figure is not None,
        line=line,
        column=column,
        width=image.attributes.get("width", ""),
        height=image.attributes.get("height", ""),
        language=language,
        code=code,
        asked=tuple(
            (name, holder.attributes[name])
            for holder in (image, figure)
            for name in WISHES
            if holder is not None and name in holder.attributes
        ),
        inside=surroundings(figure or image),
    )


def _line_of(code: str, language: str, source: str) -> int | None:
    """The line of a code block's first line; its own lines may be indented, or in a quotation.

    Of an empty block it is that of its fence.
    """
    sought = [line.strip(" \t>") for line in code.split("\n")]
    lines = [line.strip(" \t>") for line in source.split("\n")]
    if not code.strip():
        fences = (at for at, line in enumerate(lines) if re.match(r"(```|~~~).*\w", line))
        return next((at + 1 for at in fences if language in lines[at].lower()), None)
    places = (index for index, line in enumerate(lines) if line == sought[0])
    found = (at for at in places if lines[at : at + len(sought)] == sought)
    return next((at + 1 for at in found), None)


def _link(link: pf.Link, locator: Locator) -> Link:
    plain = unquote(link.url)
    needles = (f"]({link.url}", f"]({plain}", f"](<{plain}", link.url, plain)
    return Link(link.url, plain_text(link), *line_and_column(locator.find_link("link", *needles)))


def _reference(cite: pf.Cite, locator: Locator) -> Reference:
    text = plain_text(cite)
    ids = tuple(citation.id for citation in cite.citations)
    place = locator.find_link("reference", text, f"@{ids[0]}", f"@ref({ids[0]}")
    return Reference(text, ids, *line_and_column(place))


def _raw_tag(element: pf.Element, locator: Locator) -> RawTag:
    if isinstance(element, pf.RawInline | pf.RawBlock):
        command = re.match(r"\\\w+|\S+", element.text.strip())
        tag = command.group() if command else element.text
        return RawTag(tag, *line_and_column(locator.find_place("raw", tag)))
    name = element.attributes.get("tag", "")
    return RawTag(f"<{name}>", *line_and_column(locator.find_place("raw", f"<{name}")))


def _name(found: list[tuple[pf.Element, Numbered]], taken: dict[str, str]) -> None:
    """Give everything that has no id one that is free: `fig-speed` from its image, `tbl-1`."""
    counts: Counter[str] = Counter()
    for element, item in found:
        counts[item.kind] += 1
        if not element.identifier:
            element.identifier = _free(item.id.format(counts[item.kind]), taken)


def _free(wanted: str, taken: dict[str, str]) -> str:
    """An id that is not taken yet; `taken` is keyed by the ids as they are in anchors."""
    free, count = wanted, 1
    while in_anchor(free) in taken:
        count += 1
        free = f"{wanted}-{count}"
    taken[in_anchor(free)] = free
    return free
