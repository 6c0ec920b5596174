"""Pages of a finished book as pictures: where each specimen begins, in every format."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pypdfium2
from lxml import etree
from PIL import Image

from chapbook.plugins.browsing.client import browser_version, find_browser
from chapbook.process import find_program, run

#: Names of the pictures, by the titles of the chapters and Parts that they show.
SPECIMENS = {
    "part": "Running Text",
    "paragraphs": "Paragraphs",
    "headings": "Headings, Even Long Ones That Need a Second Line",
    "lists": "Lists",
    "quotations": "Quotations and Verse",
    "boxes": "Boxes",
    "footnotes": "Footnotes",
    "languages": "Other Languages",
    "code": "Code",
    "pseudocode": "Pseudocode",
    "formulas": "Formulas",
    "tables": "Tables",
    "long-tables": "Long Tables",
    "drawings": "Drawings",
    "parts-of-figures": "Figures of Several Parts",
    "written-diagrams": "Diagrams Written as Text",
    "turned-figures": "Figures on Their Side",
    "cross-references": "Cross-References",
    "companions": "Companion Books",
    "citations": "Citations",
    "glossary": "Glossary",
    "index": "Index",
}
#: How long LibreOffice may take, in seconds.
_PATIENCE = 180
_SCREENS = {"epub": (600, 800), "html": (1000, 750)}
#: Specimens of which the second page is the one to look at.
_SECOND = frozenset({"turned-figures"})


@cache
def programs(format: str) -> str | None:
    """The programs that a format's pictures are made with; None where one is missing."""
    match format:
        case "pdf":
            return _version("xelatex")
        case "docx":
            return _version("soffice")
        case "epub" | "html":
            return browser_version() or None
        case _:
            return "the embedded engine"


def pages_of(format: str, path: Path, folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """Name and picture of each specimen in a finished file; `folder` is for what is made of it."""
    match format:
        case "pdf" | "typst":
            yield from _of_pdf(path)
        case "docx":
            profile = f"-env:UserInstallation=file://{folder / 'profile'}"
            options = ["--headless", "--convert-to", "pdf", "--outdir", folder]
            run(["soffice", profile, *options, path], timeout=_PATIENCE)
            yield from _of_pdf(folder / f"{path.stem}.pdf")
        case "epub":
            with zipfile.ZipFile(path) as archive:
                archive.extractall(folder / "epub")
            yield from _of_site(folder / "epub/EPUB/nav.xhtml", _SCREENS[format])
        case _:
            yield from _of_site(path / "index.html", _SCREENS[format])


def _version(program: str) -> str | None:
    if find_program(program) is None:
        return None
    return run([program, "--version"], timeout=60).stdout.decode().splitlines()[0].strip()


def _of_pdf(path: Path) -> Iterator[tuple[str, Image.Image]]:
    document = pypdfium2.PdfDocument(path)
    try:
        starts: dict[str, int] = {}
        for entry in document.get_toc():
            place, title = entry.get_dest(), " ".join(entry.get_title().split())
            plain = title.lstrip("0123456789IVX. \N{EM SPACE}\N{EN SPACE}").strip()
            if place is not None:
                for known in (title, plain):
                    starts.setdefault(known, place.get_index())
        texts = [page.get_textpage().get_text_range() for page in document]
        yield "title-page", _rendered(document, next(n for n, t in enumerate(texts) if "Ben" in t))
        contents = next(n for n, t in enumerate(texts) if "Contents" in t[:200])
        yield "contents", _rendered(document, contents)
        for name, title in SPECIMENS.items():
            yield name, _rendered(document, _start(starts, title) + (name in _SECOND))
    finally:
        document.close()


def _start(starts: dict[str, int], title: str) -> int:
    """The page of a title; programs put a number, or its word, before it in their own ways."""
    exact = starts.get(title)
    return (
        next(page for known, page in starts.items() if known.endswith(title))
        if (exact is None)
        else exact
    )


def _rendered(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    picture: Image.Image = document[number].render(scale=1.6).to_pil()
    return picture


def _of_site(contents: Path, screen: tuple[int, int]) -> Iterator[tuple[str, Image.Image]]:
    from playwright.sync_api import sync_playwright

    pages = _linked(contents)
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=str(find_browser()),
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        tab = browser.new_page(viewport={"width": screen[0], "height": screen[1]})
        try:
            yield "contents", _shot(tab, contents)
            for name, title in SPECIMENS.items():
                found = next(path for known, path in pages.items() if known.endswith(title))
                yield name, _shot(tab, found)
        finally:
            browser.close()


def _linked(contents: Path) -> dict[str, Path]:
    """The pages that a table of contents leads to, by the text of the link."""
    root = etree.HTML(contents.read_bytes())
    found: dict[str, Path] = {}
    for link in root.iter("a"):
        target = str(link.get("href", "")).partition("#")[0]
        if target.endswith(("html", "xhtml")) and ":" not in target:
            text = " ".join("".join(link.itertext()).split())
            found.setdefault(text, contents.parent / PurePosixPath(target))
    return found


def _shot(tab: Any, path: Path) -> Image.Image:
    import io

    tab.goto(path.as_uri())
    return Image.open(io.BytesIO(tab.screenshot()))
