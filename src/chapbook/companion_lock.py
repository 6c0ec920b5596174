"""`companions.lock`: the inventories that a book's references were written against.

The file is JSON, sorted, one entry to a line, so that a change of a companion reads as a diff.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chapbook.errors import BookError
from chapbook.inventory import Inventory
from chapbook.inventory_file import inventory_from, json_lines, to_node
from chapbook.manifest_files import is_file, read_text

#: The lock's name in the book's folder.
LOCK = "companions.lock"

_VERSION = 1
_UPDATE = "`publish companions update` writes it anew"


@dataclass(frozen=True)
class Pinned:
    """A companion as pinned: where it came from, and the copy itself."""

    source: str
    inventory: Inventory


def read_lock(root: Path) -> Mapping[str, Pinned]:
    """What the lock of the book at `root` pins, by the companions' names; nothing without one.

    Raises `BookError` where it cannot be read or was changed by hand.
    """
    path = root / LOCK
    if not is_file(path):
        return {}
    try:
        value = json.loads(read_text(path))
        if value["version"] != _VERSION:
            raise BookError(
                f"{LOCK} is of version {value['version']}, not {_VERSION}",
                hint="use the chapbook that wrote it, or run `publish companions update`",
                path=path,
            )
        told = {name: dict(entry) for name, entry in value["companions"].items()}
        return {name: _pinned(name, entry, path) for name, entry in sorted(told.items())}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise BookError(f"{LOCK} cannot be read", hint=_UPDATE, path=path, line=line) from error


def lock_text(pinned: Mapping[str, Pinned]) -> str:
    """The lock as text: the same for the same companions."""
    blocks = []
    for name, pin in sorted(pinned.items()):
        lines = [f'      "source": {json.dumps(pin.source, ensure_ascii=False)}']
        lines += json_lines(pin.inventory, "      ")
        blocks.append(f"    {json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n    }")
    whole = "{\n" + ",\n".join(blocks) + "\n  }" if blocks else "{}"
    return f'{{\n  "version": {_VERSION},\n  "companions": {whole}\n}}\n'


def _pinned(name: str, entry: dict[str, object], path: Path) -> Pinned:
    source = str(entry.pop("source"))
    inventory = inventory_from(to_node(entry), path)
    if entry["digest"] != inventory.digest:
        raise BookError(
            f"what {LOCK} says of '{name}' does not fit its digest",
            hint=f"it is not meant to be edited; {_UPDATE}",
            path=path,
        )
    return Pinned(source, inventory)
