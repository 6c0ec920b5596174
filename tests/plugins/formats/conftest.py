"""A small shaped book, and what the EPUB format makes of it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from lxml import etree

from chapbook import pandoc
from chapbook.book import Book, Chapter, Metadata, Option, Part, Place, Target
from chapbook.outline import number_book
from chapbook.plugins.formats.epub import Epub
from chapbook.roles import Manuscript, Workbench
from chapbook.survey import Heading, Image, Survey

TEMPLATES = Path(__file__).parents[3] / "templates"
NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Wave</title></svg>'

#: The shaped book, as the filters leave it: numbers are in the headings.
TEXT = """\
# Preface {#preface .unnumbered .front-matter}

See [latency](#latency--tail) and [nothing](#nowhere), and [a file](../notes.txt).

::: {#part-1 .part number=I}
Foundations
:::

# [1]{.number} Latency {#latency .chapter number=1}

![A wave](media/opener-0123abcd.svg){.opener}

## [1.1]{.number} The Tail {#latency--tail number=1.1}

<aside class="callout note" role="note">

::: callout-title
Watch out
:::

### Inside {#latency--inside}

The tail is long.

</aside>

![[Figure 1.1]{.caption-label} A wave in time](media/wave.svg){#latency--wave}

``` python
print("a line that is so long that it does not fit on the screen of a small reading device")
```

| Layer | Budget | Spent | Left |
|-------|--------|-------|------|
| Edge  | 20 ms  | 5 ms  | 15   |

The mean is $\\mu$.

## Summary {#latency--summary .unnumbered}

Done.[^1]

[^1]: Not quite.

::: {#part-2 .part number=II}
Levers
:::

# [2]{.number} Caching {#caching .chapter number=2}

## [2.1]{.number} Eviction {#caching--eviction number=2.1}

Text<br>with &nbsp; raw <blink>HTML</blink>.

# [Appendix A]{.number} Glossary {#glossary .appendix number=A}

Terms.
"""


METADATA = Metadata(
    "Small & Fast",
    "A Book of Tests",
    ("Ada Writer", "Ben Author"),
    language="en-GB",
    date="2026-02-03",
    rights="© 2026 the authors",
    publisher="A Press",
    description="About speed.",
)


@dataclass(frozen=True)
class MadeEpub:
    """A finished file, by what is in it."""

    path: Path
    files: dict[str, bytes]

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.files[f"EPUB/{name}"])

    def pages(self) -> Iterator[etree._Element]:
        return (self.tree(name) for name in self.spine())

    def package(self, query: str) -> list[str]:
        found = self.tree("content.opf").xpath(query, namespaces=NAMES)
        return [str(item) for item in found]

    def spine(self) -> list[str]:
        return [
            self.package(f"//opf:item[@id='{name}']/@href")[0]
            for name in self.package("//opf:itemref/@idref")
        ]

    def metadata(self, name: str) -> list[str]:
        return self.package(f"//opf:meta[@property='{name}']/text()")


@pytest.fixture
def make_epub() -> Callable[..., MadeEpub]:
    """A function that renders the small book; a `change` of its text, its `metadata` and more."""
    return _make


def _make(
    folder: Path,
    *,
    change: tuple[str, str] = ("", ""),
    metadata: dict[str, Any] | None = None,
    options: dict[str, Option] | None = None,
    drawing: bytes | None = None,
) -> MadeEpub:
    root, bench = folder / "book", folder / "bench"
    for path in (root / "art", bench):
        path.mkdir(parents=True, exist_ok=True)
    (root / "art/front.jpg").write_bytes(b"\xff\xd8 a photograph")
    (root / "art/front.txt").write_text("no image")
    drawings = {"opener": _svg("opener"), "wave": drawing or _svg("wave")}
    for name, content in drawings.items():
        (root / f"{name}.svg").write_bytes(content)
    book = _book(root, replace(METADATA, **(metadata or {})))
    outline = number_book(book, _SURVEYS)
    manuscript = Manuscript(
        book=book,
        outline=outline,
        target=Target("epub", "epub", options or {}),
        document=pandoc.read_markdown(TEXT.replace(*change) if change[0] else TEXT),
        media={f"media/{name}.svg": root / f"{name.partition('-')[0]}.svg" for name in _MEDIA},
        included=outline.plans,
        epoch=1770076800,
    )
    workbench = Workbench(bench, 120, lambda kind, name: TEMPLATES.parent / kind / name)
    artifact, findings = Epub().render(manuscript, folder / "out" / "book.epub", workbench)
    assert findings == ()
    assert artifact.pages is None
    with zipfile.ZipFile(artifact.path) as archive:
        return MadeEpub(artifact.path, {name: archive.read(name) for name in archive.namelist()})


def _book(root: Path, metadata: Metadata) -> Book:
    chapters = (
        Chapter(PurePosixPath("chapters/00-preface.md"), Place.FRONT),
        Chapter(PurePosixPath("chapters/01-latency.md"), part=0),
        Chapter(PurePosixPath("chapters/02-caching.md"), part=1),
        Chapter(PurePosixPath("chapters/03-glossary.md"), Place.APPENDIX),
    )
    parts = (Part("Foundations"), Part("Levers"))
    return Book(root, metadata, chapters, PurePosixPath("book.yaml"), parts)


def _heading(level: int, title: str, id: str = "", unnumbered: bool = False) -> Heading:
    return Heading(level, id or title.lower(), title, unnumbered, None, None)


#: Drawings by the names that the document uses; the first carries a key, as the store gives.
_MEDIA = ("opener-0123abcd", "wave")

_SURVEYS = {
    PurePosixPath("chapters/00-preface.md"): Survey(headings=(_heading(1, "Preface"),)),
    PurePosixPath("chapters/01-latency.md"): Survey(
        headings=(
            _heading(1, "Latency"),
            _heading(2, "The Tail", "tail"),
            _heading(3, "Inside", unnumbered=True),
            _heading(2, "Summary", unnumbered=True),
        ),
        images=(Image("wave.html", "A wave in time", "wave", True, None),),
    ),
    PurePosixPath("chapters/02-caching.md"): Survey(
        headings=(_heading(1, "Caching"), _heading(2, "Eviction"))
    ),
    PurePosixPath("chapters/03-glossary.md"): Survey(headings=(_heading(1, "Glossary"),)),
}


def _svg(name: str) -> bytes:
    return SVG.replace(b"Wave", name.encode())
