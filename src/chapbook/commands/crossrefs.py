"""`publish crossrefs`: which of a book's topics its companions treat, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from chapbook.book import Book
from chapbook.commands.options import Subcommand, book_argument, chosen_book
from chapbook.companion_naming import entry_name
from chapbook.crossref_guide import GuideRow, guide_rows
from chapbook.hookspecs import hookimpl
from chapbook.naming import name
from chapbook.pipeline import Settings, examine
from chapbook.roles import Command
from chapbook.terminal import Terminal

_HEADS = ("Topic", "Chapter", "Companion", "Its chapter", "Relationship", "Box")


@click.command("crossrefs")
@book_argument
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How to write the table.",
)
def command(book: str | None, style: str) -> None:
    """Print the cross-reference guide of BOOK: every box that leads to another book."""
    terminal = Terminal.standard()
    examined = examine(chosen_book(book), Settings())
    boxes = {path: survey.boxes for path, survey in examined.surveys.items()}
    rows = guide_rows(examined.book, examined.outline, boxes, examined.companions.inventories)
    if style == "json":
        terminal.print_json([_values(row, examined.book) for row in rows])
    elif not rows:
        terminal.say("no box of the book leads to a companion")
    elif style == "markdown":
        for line in _markdown([_cells(row, examined.book) for row in rows]):
            terminal.out.out(line, highlight=False)
    else:
        terminal.print_table(_HEADS, [_cells(row, examined.book) for row in rows])


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("crossrefs", command)]


def _cells(row: GuideRow, book: Book) -> tuple[str, ...]:
    return (
        row.topic,
        name(row.chapter, book),
        row.inventory.title,
        "; ".join(entry_name(entry, book, capital=True) for entry in row.entries),
        row.relationship,
        f"{row.path}:{row.line}" if row.line else str(row.path),
    )


def _values(row: GuideRow, book: Book) -> dict[str, object]:
    return {
        "topic": row.topic,
        "chapter": {"number": row.chapter.number, "title": row.chapter.title},
        "section": {"number": row.section.number, "title": row.section.title},
        "companion": row.companion,
        "book": row.inventory.title,
        "entries": [
            {
                "kind": entry.kind,
                "number": entry.number,
                "title": entry.title,
                "url": row.inventory.link_to(entry),
            }
            for entry in row.entries
        ],
        "relationship": row.relationship,
        "path": str(row.path),
        "line": row.line,
    }


def _markdown(rows: Sequence[Sequence[str]]) -> list[str]:
    """A pipe table; the last column, where the box is, belongs to the author alone."""
    width = len(_HEADS) - 1
    lines = [_HEADS[:width], ("---",) * width, *(row[:width] for row in rows)]
    escaped = ([cell.replace("|", r"\|") for cell in line] for line in lines)
    return [f"| {' | '.join(line)} |" for line in escaped]
