"""A small shaped book, and what the DOCX format makes of it, read back."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from chapbook import pandoc
from chapbook.book import Book, Chapter, Metadata, Option, Part, Place, Target
from chapbook.numbering import NumberingSettings
from chapbook.outline import ChapterPlan, Label, Outline
from chapbook.plugins.formats.docx import Docx
from chapbook.plugins.ooxml.list_numbers import ListNumbers
from chapbook.plugins.ooxml.package import Package
from chapbook.roles import Manuscript, Workbench

TEMPLATES = Path(__file__).parents[1] / "templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACES = {
    "w": W.strip("{}"),
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 1200"><path d="M0 0h9"/></svg>'


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


#: Three pixels by twelve, black.
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 12, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(bytes(4) * 12))
    + _chunk(b"IEND", b"")
)

#: The shaped book, as the filters leave it for the writer `docx`.
TEXT = """\
# Preface {#preface .unnumbered .front-matter}

## Whom It Is For {#preface--whom .unnumbered}

Readers.

::: {#part-1 .part number=I}
Foundations

What the Part is about.
:::

# [1]{.number} Latency and `code` {#latency .chapter number=1}

## [1.1]{.number} The Tail {#latency--tail number=1.1}

See [caching](#caching).[^1]

[^1]: A note.

::: {custom-style="Callout Title"}
Watch out
:::

::: {custom-style="Callout"}
The tail is long.

- first
- second
:::

::: {custom-style="Cross Reference Title"}
From Book 1
:::

::: {custom-style="Cross Reference"}
See its Chapter 5.
:::

![[Figure 1.1]{.caption-label} A wave](media/wave.png){#latency--wave svg="media/wave.svg"}

![A photograph](media/photo.png)

| Layer  | Budget |
|--------|-------:|
| `edge` | 20 ms  |

: [Table 1.1]{.caption-label} Budgets {#latency--budgets}

After the table.

``` python
print("hello")
```

::: {#part-2 .part number=II}
Levers
:::

# [2]{.number} Caching {#caching .chapter number=2}

Text.

```{=openxml}
<w:p><w:r><w:br w:type="page"/></w:r></w:p>
```

After the break.

# [Appendix A]{.number} Glossary {#glossary .appendix number=A}

## [A.1]{.number} Terms {#glossary--terms number=A.1}

Terms.
"""
METADATA = Metadata(
    "Small & Fast",
    "A Book of Tests",
    ("Ada Writer", "Ben Author"),
    language="en-GB",
    date="2026-02-03",
    rights="© 2026 the authors",
    description="About speed.",
)


def plan(
    slug: str, place: Place, number: str | None, *things: Label, part: int | None = None
) -> ChapterPlan:
    """A chapter's plan with its own label and those of what stands in it."""
    path = PurePosixPath(f"chapters/{slug}.md")
    label = Label(place.value, slug, number, slug, path)
    return ChapterPlan(Chapter(path, place, part), slug, 0, None, (label, *things))


def thing(kind: str, anchor: str, number: str | None) -> Label:
    """A label of something that is no heading."""
    return Label(kind, anchor, number, anchor, None, anchor, level=0)


#: What numbered the book above.
OUTLINE = Outline(
    (
        Label("part", "part-1", "I", "Foundations", None),
        Label("part", "part-2", "II", "Levers", None),
    ),
    (
        plan("preface", Place.FRONT, None),
        plan(
            "latency",
            Place.CHAPTER,
            "1",
            thing("figure", "latency--wave", "1.1"),
            thing("table", "latency--budgets", "1.1"),
            part=0,
        ),
        plan("caching", Place.CHAPTER, "2", part=1),
        plan("glossary", Place.APPENDIX, "A"),
    ),
)


@dataclass(frozen=True)
class MadeDocx:
    """A finished file, by what is in it."""

    path: Path
    files: dict[str, bytes]

    @classmethod
    def read(cls, path: Path) -> MadeDocx:
        """Open a finished file."""
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            return cls(path, {name: archive.read(name) for name in archive.namelist()})

    def tree(self, name: str) -> etree._Element:
        """A part's root."""
        return etree.fromstring(self.files[name])

    def find(self, query: str, part: str = "word/document.xml") -> list[Any]:
        """What an XPath finds."""
        found = self.tree(part).xpath(query, namespaces=SPACES)
        assert isinstance(found, list)
        return found

    def styled(self, style: str) -> list[str]:
        """The texts of all paragraphs in a style, by its id."""
        paragraphs = self.find(f"//w:p[w:pPr/w:pStyle/@w:val='{style}']")
        return ["".join(p.xpath(".//w:t/text()", namespaces=SPACES)) for p in paragraphs]

    def instructions(self, name: str) -> list[str]:
        """The instructions of all fields of a kind (`SEQ`), in their order."""
        found = self.find("//w:instrText/text()")
        return [text.strip() for text in found if text.split()[0] == name]

    def heads(self) -> list[str]:
        """The text of the header of each section that has its own."""
        related = {
            relation.get("Id"): f"word/{relation.get('Target')}"
            for relation in self.find("//rel:Relationship", "word/_rels/document.xml.rels")
        }
        query = "//w:sectPr/w:headerReference[@w:type='default']/@r:id"
        runs = [self.find("//w:t | //w:tab[not(@w:pos)]", related[i]) for i in self.find(query)]
        return ["".join(run.text or "\t" for run in head).strip() for head in runs]

    def outline(self) -> list[tuple[int, str]]:
        """Headings with the level that Word's navigation pane gives them, and their numbers."""
        levels = {
            style.get(f"{W}styleId"): int(style.find("w:pPr/w:outlineLvl", SPACES).get(f"{W}val"))
            for style in self.find("//w:style[w:pPr/w:outlineLvl]", "word/styles.xml")
        }
        found = []
        numbers = ListNumbers.read(Package.read(self.path))
        for paragraph in self.find("//w:p[w:pPr/w:pStyle]"):
            number = numbers.count(paragraph)
            level = levels.get(paragraph.find("w:pPr/w:pStyle", SPACES).get(f"{W}val"), 9)
            if level < 9:
                words = "".join(paragraph.xpath(".//w:t/text()", namespaces=SPACES))
                found.append((level, " ".join([*([number] if number else []), *words.split()])))
        return found


def make_docx(
    folder: Path,
    *,
    text: str = TEXT,
    metadata: dict[str, Any] | None = None,
    options: dict[str, Option] | None = None,
    templates: Path = TEMPLATES,
    outline: Outline | None = None,
    numbering: NumberingSettings = NumberingSettings(),
) -> MadeDocx:
    """Render the small book, or another text with the outline that numbered it."""
    bench = folder / "bench"
    bench.mkdir(parents=True)
    media = {"wave.png": PNG, "wave.svg": SVG, "photo.png": PNG}
    for name, content in media.items():
        (folder / name).write_bytes(content)
    book = Book(
        folder,
        replace(METADATA, **(metadata or {})),
        (),
        PurePosixPath("book.yaml"),
        (Part("Foundations"), Part("Levers")),
        numbering=numbering,
    )
    outline = outline or OUTLINE
    manuscript = Manuscript(
        book=book,
        outline=outline,
        target=Target("docx", "docx", options or {}),
        document=pandoc.read_markdown(text),
        media={f"media/{name}": folder / name for name in media},
        included=outline.plans,
        epoch=1770076800,
    )
    workbench = Workbench(bench, 120, lambda kind, name: templates.parent / kind / name)
    artifact, findings = Docx().render(manuscript, folder / "out" / "book.docx", workbench)
    assert (findings, artifact.pages) == ((), None)
    return MadeDocx.read(artifact.path)
