"""The house style of the documentation's example, in a book that keeps it and one that does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from support import BookTest

REPOSITORY = Path(__file__).parents[2]
DOCUMENT = (REPOSITORY / "docs/book-yaml.md").read_text("utf-8")

#: What every figure of the book shows.
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100">
  <title>A light</title><circle cx="200" cy="50" r="40" fill="#036"/>
</svg>
"""

KEPT = """\
# {title}

![What the keeper sees.](../assets/ch{number:02}-opener.svg)

## Overview

A lighthouse is seen from 20 km.

## Two Views

### From the Sea

Of 200 ships, 150 saw the light: 150 / 200 = 75%.

### From the Shore

Suppose that half the lamps are out: 50% of the light is left, and the keeper climbs the stairs
once more than on other nights.

Of the oil, [a share of 80%]{{.assumption}} is burned.

## Lamps and Lenses

A Fresnel lens gathers what would be lost [Source: Hale, 2019].

| Lamp | Seen from |
|---|---|
| Oil | 20 km |

## Summary

Text.

## References
"""
WORKS = "# Works\n\n- Hale, R. (2019). *On Lamps*. Shore Press.\n"


def house_style() -> str:
    """The `book.yaml` of the section House style."""
    section = DOCUMENT.split("\n## House style\n")[1]
    fenced = re.search(r"```yaml\n(.*?)```", section, re.DOTALL)
    assert fenced
    return fenced[1]


def files() -> dict[str, str]:
    return {
        "book.yaml": house_style(),
        "chapters/00-preface.md": "# Preface\n\nText.\n",
        "chapters/01-the-light.md": KEPT.format(title="The Light", number=1),
        "chapters/02-lamps.md": KEPT.format(title="Lamps", number=2),
        "assets/ch01-opener.svg": SVG,
        "assets/ch02-opener.svg": SVG,
        "WORKS_CITED.md": WORKS,
    }


def test_a_book_that_keeps_the_documented_style_builds_without_a_finding(
    new_book: Callable[..., BookTest],
) -> None:
    built = new_book(files()).build("epub", strict=True)
    assert built.findings == ()
    built.reads("Of the oil, a share of 80% is burned.", "Fresnel lens gathers what")


def test_what_breaks_the_documented_style_is_found_at_its_line(
    new_book: Callable[..., BookTest],
) -> None:
    book = new_book(files())
    broken = (
        KEPT.format(title="Lamps", number=2)
        .replace("![What the keeper sees.](../assets/ch02-opener.svg)\n\n", "")
        .replace("ch02-opener", "lamp")
        .replace("## Summary", "## Coda\n\n#### Deep\n\nA light house—with 40% more.\n\n## Summary")
        .replace("| Lamp | Seen from |\n|---|---|\n| Oil | 20 km |", "![Seen](../assets/sea.svg)")
        .replace("### From the Sea\n\n", "")
    )
    book.write({"chapters/02-lamps.md": broken, "assets/sea.svg": SVG})
    book.write({"book.yaml": house_style().replace("max: 3500", "max: 60")})
    found = {f.code: f.place for f in book.check() if f.path.name == "02-lamps.md"}
    assert found == {
        "chapter-words": "chapters/02-lamps.md:1:3",
        "chapter-opener": "chapters/02-lamps.md:1:3",
        "chapter-tables": "chapters/02-lamps.md:1:3",
        "chapter-sections": "chapters/02-lamps.md:7:4",
        "diagram-name": "chapters/02-lamps.md:22:9",
        "heading-skip": "chapters/02-lamps.md:26:6",
        "heading-depth": "chapters/02-lamps.md:26:6",
        "preferred-term": "chapters/02-lamps.md:28:3",
        "em-dash": "chapters/02-lamps.md:28:14",
        "unsourced-figure": "chapters/02-lamps.md:28:20",
    }
