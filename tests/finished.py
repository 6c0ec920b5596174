"""Finished files read back: their text, headings, bookmarks and links."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from chapbook.plugins.ooxml.list_numbers import ListNumbers
from chapbook.plugins.ooxml.package import Package
from chapbook.process import run


def read_text(path: Path) -> str:
    """The text of a finished file as a reader sees it, white space folded."""
    readers = {".pdf": _pdf_text, ".epub": _epub_text, ".docx": _docx_text}
    return " ".join(readers[path.suffix](path).split())


def read_entry(path: Path, name: str) -> str:
    """One file of an EPUB or DOCX."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def epub_pages(path: Path) -> Iterator[tuple[str, str]]:
    """Name and text of every XHTML file of an EPUB, in the order of the spine."""
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        package = next(name for name in names if name.endswith(".opf"))
        tree = etree.fromstring(archive.read(package))
        ns = {"o": "http://www.idpf.org/2007/opf"}
        hrefs = {i.get("id"): i.get("href") for i in tree.iterfind(".//o:manifest/o:item", ns)}
        for item in tree.iterfind(".//o:spine/o:itemref", ns):
            name = str(PurePosixPath(package).parent / hrefs[item.get("idref")])
            yield name, archive.read(name).decode()


def pdf_bookmarks(path: Path) -> list[tuple[int, str]]:
    """Depth (from 0) and title of every bookmark of a PDF."""
    import pikepdf

    def walk(items: Sequence[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield depth, " ".join(item.title.split())
            yield from walk(item.children, depth + 1)

    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        return list(walk(outline.root, 0))


def epub_contents(path: Path) -> list[tuple[int, str]]:
    """Depth (from 0) and title of every entry of an EPUB's table of contents."""
    from lxml import etree

    def walk(items: etree._Element, depth: int) -> Iterator[tuple[int, str]]:
        for item in items.iterfind("{*}li"):
            link = item.find("{*}a")
            assert link is not None
            yield depth, " ".join("".join(link.itertext()).split())
            for deeper in item.iterfind("{*}ol"):
                yield from walk(deeper, depth + 1)

    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith("nav.xhtml"))
        nav = etree.fromstring(archive.read(name)).find(".//{*}nav[@id='toc']/{*}ol")
    assert nav is not None
    return list(walk(nav, 0))


def docx_headings(path: Path) -> list[tuple[int, str]]:
    """Outline level (from 0), number and text of a DOCX's headings, whatever their styles."""
    import docx

    found = []
    numbers = _docx_numbers(path)
    for paragraph in docx.Document(str(path)).paragraphs:
        number = numbers.count(paragraph._element) or ""
        style, level = paragraph.style, None
        while style is not None and level is None:
            levels = style.element.xpath("w:pPr/w:outlineLvl/@w:val")
            level = int(levels[0]) if levels else None
            style = style.base_style
        if level is not None and level < 9:
            found.append((level, " ".join(f"{number} {paragraph.text}".split())))
    return found


def epub_dead_links(path: Path) -> list[str]:
    """Every link within an EPUB that leads to no file or no id of it."""
    from lxml import etree

    pages = {name: etree.fromstring(text.encode()) for name, text in epub_pages(path)}
    ids = {name: {e.get("id") for e in page.iter()} for name, page in pages.items()}
    dead = []
    for name, page in pages.items():
        for href in page.xpath("//@href"):
            target, _, fragment = str(href).partition("#")
            if ":" in target or target.endswith(".css"):
                continue
            file = str((PurePosixPath("/") / name).parent / target)[1:] if target else name
            parts: list[str] = []
            for part in file.split("/"):
                parts = parts[:-1] if part == ".." else [*parts, part]
            file = "/".join(parts)
            if file not in ids or (fragment and fragment not in ids[file]):
                dead.append(f"{name}: {href}")
    return dead


def docx_dead_links(path: Path) -> list[str]:
    """Every link within a DOCX that names no bookmark of it."""
    import docx

    body = docx.Document(str(path)).element.body
    names = set(body.xpath("//w:bookmarkStart/@w:name"))
    return [anchor for anchor in body.xpath("//w:hyperlink/@w:anchor") if anchor not in names]


def pdf_dead_links(path: Path) -> int:
    """The number of links within a PDF whose destination it does not have."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        known = set()
        names = pdf.Root.get("/Names", {}).get("/Dests")
        if names is not None:
            known = set(pikepdf.NameTree(names))
        dead = 0
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                action = annotation.get("/A", {})
                place = annotation.get("/Dest", action.get("/D"))
                if isinstance(place, pikepdf.String) and str(place) not in known:
                    dead += 1
    return dead


def _pdf_text(path: Path) -> str:
    return run(["pdftotext", "-layout", path, "-"]).stdout.decode()


def _epub_text(path: Path) -> str:
    from lxml import etree

    pages = (etree.fromstring(text.encode()) for _, text in epub_pages(path))
    return "\n".join(_flat(page.find("{*}body")) for page in pages)


def _flat(element: object) -> str:
    from lxml import etree

    blocks = {"p", "h1", "h2", "h3", "h4", "li", "td", "th", "div", "pre", "br"}
    said = ""
    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = etree.QName(node).localname
        if event == "start":
            said += ("\n" if name in blocks else "") + (node.text or "")
        else:
            said += ("\n" if name in blocks else "") + (node.tail or "")
    return said


def _docx_text(path: Path) -> str:
    import docx

    numbers = _docx_numbers(path)
    paragraphs = (p for p in docx.Document(str(path)).element.body.iter() if _is_par(p))
    return "\n".join(f"{numbers.count(p) or ''} {p.text}" for p in paragraphs)


def _docx_numbers(path: Path) -> ListNumbers:
    """What Word prints before paragraphs in lists."""
    return ListNumbers.read(Package.read(path))


def _is_par(element: object) -> bool:
    return str(getattr(element, "tag", "")).endswith("}p") and hasattr(element, "text")
