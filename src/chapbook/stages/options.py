"""Refuse options of a target that nothing reads: a mistyped one would silently do nothing."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from chapbook.book import Book, Target
from chapbook.errors import BookError
from chapbook.manifest_yaml import Fields, load_yaml
from chapbook.roles import Format


def refuse_unknown_options(book: Book, target: Target, format: Format) -> None:
    """Raise `BookError` for the first option that the target's format does not have."""
    unknown = next((name for name in target.options if name not in format.options), None)
    if unknown is None:
        return
    near = get_close_matches(unknown, format.options, 1)
    known = ", ".join(sorted(format.options)) or "none"
    manifest = book.root / book.manifest
    raise BookError(
        f"target '{target.name}': the format '{format.name}' has no option '{unknown}'",
        hint=f"did you mean '{near[0]}'?" if near else f"its options: {known}",
        path=manifest,
        line=_line_of(manifest, target.name, unknown),
    )


def _line_of(manifest: Path, *keys: str) -> int | None:
    """The line of a key below `targets` in `book.yaml`."""
    if manifest.suffix not in (".yaml", ".yml"):
        return None
    node, line = load_yaml(manifest), None
    for name in ("targets", *keys):
        found = (
            next((e for e in node.entries if e[0].text == name), None)
            if isinstance(node, Fields)
            else None
        )
        if found is None:
            return None
        line, node = found[0].line, found[1]
    return line
