"""Files that a manifest names: read as UTF-8, kept inside the book, reported when missing."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath

from chapbook.book import Chapter
from chapbook.errors import BookError
from chapbook.finding import Finding, Severity

#: The file that becomes the bibliography where the manifest names none.
WORKS_CITED = PurePosixPath("WORKS_CITED.md")

#: Endings of Markdown files. R Markdown and Quarto files are read as Markdown: nothing is run.
MARKDOWN_SUFFIXES = (".md", ".markdown", ".rmd", ".qmd")

#: The name of Leanpub's list of chapters, whose files are written in Leanpub's Markdown.
LEANPUB = "Book.txt"


#: Files that stand beside a book's chapters and are none, without their ending, in lower case.
_NO_CHAPTERS = frozenset(
    [
        *("changelog", "code_of_conduct", "code-of-conduct", "conduct", "contributing"),
        *("contributors", "license", "licence", "readme", "summary", "toc", "works_cited"),
        *("pull_request_template", "issue_template", "security", "todo"),
    ]
)


def markdown_names(folder: Path) -> tuple[str, ...]:
    """The names of the Markdown files right in a folder, in natural order."""
    try:
        names = [entry.name for entry in folder.iterdir()]
    except OSError:
        return ()
    kept = (
        name
        for name in names
        if name.lower().endswith(MARKDOWN_SUFFIXES)
        and not name.startswith(".")
        and is_file(folder / name)
    )
    return tuple(sorted(kept, key=natural_order))


def is_chapter_name(name: str) -> bool:
    """Whether a Markdown file of this name may be a chapter, as far as the name tells."""
    return name.lower().rpartition(".")[0] not in _NO_CHAPTERS


def read_text(path: Path) -> str:
    """The file's text; raises `BookError` where it cannot be read or is not UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BookError(
            f"'{path.name}' cannot be read: {error.strerror or error}",
            hint="check that the file exists and that you may read it",
            path=path,
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from after a byte-order mark, so the offset is taken from the plain one.
        start = _bad_offset(data)
        raise BookError(
            f"'{path.name}' is not UTF-8: byte 0x{data[start]:02X} at offset {start}",
            hint="save the file as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8",
            path=path,
            line=data.count(b"\n", 0, start) + 1,
        ) from error


def inside_book(text: str) -> PurePosixPath | None:
    """The path in its shortest form, None where it is absolute or leaves the book's folder."""
    if text.startswith(("/", "\\")) or PureWindowsPath(text).drive:
        return None
    short = posixpath.normpath(text)
    if short == ".." or short.startswith("../"):
        return None
    return PurePosixPath(short)


def is_file(path: Path) -> bool:
    """Whether a file is there; a name that the file system refuses is not."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def natural_order(name: str) -> tuple[tuple[str | int, ...], str]:
    """A sort key by which `chapter2` comes before `chapter10`."""
    pieces = re.split(r"(\d+)", name.casefold())
    return tuple(int(piece) if index % 2 else piece for index, piece in enumerate(pieces)), name


def spoken_title(folder: Path) -> str:
    """A title made from a folder's name: `my-first-book` → `My First Book`."""
    name = folder.parent.name if folder.name == "src" and folder.parent.name else folder.name
    words = re.split(r"[-_\s]+", name)
    return " ".join(word[:1].upper() + word[1:] for word in words if word) or "Untitled"


def default_bibliography(root: Path) -> tuple[PurePosixPath, ...]:
    """The book's works-cited page, where it has one."""
    return (WORKS_CITED,) if is_file(root / WORKS_CITED) else ()


def keep_existing(
    root: Path, manifest: PurePosixPath, chapters: Iterable[Chapter]
) -> tuple[tuple[Chapter, ...], tuple[Finding, ...]]:
    """The chapters whose files exist, and a finding for each one whose file does not."""
    kept, findings = [], []
    for chapter in chapters:
        if is_file(root / chapter.path):
            kept.append(chapter)
        else:
            findings.append(
                missing_file(
                    root, manifest, chapter.path, chapter.line, "chapter file", "missing-chapter"
                )
            )
    return tuple(kept), tuple(findings)


def missing_file(
    root: Path,
    manifest: PurePosixPath,
    path: PurePosixPath,
    line: int | None,
    what: str,
    code: str = "missing-file",
) -> Finding:
    """The finding that a file which the manifest names is not there."""
    is_folder = (root / path).is_dir() if len(path.name) < 256 else False
    message = (
        f"'{path}' is a folder, not a {what}" if is_folder else f"{what} '{path}' does not exist"
    )
    return Finding(
        code,
        message,
        manifest,
        line,
        severity=Severity.ERROR,
        hint=_nearest_file(root, path) or f"create the file or correct its path in {manifest}",
    )


def _bad_offset(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _nearest_file(root: Path, path: PurePosixPath) -> str | None:
    folder = root / path.parent
    try:
        names = sorted(entry.name for entry in folder.iterdir() if entry.is_file())
    except OSError:
        return None
    near = difflib.get_close_matches(path.name, names, n=1)
    return f"did you mean '{path.parent / near[0]}'?" if near else None
