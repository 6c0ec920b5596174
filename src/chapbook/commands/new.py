"""`publish new`: begin a book, a chapter or a diagram."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from chapbook.commands.options import Subcommand, chosen_book
from chapbook.hookspecs import hookimpl
from chapbook.roles import Command
from chapbook.scaffold import new_book, new_chapter, new_diagram
from chapbook.terminal import Terminal, shown
from chapbook.workspace import EBOOKS, find_workspace

_BOOK = click.option(
    "--book", metavar="BOOK", help="A name in the workspace or a folder; default: where you are."
)


@click.group("new")
def command() -> None:
    """Begin a book, a chapter or a diagram from a template. Nothing is overwritten."""


@command.command("book")
@click.argument("name", metavar="NAME|PATH")
@click.option("--title", help="The title; default: made from the name.")
@click.option("--author", "authors", multiple=True, help="An author; may be given several times.")
@click.option("--language", default="en-US", show_default=True, help="A BCP 47 language code.")
def book_command(name: str, title: str | None, authors: tuple[str, ...], language: str) -> None:
    """Begin a book: NAME in the workspace's ebooks folder, or a PATH."""
    terminal = Terminal.standard()
    folder = new_book(place_for(name, Path.cwd()), title, authors, language)
    terminal.say(f"created {shown(folder)} with book.yaml, a chapter and a diagram")
    terminal.say(f"build it with: publish build {shown(folder)}")


@command.command("chapter")
@click.argument("title")
@_BOOK
@click.option("--part", type=click.IntRange(min=1), help="The number of the Part, from 1.")
def chapter_command(title: str, book: str | None, part: int | None) -> None:
    """Begin a chapter called TITLE and enter it in the book's contents."""
    terminal = Terminal.standard()
    made = new_chapter(chosen_book(book), title, part)
    terminal.say(f"created {shown(made.path)}")
    terminal.say(made.addition.advice)


@command.command("diagram")
@click.argument("name")
@_BOOK
@click.option("--chapter", metavar="CHAPTER", help="Its chapter: number, file name or slug.")
def diagram_command(name: str, book: str | None, chapter: str | None) -> None:
    """Begin a diagram called NAME in the book's assets folder."""
    terminal = Terminal.standard()
    made = new_diagram(chosen_book(book), name, chapter)
    terminal.say(f"created {shown(made.path)}")
    terminal.say(f"show it in a chapter with: {made.markdown}")


def place_for(name: str, cwd: Path) -> Path:
    """The folder of a new book: a bare name goes into the workspace, where there is one."""
    workspace = find_workspace(cwd)
    if workspace is not None and "/" not in name and "\\" not in name:
        return workspace.root / EBOOKS / name
    return (cwd / name).absolute()


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("new", command)]
