"""Which changes of files call for a new build of a book, and how they are waited for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from watchfiles import Change, watch

from chapbook.book import Book
from chapbook.errors import BookError, ChapbookError

#: How long files have to be at rest until a build begins, and how long it waits for that at most:
#: an editor writes several files at once, a version control system hundreds. In milliseconds.
_REST, _LONGEST = 100, 2000

#: Files and folders that are none of the book's: hidden ones, what other builds have written,
#: and what editors (Vim, Emacs, JetBrains, Word), browsers and file managers leave beside a file.
_LITTER = re.compile(
    r"\..*|_build|_book|__pycache__|node_modules|4913|Thumbs\.db|desktop\.ini|flycheck_.*|#.*#|~\$.*"
    r"|.*(?:~|\.sw[a-z]|\.tmp|\.temp|\.bak|\.orig|\.part|\.crdownload|\.py[cod]|___jb_(?:tmp|old)___)",
    re.I | re.S,
)


@dataclass(frozen=True)
class Watched:
    """A book's folder, `others` that the book names elsewhere, and folders that are `left_out`.

    Every file in the folder counts, for any of them may be what the book lacks.
    """

    root: Path
    others: tuple[Path, ...] = ()
    left_out: tuple[Path, ...] = ()

    def calls(self, path: Path) -> bool:
        """Whether a change of this file or folder calls for a new build."""
        if any(path.is_relative_to(f) or f.is_relative_to(path) for f in self.left_out):
            return False
        bases = (base for base in (self.root, *self.others) if path.is_relative_to(base))
        return any(not any(map(_is_litter, path.relative_to(base).parts)) for base in bases)


def files_elsewhere(book: Book) -> tuple[Path, ...]:
    """What a book names outside its folder: companions, and files that options of targets name."""
    named = [companion.path for companion in book.companions if companion.path is not None]
    options = (what for target in book.targets for what in target.options.values())
    named += [book.root / what for what in options if isinstance(what, str) and "/" in what]
    found = {path.resolve() for path in named if _is_there(path)}
    return tuple(sorted(path for path in found if not path.is_relative_to(book.root)))


@contextmanager
def watching(watched: Watched) -> Iterator[Iterator[tuple[Path, ...]]]:
    """What changes from now on, each time that files have come to rest."""
    stream = watch(
        watched.root,
        *(path for path in watched.others if _is_there(path)),
        watch_filter=lambda change, path: _counts(watched, change, Path(path)),
        debounce=_LONGEST,
        step=_REST,
        rust_timeout=_REST,
        yield_on_timeout=True,
    )
    with closing(stream):
        try:
            next(stream)  # the library looks from here on
        except FileNotFoundError as error:
            raise BookError(f"the folder '{watched.root}' is gone") from error
        except OSError as error:
            raise ChapbookError(
                f"'{watched.root}' cannot be watched: {error}",
                hint="raise the system's limit of watched files, on Linux "
                "fs.inotify.max_user_watches, or set WATCHFILES_FORCE_POLLING=1",
            ) from error
        yield (tuple(sorted({Path(path) for _, path in found})) for found in stream if found)


def _counts(watched: Watched, change: Change, path: Path) -> bool:
    # A folder is modified when something in it is, which is told besides.
    return watched.calls(path) and not (change is Change.modified and path.is_dir())


def _is_litter(name: str) -> bool:
    return _LITTER.fullmatch(name) is not None


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that the file system refuses
        return False
