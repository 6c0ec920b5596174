"""A small book with one of each, and what the HTML format makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200" role="img"><title>A wave</title>'
    '<path d="M0 100h400" stroke="#036"/></svg>'
)
MANIFEST = """\
title: Tides & Waves
subtitle: A Book of Tests
authors: [Ada Writer, Ben Author]
language: en-GB
description: About the sea.
url: https://example.org/tides/
contents:
  front-matter: [preface.md]
  parts:
    - title: Water
      chapters: [waves.md]
    - title: Moon
      chapters: [moon.md, index.md]
targets: {html: , html-single: {format: html, single: true}}
"""
FILES: dict[str, str | bytes] = {
    "book.yaml": MANIFEST,
    "preface.md": "# Preface\n\nRead [waves](waves.md) first.[^1]\n\n[^1]: Or do not.\n",
    "waves.md": """\
# Waves

The sea rises,[^1] as @fig:wave and @eq:tide show; see [the ebb](moon.md#ebb).

![A wave in time](wave.svg){#fig:wave}

$$ h = \\sum_k a_k $$ {#eq:tide}

## Height

> [!TIP]
> Stand back.

``` python
def tide(t): return "high"  # <script>
```

| A | B | C | D |
|---|---|---|---|
| 1 | 2 | 3 | 4 |

Raw <blink>HTML</blink> and [evil](javascript:alert(1)).

[^1]: Twice a **day**.
""",
    "moon.md": "# The Moon\n\nIt pulls.[^1]\n\n## Ebb {#ebb}\n\nWater falls.\n\n[^1]: Gently.\n",
    "index.md": "# Index\n\nNothing is listed, see [heights](waves.md#height).\n",
    "wave.svg": DRAWING,
}


@dataclass(frozen=True)
class Site:
    """A finished website, or a single file as the only page of one."""

    folder: Path
    names: tuple[str, ...]

    def page(self, name: str) -> etree._Element:
        """A page as a tree; a page is well-formed XML but for its scripts and styles."""
        return etree.fromstring((self.folder / name).read_bytes())

    @property
    def pages(self) -> list[str]:
        """The names of all pages."""
        return [name for name in self.names if name.endswith(".html")]

    def targets(self) -> Iterator[tuple[str, str, str]]:
        """Every page, attribute and address of links, pictures, scripts and styles."""
        for name in self.pages:
            for element in self.page(name).iter("*"):
                for key in ("href", "src", "srcset", "poster", "action", "data"):
                    if element.get(key) is not None:
                        yield name, f"{etree.QName(element).localname} {key}", str(element.get(key))

    def dead_links(self) -> list[tuple[str, str]]:
        """Links of the site that lead nowhere in it."""
        ids = {name: {str(e.get("id")) for e in self.page(name).iter("*")} for name in self.pages}
        found = []
        for page, _, href in self.targets():
            if urlsplit(href).scheme:
                continue
            path, _, anchor = href.partition("#")
            name = unquote(path) or page
            if name not in self.names or (anchor and unquote(anchor) not in ids[name]):
                found.append((page, href))
        return found


def read_site(path: Path) -> Site:
    """The finished website in a folder."""
    names = (p.relative_to(path).as_posix() for p in path.rglob("*") if p.is_file())
    return Site(path, tuple(sorted(names)))


def texts(root: etree._Element, query: str) -> list[str]:
    """The texts of the elements that an XPath with the prefix `x` finds."""
    found = root.xpath(query, namespaces={"x": XHTML.strip("{}")})
    assert isinstance(found, list)
    return [
        " ".join("".join(e.itertext()).split()) if isinstance(e, etree._Element) else str(e)
        for e in found
    ]
