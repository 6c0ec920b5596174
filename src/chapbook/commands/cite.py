"""`publish cite`: turn bibliography files into one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import click

from chapbook.amounts import amount
from chapbook.book import Book
from chapbook.commands.options import Subcommand, book_argument, chosen_book
from chapbook.entry_markup import printable
from chapbook.errors import BookError
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.manifest import read_book
from chapbook.plugins.bibfiles.bibtex import write_bibtex
from chapbook.plugins.bibfiles.csl import write_csl_json, write_csl_yaml
from chapbook.plugins.bibfiles.prose import write_prose
from chapbook.plugins.bibfiles.ris import write_ris
from chapbook.registry import Registry, load
from chapbook.roles import Command, Entry
from chapbook.store import write_whole
from chapbook.terminal import Terminal

#: The formats and the names of the files they are in.
FORMATS = {
    "csl-yaml": "references.yaml",
    "csl-json": "references.json",
    "bibtex": "references.bib",
    "biblatex": "references.bib",
    "ris": "references.ris",
    "markdown": "WORKS_CITED.md",
}

_to = click.option(
    "--to", type=click.Choice(list(FORMATS)), required=True, help="The format to write."
)
_out = click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
_force = click.option("--force", is_flag=True, help="Replace a file that is there.")


@click.group("cite")
def command() -> None:
    """Move a book's bibliography from one format to another."""


@command.command("export")
@book_argument
@_to
@_out
@_force
def export(book: str | None, to: str, out: Path | None, force: bool) -> None:
    """Write the bibliography of BOOK in another format: to -o FILE, else to the screen."""
    opened, _ = read_book(chosen_book(book))
    if not opened.bibliography:
        raise BookError(
            "the book has no bibliography",
            path=opened.root / opened.manifest,
            hint="name its file under `bibliography`",
        )
    entries, findings = _read(opened.root, opened.bibliography, load())
    _finish(entries, findings, opened.root, to, out, force)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@book_argument
@_to
@_out
@_force
def import_(file: Path, book: str | None, to: str, out: Path | None, force: bool) -> None:
    """Bring FILE into BOOK as a bibliography of its own: -o FILE, else the format's usual name."""
    opened, _ = read_book(chosen_book(book))
    entries, findings = _read(file.parent, (PurePosixPath(file.name),), load())
    target = out or opened.root / FORMATS[to]
    _finish(entries, findings, file.parent, to, target, force)
    _advise(opened, target)


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("cite", command)]


def written(entries: Sequence[Entry], to: str) -> str:
    """The entries in one of the formats. CSL files keep sections and prose as custom fields."""
    match to:
        case "csl-yaml":
            return write_csl_yaml([_item(entry, kept=True) for entry in entries])
        case "csl-json":
            return write_csl_json([_item(entry, kept=True) for entry in entries])
        case "ris":
            return write_ris([_item(entry) for entry in entries])
        case "markdown":
            return write_prose(entries)
        case _:
            return write_bibtex([_item(entry, kept=True) for entry in entries], to)


def _item(entry: Entry, *, kept: bool = False) -> dict[str, Any]:
    csl: Mapping[str, Any] = {
        name: value for name, value in entry.csl.items() if kept or name != "custom"
    }
    item = {"id": entry.key, **csl}
    if kept and entry.sections:
        words = {"sections": list(entry.sections), "markdown": entry.raw}
        item["custom"] = {**csl.get("custom", {}), **words}
    return item


def _read(
    root: Path, paths: Iterable[PurePosixPath], registry: Registry
) -> tuple[list[Entry], list[Finding]]:
    entries: list[Entry] = []
    findings: list[Finding] = []
    for path in paths:
        reader = registry.reader_for(path)
        if reader is None:
            raise BookError("no plugin reads this kind of bibliography", path=root / path)
        data = _bytes(root / path)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            hint = "save the file as UTF-8"
            raise BookError(
                "the file is not UTF-8", path=root / path, line=line, hint=hint
            ) from error
        found, troubles = reader.read(printable(text), path)
        entries += found
        findings += troubles
    return entries, findings


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        said = f"the bibliography file cannot be read: {error.strerror}"
        raise BookError(said, path=path) from error


def _finish(
    entries: Sequence[Entry],
    findings: Sequence[Finding],
    root: Path,
    to: str,
    out: Path | None,
    force: bool,
) -> None:
    """Write the whole file or nothing: what could not be read would be lost without a word."""
    terminal = Terminal.standard()
    terminal.print_findings(findings, root)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise BookError("nothing was written", hint="mend what is listed above, then try again")
    if out is None:
        click.echo(written(entries, to), nl=False)
        return
    if out.exists() and not force:
        raise BookError("the file is there already", path=out, hint="--force replaces it")
    write_whole(out, written(entries, to).encode())
    terminal.say(f"wrote {out}: {amount(len(entries), 'entry', 'entries')}")


def _advise(book: Book, target: Path) -> None:
    named = [book.root / path for path in book.bibliography]
    if target.resolve() not in [path.resolve() for path in named]:
        Terminal.standard().say(f"to use it, set `bibliography: {target.name}` in {book.manifest}")
