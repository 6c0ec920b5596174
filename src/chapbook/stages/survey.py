"""Survey one parsed chapter: give figures and tables their ids, and note what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

import panflute as pf

from chapbook.locate import Locator
from chapbook.source_notes import iter_source_notes
from chapbook.survey import Heading, Image, Link, RawTag, SourceNote, Survey, Table
from chapbook.tree import ancestors, iter_elements, plain_text
from chapbook.typed import split_headings

#: A block of YAML at the head of a file.
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)

_PAGE_BREAK = re.compile(r"\s*\\(?:newpage|pagebreak|clearpage|cleardoublepage)\b")


def survey_chapter(doc: pf.Doc, source: str) -> Survey:
    """Everything the rest of the book needs to know of a chapter; ids are written into `doc`."""
    locator = Locator.of(source)
    elements = list(iter_elements(doc))
    figures = [e for e in elements if isinstance(e, pf.Figure)]
    tables = [e for e in elements if isinstance(e, pf.Table)]
    ids: set[str] = set()
    for element in elements:
        if getattr(element, "identifier", ""):
            # An id that is given twice would make the second place unreachable, an EPUB invalid.
            element.identifier = _free(element.identifier, ids)
    _name_figures(figures, ids)
    _name_tables(tables, ids)
    return Survey(
        title=_front_matter_title(source),
        words=len(plain_text(doc).split()),
        blocks=len(doc.content),
        headings=tuple(_headings([e for e in elements if is_section_heading(e)], locator)),
        images=tuple(_image(e, locator) for e in elements if isinstance(e, pf.Image)),
        tables=tuple(_table(e, locator) for e in tables),
        links=tuple(_link(e, locator) for e in elements if isinstance(e, pf.Link)),
        notes=tuple(
            SourceNote(run.text, locator.find("note", "[Source:")) for run in iter_source_notes(doc)
        ),
        raw_tags=tuple(_raw_tag(e, locator) for e in elements if _is_lost(e)),
        ids=tuple(sorted(ids)),
    )


def _front_matter_title(source: str) -> str | None:
    block = FRONT_MATTER.match(source)
    said = re.search(r"^title:[ \t]*(\S.*?)[ \t]*$", block[1] or "", re.M) if block else None
    title = re.sub(r"^([\"'])(.*)\1$", r"\2", said[1]) if said else ""
    return title if title.strip("|>-&*!") else None


def is_section_heading(element: pf.Element) -> bool:
    """Whether a header opens a section: one inside a quotation or a list is only a title there."""
    return isinstance(element, pf.Header) and all(
        isinstance(ancestor, pf.Div | pf.Doc) for ancestor in ancestors(element)
    )


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
        yield Heading(
            level=header.level,
            id=header.identifier,
            title=title,
            unnumbered="unnumbered" in header.classes,
            typed=typed,
            line=locator.find_heading(text) or locator.find_heading(title),
            text=text,
            sure=sure,
        )


def _image(image: pf.Image, locator: Locator) -> Image:
    figure = next((a for a in ancestors(image) if isinstance(a, pf.Figure)), None)
    captioned = image if figure is None else figure.caption
    return Image(
        src=image.url,
        caption=plain_text(captioned) if captioned else "",
        id=figure.identifier if figure else image.identifier,
        figure=figure is not None,
        line=locator.find("image", image.url, unquote(image.url)),
    )


def _table(table: pf.Table, locator: Locator) -> Table:
    caption = plain_text(table.caption) if table.caption else ""
    line = locator.find("table", caption) if caption else None
    return Table(caption=caption, id=table.identifier, line=line)


def _link(link: pf.Link, locator: Locator) -> Link:
    plain = unquote(link.url)
    line = locator.find("link", f"]({link.url}", f"]({plain}", f"](<{plain}", link.url, plain)
    return Link(target=link.url, text=plain_text(link), line=line)


def _raw_tag(element: pf.Element, locator: Locator) -> RawTag:
    if isinstance(element, pf.RawInline | pf.RawBlock):
        command = re.match(r"\\\w+|\S+", element.text.strip())
        tag = command.group() if command else element.text
        return RawTag(tag=tag, line=locator.find("raw", tag))
    name = element.attributes.get("tag", "")
    return RawTag(tag=f"<{name}>", line=locator.find("raw", f"<{name}"))


def _name_figures(figures: list[pf.Figure], taken: set[str]) -> None:
    for figure in figures:
        images = [e for e in iter_elements(figure) if isinstance(e, pf.Image)]
        if figure.identifier or not images:
            continue
        image = images[0]
        stem = re.sub(r"[^\w-]+", "-", PurePosixPath(image.url).stem) or "figure"
        figure.identifier = image.identifier or _free(f"fig-{stem}", taken)
        image.identifier = ""


def _name_tables(tables: list[pf.Table], taken: set[str]) -> None:
    for count, table in enumerate(tables, 1):
        table.identifier = table.identifier or _free(f"tbl-{count}", taken)


def _free(wanted: str, taken: set[str]) -> str:
    free, count = wanted, 1
    while free in taken:
        count += 1
        free = f"{wanted}-{count}"
    taken.add(free)
    return free
