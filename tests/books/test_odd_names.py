"""Names and characters that mean something to YAML, LaTeX, HTML or the shell."""

from __future__ import annotations

from collections.abc import Callable

from support import DIAGRAM, BookTest


def test_odd_names_and_characters_are_no_trouble(new_book: Callable[..., BookTest]) -> None:
    files = {
        "book.yaml": 'title: "A & B < C > \\"D\\" # $x$ \\\\end{document} \u4e2d [y]"\n'
        "authors: ['O’Neil & Söhne, \\LaTeX']\n"
        "contents: {chapters: ['ch a/01 ünï & co.md', '02_#$%.md']}\n",
        "ch a/01 ünï & co.md": "# $ % & # _ { } ~ ^ \\\\ < >\n\n![A & B](../a%20b%23.svg)\n",
        "a b#.svg": DIAGRAM,
        "02_#$%.md": "# Two\r\n\r\nWindows \x0c line ends.\r\n",
    }
    built = new_book(files, "my book & co").build("epub", "docx", "typst")
    assert built.report.failures == ()
    assert len(built.report.artifacts) == 3
