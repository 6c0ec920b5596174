"""The workspace: the folder that holds `ebooks/`, and how a book in it or anywhere is found."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from chapbook.errors import BookError
from chapbook.manifest import holds_book
from chapbook.manifest_book import MANIFEST
from chapbook.manifest_files import is_file

#: The folder of a workspace whose sub-folders are its books.
EBOOKS = "ebooks"


@dataclass(frozen=True)
class Workspace:
    """A folder with `ebooks/`."""

    root: Path

    @property
    def books(self) -> tuple[Path, ...]:
        """The folders of the books, by name; companions without text are not among them."""
        try:
            folders = [entry for entry in (self.root / EBOOKS).iterdir() if entry.is_dir()]
        except OSError:
            return ()
        visible = (folder for folder in folders if not folder.name.startswith("."))
        return tuple(sorted(folder for folder in visible if holds_book(folder)))


def find_workspace(cwd: Path) -> Workspace | None:
    """The nearest workspace at or above `cwd`, None where there is none."""
    here = cwd.resolve()
    for folder in (here, *here.parents):
        if _is_folder(folder / EBOOKS):
            return Workspace(folder)
    return None


def open_workspace(cwd: Path) -> Workspace:
    """The nearest workspace at or above `cwd`; raises `BookError` where there is none."""
    workspace = find_workspace(cwd)
    if workspace is None:
        raise BookError(
            f"there is no workspace here: no '{EBOOKS}' folder in '{cwd}' or above it",
            hint=f"go to a folder that holds '{EBOOKS}/', or give the path of a book's folder",
        )
    return workspace


def list_books(cwd: Path) -> tuple[Path, ...]:
    """The folders of the books in the workspace of `cwd`, by name."""
    return open_workspace(cwd).books


def find_book(name_or_path: str, cwd: Path) -> Path:
    """The folder of a book: its name in the workspace's `ebooks/`, or the path of any folder.

    Raises `BookError` naming the known books where there is neither.
    """
    workspace = find_workspace(cwd)
    if workspace and _is_name(name_or_path):
        named = workspace.root / EBOOKS / name_or_path
        if _is_folder(named):
            return named
    path = cwd / name_or_path
    if name_or_path and _is_folder(path):
        return path.resolve()
    raise _unknown(name_or_path, path, workspace)


def book_around(cwd: Path) -> Path | None:
    """The book in whose folder, or in a folder of which, `cwd` is; None where it is in no book.

    A folder of chapters could be read as a book by itself; a manifest above it says better.
    """
    here = cwd.resolve()
    folders = (here, *here.parents)
    manifest = next((folder for folder in folders if is_file(folder / MANIFEST)), None)
    if manifest is not None:
        return manifest
    workspace = find_workspace(cwd)
    books = workspace.books if workspace else ()
    return next((book for book in books if book.resolve() in folders), None)


def current_book(cwd: Path) -> Path:
    """The book that `cwd` stands in, else the workspace's only one.

    Raises `BookError` where that leaves a choice, naming the books.
    """
    workspace = open_workspace(cwd)
    ebooks = workspace.root / EBOOKS
    around = book_around(cwd)
    if around is not None:
        return around
    if len(workspace.books) == 1:
        return workspace.books[0]
    if not workspace.books:
        raise BookError(
            f"there is no book in '{ebooks}'", hint="`publish new book NAME` begins one"
        )
    raise BookError("which book?", hint=_known(workspace))


def _is_name(text: str) -> bool:
    return bool(text) and "/" not in text and "\\" not in text and text not in (".", "..")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _unknown(said: str, path: Path, workspace: Workspace | None) -> BookError:
    try:
        is_file = path.is_file()
    except (OSError, ValueError):
        is_file = False
    if is_file:
        return BookError(f"'{said}' is a file, not a book's folder", hint=f"try '{path.parent}'")
    if workspace is None:
        hint = (
            f"no '{EBOOKS}' folder is in '{path.parent if said else path}' or above it; give a path"
        )
        return BookError(f"there is no book '{said}'", hint=hint)
    names = [book.name for book in workspace.books]
    near = difflib.get_close_matches(Path(said).name.lower(), names, n=1, cutoff=0.5)
    suggestion = f"did you mean '{near[0]}'? " if near else ""
    return BookError(f"there is no book '{said}'", hint=suggestion + _known(workspace))


def _known(workspace: Workspace) -> str:
    names = ", ".join(book.name for book in workspace.books)
    return f"known books: {names}" if names else "the workspace has no book yet"
