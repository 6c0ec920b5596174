"""`publish works-cited`: write a book's WORKS_CITED.md by chapter, or check it."""

from __future__ import annotations

from collections.abc import Iterable

import click

from chapbook.commands.options import Subcommand, book_argument, chosen_book
from chapbook.errors import BookError, ExitCode
from chapbook.hookspecs import hookimpl
from chapbook.pipeline import Settings, examine
from chapbook.roles import Command
from chapbook.store import write_whole
from chapbook.terminal import Terminal
from chapbook.works_page import PAGE, write_page


@click.command("works-cited")
@book_argument
@click.option("--check", is_flag=True, help="Change nothing; fail where the file is not current.")
def command(book: str | None, check: bool) -> int:
    """Write WORKS_CITED.md of BOOK: the works that each chapter cites, and those cited often.

    Entries keep the words they are written in; works that nothing cites stay where they are.
    """
    terminal = Terminal.standard()
    examined = examine(chosen_book(book), Settings())
    if not examined.bibliography.entries:
        raise BookError(
            "the book has no bibliography",
            path=examined.book.root,
            hint=f"list its works in {PAGE}, or name a file under `bibliography:` in book.yaml",
        )
    path = examined.book.root / PAGE
    before = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    reader = examined.registry.reader_for(PAGE)
    assert reader is not None, "a reader of this name is built in"
    after = write_page(
        before, examined.book, examined.outline, examined.resolved, examined.bibliography.entries,
        reader,
    )  # fmt: skip
    if after == before:
        terminal.say(f"{PAGE} is current")
        return ExitCode.OK
    if check:
        terminal.say(f"{PAGE} is not current; `publish works-cited` writes it")
        return ExitCode.FINDINGS
    write_whole(path, after.encode())
    terminal.say(f"{PAGE} written")
    return ExitCode.OK


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("works-cited", command)]
