"""The figure right below a chapter's heading."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import DIAGRAM, PNG, BookTest, contents, findings_of

FIGURE = "![A lamp.](assets/ch02-opener.html)"


def told(new_book: Callable[..., BookTest], text: str, rule: str = "on") -> list[str]:
    manifest = f"{contents(chapters=['01-a.md', '02-b.md'])}checks:\n  chapter-opener: {rule}\n"
    files = {
        "01-a.md": "# A\n\n![A light.](assets/ch01-opener.html)\n",
        "02-b.md": f"# B\n\n{text}",
        "assets/ch01-opener.html": DIAGRAM,
        "assets/ch02-opener.html": DIAGRAM,
        "assets/x.png": PNG,
    }
    book = new_book({"book.yaml": manifest, **files})
    return findings_of(book, "chapter-opener", hints=True)


@pytest.mark.parametrize(
    "text",
    [
        FIGURE,
        "![](assets/x.png)",
        f"\\newpage\n\n{FIGURE}",
        f"<!-- drawn -->\n\n{FIGURE}\n\n## One",
        f"::: {{.wide}}\n{FIGURE}\n:::",
        "::: {#fig:two}\n![One](assets/x.png)\n\n![Two](assets/x.png)\n\nBoth.\n:::",
    ],
)
def test_a_figure_opens_the_chapter(new_book: Callable[..., BookTest], text: str) -> None:
    assert told(new_book, text) == []


@pytest.mark.parametrize("text", ["", f"Text.\n\n{FIGURE}", f"## One\n\n{FIGURE}", f"An {FIGURE}."])
def test_a_chapter_that_does_not_open_with_a_figure_is_found(
    new_book: Callable[..., BookTest], text: str
) -> None:
    assert told(new_book, text) == [
        "02-b.md:1:3 the chapter does not open with a figure "
        "(put it right below the heading: ![Caption](…))"
    ]


@pytest.mark.parametrize(
    "pattern", ["assets/ch{chapter:02}-opener.html", "ch{chapter:02}-{name}.html"]
)
def test_the_files_name_may_be_asked_for(new_book: Callable[..., BookTest], pattern: str) -> None:
    rule = f"{{pattern: '{pattern}'}}"
    assert told(new_book, FIGURE, rule) == []
    (found,) = told(new_book, "Text.\n\n![](assets/x.png)", rule)
    assert found.startswith("02-b.md:1:3 the chapter does not open with a figure")
    (found,) = told(new_book, "![](assets/ch01-opener.html)", rule)
    assert found.startswith("02-b.md:3:5 the chapter's opener is 'assets/ch01-opener.html' (")


def test_a_book_that_does_not_ask_hears_nothing(new_book: Callable[..., BookTest]) -> None:
    book = new_book({"01-a.md": "# A\n\nText."})
    assert findings_of(book, "chapter-opener") == []
