"""A small shaped book, made by hand, for the tests of the formats that make pages."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path, PurePosixPath

import pikepdf

from chapbook.book import Book, Chapter, Metadata, Option, Part, Place, Target
from chapbook.outline import ChapterPlan, Label, Outline
from chapbook.pandoc import read_markdown
from chapbook.roles import Format, Manuscript, Workbench

#: Chapters as the filters leave them for each writer, joined.
LATEX = r"""
```{=latex}
\frontmatter
```

# Preface {#preface .unnumbered .front-matter}

Words before.

```{=latex}
\mainmatter
```

::: {#part-1 .part number=I}
Beginnings
:::

```{=latex}
\setcounter{chapter}{0}
```

# One *word* {#one .chapter number=1}

## First {#one--first number=1.1}

BODY

```{=latex}
\appendix
```

# Extra {#extra .appendix number=A}

Words after.
"""

TYPST = r"""
# Preface {#preface .unnumbered .front-matter}

Words before.

::: {#part-1 .part number=I}
Beginnings
:::

# [1]{.number} One *word* {#one .chapter number=1}

## [1.1]{.number} First {#one--first number=1.1}

BODY

# [Appendix A]{.number} Extra {#extra .appendix number=A}

Words after.
"""


def shaped(body: str, writer: str, root: Path, **options: Option) -> Manuscript:
    """A book with a preface, a Part with one chapter, and an appendix; `body` is the chapter's."""
    chapters = (
        Chapter(PurePosixPath("chapters/00-preface.md"), Place.FRONT),
        Chapter(PurePosixPath("chapters/01-one.md"), Place.CHAPTER, part=0),
        Chapter(PurePosixPath("chapters/02-extra.md"), Place.APPENDIX),
    )
    target = Target(
        "pdf", "pdf", {"engine": "xelatex" if writer == "latex" else "typst", **options}
    )
    metadata = Metadata(
        title='A "Small" Book & More',
        subtitle="50% shorter",
        authors=("Ada Example", "Bo Sample"),
        date="2024",
        rights="All of it may be copied.",
        identifier="978-3-16-148410-0",
    )
    book = Book(root, metadata, chapters, PurePosixPath("book.yaml"), (Part("Beginnings"),))
    path = root / "chapters" / "01-one.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# Chapter 1: One *word*\n\n## First\n\n{body}\n", "utf-8")
    template = LATEX if writer == "latex" else TYPST
    document = read_markdown(template.replace("BODY", body))
    outline = _outline(chapters)
    return Manuscript(book, outline, target, document, {}, outline.plans, 1_700_000_000)


def _outline(chapters: tuple[Chapter, ...]) -> Outline:
    preface, one, extra = (chapter.path for chapter in chapters)
    labels = (
        (Label("front-matter", "preface", None, "Preface", preface, line=1),),
        (
            Label("chapter", "one", "1", "One word", one, line=1),
            Label("section", "one--first", "1.1", "First", one, level=2, line=3),
        ),
        (Label("appendix", "extra", "A", "Extra", extra, line=1),),
    )
    plans = tuple(
        ChapterPlan(chapter, own[0].anchor, 0, None, own)
        for chapter, own in zip(chapters, labels, strict=True)
    )
    return Outline((Label("part", "part-1", "I", "Beginnings", None),), plans)


def render(format: Format, manuscript: Manuscript, folder: Path) -> Path:
    """The format's file, made in `folder`."""
    out = folder / "out" / "book.pdf"
    bench = workbench(folder)
    format.render(manuscript, out, bench)
    return out


def workbench(folder: Path) -> Workbench:
    """An empty folder below `folder`, with chapbook's own templates."""
    own = folder / "bench"
    own.mkdir(parents=True)
    return Workbench(own, 300, lambda kind, name: Path(str(files(f"chapbook.{kind}"))) / name)


def bookmarks(path: Path) -> list[tuple[int, str]]:
    """Depth and title of every bookmark."""
    found: list[tuple[int, str]] = []

    def read(items: list[pikepdf.OutlineItem], depth: int) -> None:
        for item in items:
            found.append((depth, item.title))
            read(item.children, depth + 1)

    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        read(list(outline.root), 0)
    return found


def drawing(path: Path, width: float, height: float) -> Path:
    """A PDF drawing of that size in points: one filled rectangle."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(width, height))
        page.Contents = pdf.make_stream(b"0.5 g 10 10 %d %d re f" % (width - 20, height - 20))
        pdf.save(path, deterministic_id=True)
    return path
