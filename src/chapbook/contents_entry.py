"""Enter a chapter in `book.yaml` as a line of text, so that comments and layout stay as they are.

The line goes behind the list's last entry. The result is read again before it replaces the file;
where it does not say the same plus the new entry, nothing is changed and the author is told what
to add.
"""

from __future__ import annotations

import copy
import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from chapbook.book import Book
from chapbook.errors import BookError
from chapbook.manifest_book import MANIFEST
from chapbook.manifest_yaml import Fields, Items, Node, load_yaml, plain_values
from chapbook.store import write_whole

#: Words that YAML reads as themselves.
_PLAIN = re.compile(r"[\w./][\w./ -]*", re.ASCII)


@dataclass(frozen=True)
class Addition:
    """What became of an entry: done, or what the author has to do."""

    done: bool
    advice: str


def add_to_manifest(book: Book, path: PurePosixPath, title: str, part: int | None) -> Addition:
    """Enter the chapter at `path`: into Part `part`, else after the book's last chapter."""
    if book.manifest != MANIFEST:
        return _elsewhere(book, path, title)
    index = (len(book.parts) if part is None else part) - 1
    where: tuple[str | int, ...] = ("contents", "chapters")
    if part is not None or (book.parts and _ends_in_part(book)):
        where = ("contents", "parts", index, "chapters")
        said = f"Part {index + 1}, {book.parts[index].title}"
    else:
        said = "`chapters`"
    manifest = book.root / MANIFEST
    changed = _with_entry(manifest, where, str(path))
    if changed is None:
        return Addition(False, f"add this line to {MANIFEST}, {said}:\n    - {path}")
    try:
        write_whole(manifest, changed.encode("utf-8"))
    except OSError as error:
        raise BookError(
            f"'{manifest}' cannot be written: {error.strerror or error}",
            hint=f"add the line by hand: - {path}",
        ) from error
    return Addition(True, f"added to {MANIFEST}, {said}")


def _elsewhere(book: Book, path: PurePosixPath, title: str) -> Addition:
    if not (book.root / book.manifest).is_file():
        return Addition(True, "the book has no manifest: its files are its chapters")
    target = path.as_posix()
    folder = book.manifest.parent
    if folder.parts and path.is_relative_to(folder):
        target = path.relative_to(folder).as_posix()
    return Addition(False, f"add this line to {book.manifest}:\n    - [{title}]({target})")


def _ends_in_part(book: Book) -> bool:
    """Whether the last of the numbered chapters stands in a Part."""
    places = [chapter.part for chapter in book.chapters if chapter.place == "chapter"]
    return not places or places[-1] is not None


def _with_entry(manifest: Path, where: tuple[str | int, ...], entry: str) -> str | None:
    """The manifest's text with the entry, None where it cannot be put there safely."""
    tree = load_yaml(manifest)
    items = _find(tree, where)
    if not isinstance(items, Items) or not items.items:
        return None
    lines = manifest.read_bytes().decode("utf-8").split("\n")
    last = items.items[-1]
    marker = re.match(r"^(\ufeff?\s*)-\s", lines[last.line - 1])
    if marker is None or not _PLAIN.fullmatch(entry):
        return None
    end = _last_line(last)
    carriage = "\r" if lines[end - 1].endswith("\r") or "\r\n" in "\n".join(lines[:2]) else ""
    if end == len(lines) and carriage and not lines[end - 1].endswith("\r"):
        lines[end - 1] += carriage
    lines.insert(end, f"{marker[1]}- {entry}{carriage}")
    text = "\n".join(lines)
    wanted = _appended(plain_values(tree), where, entry)
    return text if _reads_as(text, wanted) else None


def _find(tree: Node, where: tuple[str | int, ...]) -> Node | None:
    node: Node | None = tree
    for step in where:
        if isinstance(node, Fields) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def _last_line(node: Node) -> int:
    match node:
        case Fields(entries=entries) if entries:
            return max(_last_line(value) for _, value in entries)
        case Items(items=items) if items:
            return max(map(_last_line, items))
    return node.line


def _appended(values: object, where: tuple[str | int, ...], entry: str) -> object:
    wanted: Any = copy.deepcopy(values)
    node = wanted
    for step in where:
        node = node[step]
    node.append(entry)
    return wanted


def _reads_as(text: str, wanted: object) -> bool:
    """Whether YAML finds just these values in the text."""
    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        draft = Path(folder, MANIFEST.name)
        draft.write_bytes(text.encode("utf-8"))
        try:
            found = plain_values(load_yaml(draft))
        except BookError:
            return False
    return json.dumps(found) == json.dumps(wanted)
