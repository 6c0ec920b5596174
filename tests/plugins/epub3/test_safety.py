"""A page runs no code of a manuscript's and asks the network for nothing."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest
from html_site import FILES, read_site
from support import BookTest

from chapbook.plugins.epub3.safety import drop_unsafe
from chapbook.plugins.epub3.xhtml import parse
from chapbook.plugins.website.markup import to_html

HTML = 'xmlns="http://www.w3.org/1999/xhtml"'
SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize(
    ("written", "left"),
    [
        (f'<p {HTML} onclick="x()" class="a">w</p>', '<p class="a">w</p>'),
        (f'<img {HTML} src="media/a.svg" srcset="https://e.org/a.png 2x"/>',
         '<img src="media/a.svg"/>'),
        (f'<source {HTML} src="https://e.org/a.webp"/>', "<source/>"),
        (f'<p {HTML} style="background: URL(https://e.org/a.png)">w</p>', "<p>w</p>"),
        (f'<p {HTML} style="color: red">w</p>', '<p style="color: red">w</p>'),
        (f'<a {HTML} href="JavaScript:x()">w</a>', "<a>w</a>"),
        (f'<a {HTML} href="https://e.org/">w</a>', '<a href="https://e.org/">w</a>'),
    ],
)  # fmt: skip
def test_what_runs_or_loads_is_dropped(written: str, left: str) -> None:
    piece = parse(written.encode())
    drop_unsafe(piece)
    assert to_html(piece) == left


def test_an_inline_drawing_keeps_its_own_parts_alone() -> None:
    drawing = (
        f'<svg {SVG}><use href="#a"/><image xlink:href="https://e.org/a.png"/>'
        '<a xlink:href="javascript:x()"><path filter="url(#f)" fill="url(https://e.org/f)"/></a></svg>'
    )
    piece = parse(drawing.encode())
    drop_unsafe(piece)
    text = to_html(piece)
    assert "https://e.org" not in text and "javascript" not in text
    assert 'href="#a"' in text and 'filter="url(#f)"' in text


@pytest.mark.parametrize(
    "style",
    [
        "background: image-set('https://e.org/a.png' 1x)",
        r"background: u\72l(https://e.org/a.png)",
        "background: url(a.png)",
        "mask: URL( 'https://e.org/a.svg#m')",
    ],
)
def test_a_style_that_loads_something_is_dropped(style: str) -> None:
    piece = parse(f'<p {HTML} style="{style}">w</p>'.encode())
    drop_unsafe(piece)
    assert to_html(piece) == "<p>w</p>"


UNSAFE = '[It pulls]{onclick="x()" style="background: url(https://e.org/a)"}.'
MOON = f"""# The Moon

{UNSAFE}

<div onclick="x()" style="background: url(https://e.org/a)">It turns.</div>

```{{=html5}}
<script>x()</script>
```

## Ebb {{#ebb}}
"""


def test_attributes_in_a_manuscript_reach_no_page(new_book: Callable[..., BookTest]) -> None:
    built = new_book({**FILES, "moon.md": MOON}).build("html")
    text = (read_site(built.path).folder / "moon.html").read_text("utf-8")
    assert "It pulls" in text and "It turns" in text
    assert "onclick" not in text and "e.org/a" not in text and "x()" not in text


def test_attributes_in_a_manuscript_reach_no_page_of_an_epub(
    new_book: Callable[..., BookTest],
) -> None:
    built = new_book({**FILES, "moon.md": MOON}).build("epub")
    with zipfile.ZipFile(built.path) as package:
        names = [name for name in package.namelist() if "/text/" in name]
        text = "".join(package.read(name).decode() for name in names)
    assert "It pulls" in text and "It turns" in text
    assert "onclick" not in text and "e.org/a" not in text and "x()" not in text
