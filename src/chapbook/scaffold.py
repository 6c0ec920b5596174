"""Begin a book, a chapter or a diagram from the templates; nothing is ever overwritten."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from importlib.resources import files
from pathlib import Path, PurePosixPath
from string import Template
from uuid import uuid4

from chapbook.book import Book, Chapter, Place
from chapbook.contents_entry import Addition, add_to_manifest
from chapbook.errors import BookError, ChapbookError
from chapbook.manifest import read_book
from chapbook.manifest_files import spoken_title
from chapbook.resources import find_resource
from chapbook.stages.worker import registry_for
from chapbook.typed import split_typed

#: Names of folders and files: what every file system and every URL takes as it is.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_NUMBER = re.compile(r"^(\d+)[-_. ]")
#: Characters that Markdown would read as markup within a heading.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>$~^]|#+$")


@dataclass(frozen=True)
class NewChapter:
    """A chapter's file, and what became of its entry in the manifest."""

    path: Path
    addition: Addition


@dataclass(frozen=True)
class NewDiagram:
    """A diagram's file, and the Markdown that shows it in a chapter."""

    path: Path
    markdown: str


def new_book(folder: Path, title: str | None, authors: tuple[str, ...], language: str) -> Path:
    """Begin a book in `folder`, which must not exist or be empty; returns the folder."""
    _check_name(folder.name, "book")
    if not _LANGUAGE.fullmatch(language):
        raise BookError(
            f"'{language}' is not a language code", hint="for example en-US, de or pt-BR"
        )
    if folder.is_symlink() or (folder.exists() and not _is_empty_folder(folder)):
        raise BookError(f"'{folder}' is there already", hint="choose another name")
    values = {
        "title": _quoted(title.strip() if title and title.strip() else spoken_title(folder)),
        "authors": json.dumps(authors, ensure_ascii=False),
        "language": language,
        "date": datetime.now(UTC).date().isoformat(),
        "identifier": f"urn:uuid:{uuid4()}",
    }
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
        try:
            for path, text in _book_template():
                (draft / path).parent.mkdir(parents=True, exist_ok=True)
                (draft / path).write_text(_fill(text, values), "utf-8")
            draft.chmod(0o755)
            # The whole book appears at once, and a folder that was filled meanwhile is refused.
            draft.rename(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return folder


def new_chapter(root: Path, title: str, part: int | None) -> NewChapter:
    """Begin a chapter and enter it in the book's contents, in Part `part` (from 1) if given."""
    book, _ = read_book(root)
    name = split_typed(" ".join(title.split()))[1]
    slug = _slug(name)
    if not slug:
        raise BookError(f"'{title}' has no letter or digit to name a file by", hint="say more")
    if part is not None and not 1 <= part <= len(book.parts):
        raise BookError(
            f"the book has no Part {part}",
            hint=f"it has {len(book.parts)} Parts; see {book.manifest}",
        )
    folder = _chapter_folder(book)
    path = folder / f"{_next_number(book, folder):02d}-{slug}.md"
    heading = _MARKUP.sub(lambda found: "".join(f"\\{c}" for c in found[0]), name)
    _write_new(book, path, _template(book, "chapter/chapter.md"), {"title": heading})
    return NewChapter(book.root / path, add_to_manifest(book, path, name, part))


def new_diagram(root: Path, name: str, chapter: str | None) -> NewDiagram:
    """Begin a diagram in `assets/`, named after its chapter if one is given."""
    book, _ = read_book(root)
    stem = name.removesuffix(".html")
    _check_name(stem, "diagram")
    home = _named_chapter(book, chapter) if chapter else None
    if home is not None:
        stem = f"{_chapter_prefix(home)}-{stem}"
    path = PurePosixPath("assets", f"{stem}.html")
    spoken = spoken_title(Path(name.removesuffix(".html")))
    values = {"title": escape(spoken), "language": escape(book.metadata.language)}
    _write_new(book, path, _template(book, "diagram/diagram.html"), values)
    beside = home.path if home else _chapter_folder(book) / "chapter.md"
    up = "../" * len(beside.parent.parts)
    return NewDiagram(book.root / path, f"![{spoken}]({up}{path})")


def _book_template() -> Iterator[tuple[PurePosixPath, str]]:
    top = Path(str(files("chapbook.templates"))) / "book"
    for path in sorted(top.rglob("*")):
        if path.is_file():
            yield PurePosixPath(path.relative_to(top).as_posix()), path.read_text("utf-8")


def _template(book: Book, name: str) -> str:
    return find_resource(book, registry_for(book), "templates", name).read_text("utf-8")


def _fill(text: str, values: Mapping[str, str]) -> str:
    return Template(text).safe_substitute(values)


def _quoted(text: str) -> str:
    """Text as a YAML value: JSON's strings are YAML's, too."""
    return json.dumps(text, ensure_ascii=False)


def _check_name(name: str, what: str) -> None:
    if _NAME.fullmatch(name) and not name.endswith("."):
        return
    hint = "use letters, digits, '-', '_' and '.', with a letter or digit first"
    if slug := _slug(name):
        hint += f"; for example '{slug}'"
    raise BookError(f"'{name}' cannot name a {what}", hint=hint)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    # A title in another script keeps it: no transliteration is better than a wrong one.
    slug = slug or re.sub(r"[\W_]+", "-", text.lower()).strip("-")
    return slug[:60].rstrip("-")


def _is_empty_folder(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _chapter_folder(book: Book) -> PurePosixPath:
    numbered = [chapter for chapter in book.chapters if chapter.place is Place.CHAPTER]
    known = (numbered or list(book.chapters))[-1:]
    return known[0].path.parent if known else PurePosixPath("chapters")


def _next_number(book: Book, folder: PurePosixPath) -> int:
    """One more than the last chapter's number, and more where files with it lie about."""
    taken = {n for path in (book.root / folder).glob("*") if (n := _number(path.name)) is not None}
    chapters = [c for c in book.chapters if c.place in (Place.FRONT, Place.CHAPTER)]
    number = max((_number(c.path.name) or 0 for c in chapters), default=0) + 1
    while number in taken:
        number += 1
    return number


def _number(name: str) -> int | None:
    match = _NUMBER.match(name)
    return int(match[1]) if match else None


def _named_chapter(book: Book, said: str) -> Chapter:
    for chapter in book.chapters:
        names = {chapter.name, chapter.path.name, str(chapter.path), _NUMBER.sub("", chapter.name)}
        if said in names or (said.isdigit() and _number(chapter.path.name) == int(said)):
            return chapter
    known = ", ".join(chapter.name for chapter in book.chapters)
    raise BookError(f"the book has no chapter '{said}'", hint=f"choose from: {known}")


def _chapter_prefix(chapter: Chapter) -> str:
    number = _number(chapter.path.name)
    return f"ch{number:02d}" if number is not None else chapter.name


def _write_new(book: Book, path: PurePosixPath, text: str, values: Mapping[str, str]) -> None:
    whole = book.root / path
    if not whole.parent.resolve().is_relative_to(book.root.resolve()):
        raise BookError(f"'{path.parent}' leads out of the book's folder", path=book.root)
    try:
        whole.parent.mkdir(parents=True, exist_ok=True)
        with whole.open("x", encoding="utf-8") as file:
            file.write(_fill(text, values))
    except FileExistsError as error:
        raise BookError(f"'{path}' is there already", hint="choose another name") from error
    except OSError as error:
        raise _unwritable(whole, error) from error


def _unwritable(path: Path, error: OSError) -> ChapbookError:
    return ChapbookError(
        f"'{path}' cannot be written: {error.strerror or error}",
        hint="check the folder's permissions and space",
    )
