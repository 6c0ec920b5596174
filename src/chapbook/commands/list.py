"""`publish list`: the books of the workspace."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from chapbook.commands.options import Subcommand, format_option
from chapbook.errors import BookError
from chapbook.hookspecs import hookimpl
from chapbook.manifest import read_book
from chapbook.roles import Command
from chapbook.terminal import Terminal, shown
from chapbook.workspace import open_workspace


@click.command("list")
@format_option
def command(style: str) -> None:
    """List the workspace's books with their titles, chapters and targets."""
    terminal = Terminal.standard()
    workspace = open_workspace(Path.cwd())
    books = [describe(folder) for folder in workspace.books]
    if style == "json":
        terminal.print_json(books)
    elif not books:
        terminal.say(f"no books in {shown(workspace.root)}; `publish new book NAME` begins one")
    else:
        terminal.print_table(("Book", "Title", "Chapters", "Targets"), [*map(_row, books)])


def describe(folder: Path) -> dict[str, object]:
    """What the list says of a book; of one that cannot be read, why."""
    said: dict[str, object] = {"name": folder.name, "path": shown(folder)}
    try:
        book, _ = read_book(folder)
    except BookError as error:
        return {
            **said,
            "error": f"{error.place}: {error.message}" if error.place else error.message,
        }
    return {
        **said,
        "title": book.metadata.title,
        "subtitle": book.metadata.subtitle,
        "parts": len(book.parts),
        "chapters": sum(chapter.depth == 1 for chapter in book.chapters),
        "targets": [target.name for target in book.targets],
    }


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("list", command)]


def _row(book: dict[str, object]) -> tuple[str, ...]:
    if "error" in book:
        return str(book["name"]), f"cannot be read: {book['error']}", "", ""
    targets = book["targets"]
    names = ", ".join(targets) if isinstance(targets, list) else ""
    return str(book["name"]), str(book["title"]), str(book["chapters"]), names
