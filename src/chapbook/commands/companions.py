"""`publish companions`: pin the books that a book points to, and show what has moved in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from chapbook.amounts import amount
from chapbook.book import Book
from chapbook.commands.options import Subcommand, book_argument, chosen_book, format_option
from chapbook.companion_drift import Move
from chapbook.companion_lock import LOCK, Pinned, lock_text, read_lock
from chapbook.companion_moves import MovedPlace
from chapbook.companion_naming import entry_name
from chapbook.companion_update import Change, compare, current_companions, pin_companions
from chapbook.errors import BookError, ExitCode
from chapbook.executor import local_executor
from chapbook.fetching import fetch
from chapbook.finding import Finding
from chapbook.fixing import patch_files, write_patches
from chapbook.hookspecs import hookimpl
from chapbook.inventory import Inventory, InventoryEntry
from chapbook.manifest import read_book
from chapbook.roles import Command
from chapbook.stages.inventories import take_inventory
from chapbook.stages.parse import read_chapter
from chapbook.store import default_store, write_whole
from chapbook.terminal import Terminal, shown

#: Seconds that Pandoc may take for one chapter of a companion.
_TIMEOUT = 900.0


@click.group("companions")
def command() -> None:
    """Pin the books that a book points to, and show what has moved in them."""


@command.command("update")
@book_argument
@click.option("--fix", is_flag=True, help="Also correct the numbers and titles in the manuscript.")
def update_command(book: str | None, fix: bool) -> None:
    """Read BOOK's companions anew, from the network too, and pin them in companions.lock."""
    terminal = Terminal.standard()
    read, _ = read_book(chosen_book(book))
    if not read.companions:
        terminal.say("the book has no companions; name them under `companions` in book.yaml")
        return
    before = _pinned_before(read.root, terminal)
    pinned = pin_companions(read, _survey, fetch)
    changes = _compare(read, {name: pin.inventory for name, pin in pinned.items()}, before)
    _tell(changes, read, terminal)
    if fix:
        _fix(changes, read, terminal)
    _write(read, pinned, terminal)


@command.command("diff")
@book_argument
@format_option
def diff_command(book: str | None, style: str) -> int:
    """Show what has moved in BOOK's companions since they were pinned, and what points to it.

    The exit code is 1 if something that the book points to has moved.
    """
    terminal = Terminal.standard()
    read, _ = read_book(chosen_book(book))
    pinned = read_lock(read.root)
    current = current_companions(read, _survey)
    known = {name: new for name, new in current.items() if name in pinned}
    changes = _compare(read, known, pinned)
    if style == "json":
        terminal.print_json([_change_values(change) for change in changes])
    else:
        _tell(changes, read, terminal)
        for companion in read.companions:
            if companion.name not in pinned:
                terminal.say(f"{companion.name}: not pinned; `publish companions update` pins it")
            elif companion.name not in current:
                terminal.say(f"{companion.name}: not here; `publish companions update` fetches it")
    return ExitCode.FINDINGS if any(change.places for change in changes) else ExitCode.OK


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("companions", command)]


def _survey(root: Path) -> Inventory:
    with local_executor(1) as executor:
        return take_inventory(root, default_store(), _TIMEOUT, executor)


def _pinned_before(root: Path, terminal: Terminal) -> Mapping[str, Pinned]:
    """What the lock pins; a lock that cannot be read is written anew."""
    try:
        return read_lock(root)
    except BookError as error:
        terminal.note(f"{error.message}: it is written anew, and what has moved is not told")
        return {}


def _compare(
    book: Book, new: Mapping[str, Inventory], pinned: Mapping[str, Pinned]
) -> tuple[Change, ...]:
    texts = {chapter.path: read_chapter(book.root, chapter.path) for chapter in book.chapters}
    return compare(book, texts, new, pinned)


def _tell(changes: Iterable[Change], book: Book, terminal: Terminal) -> None:
    for change in changes:
        title = f"{change.name}: {change.new.title}"
        if change.old is None:
            count = amount(len(change.new.entries), "entry", "entries")
            terminal.say(f"{title}, {count}, not pinned before")
            continue
        if change.old.edition != change.new.edition:
            terminal.say(f"{title}: {change.old.edition} is now {change.new.edition}")
        terminal.say(f"{title}: {_counted(change.moves)}")
        for move in change.moves:
            terminal.say(f"  {_told(move, book)}")
        if change.places:
            terminal.say("  this book points to what moved:")
        for place in change.places:
            where = f"{shown(book.root)}/{place.path}:{place.line}:{place.column}"
            terminal.say(f"  {where}: {place.said} ({_told(place.move, book)})")


def _counted(moves: Iterable[Move]) -> str:
    words = [word for move in moves for word in move.changes]
    return ", ".join(f"{words.count(w)} {w}" for w in dict.fromkeys(words)) or "nothing has moved"


def _told(move: Move, book: Book) -> str:
    names = [entry_name(e, book, capital=True) for e in (move.old, move.new) if e is not None]
    return f"{' and '.join(move.changes)}: {' → '.join(dict.fromkeys(names))}"


def _fix(changes: Iterable[Change], book: Book, terminal: Terminal) -> None:
    places = [place for change in changes for place in change.places]
    findings = [
        Finding("companion-drift", place.said, place.path, place.line, place.column, fix=fix)
        for place in places
        for fix in place.fixes
    ]
    patches = patch_files(book.root, findings)
    write_patches(book.root, patches)
    for patch in patches:
        terminal.say(f"corrected {len(patch.applied)} in {shown(book.root / patch.path)}")
    left = sum(not place.fixes for place in places)
    if left:
        terminal.say(f"{left} of the places above are left to you")


def _write(book: Book, pinned: Mapping[str, Pinned], terminal: Terminal) -> None:
    path, text = book.root / LOCK, lock_text(pinned)
    if path.is_file() and path.read_bytes() == text.encode():
        terminal.say(f"{shown(path)} is up to date")
        return
    write_whole(path, text.encode())
    terminal.say(f"wrote {shown(path)}")


def _change_values(change: Change) -> dict[str, object]:
    return {
        "name": change.name,
        "title": change.new.title,
        "edition": {"old": change.old.edition if change.old else None, "new": change.new.edition},
        "moves": [_move_values(move) for move in change.moves],
        "places": [_place_values(place) for place in change.places],
    }


def _place_values(place: MovedPlace) -> dict[str, object]:
    return {
        "path": str(place.path),
        "line": place.line,
        "column": place.column,
        "said": place.said,
        **_move_values(place.move),
    }


def _move_values(move: Move) -> dict[str, object]:
    return {"changes": list(move.changes), "old": _values(move.old), "new": _values(move.new)}


def _values(entry: InventoryEntry | None) -> dict[str, object] | None:
    if entry is None:
        return None
    names = ("kind", "number", "title", "anchor")
    return {name: getattr(entry, name) for name in names}
