"""Read bibliographies in CSL YAML, Pandoc's `references:` among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from chapbook.errors import BookError
from chapbook.finding import Finding
from chapbook.hookspecs import hookimpl
from chapbook.manifest_yaml import Fields, Items, Node, Scalar, parse_yaml
from chapbook.plugins.bibfiles.items import Item, broken, entries_of, fault
from chapbook.roles import BibliographyReader, Entry


@dataclass(frozen=True)
class CslYaml:
    """The reader `csl-yaml`."""

    name: str = "csl-yaml"

    def reads(self, path: PurePosixPath) -> bool:
        """Files that end in `.yaml` or `.yml`."""
        return path.suffix.lower() in (".yaml", ".yml")

    def read(self, text: str, path: PurePosixPath) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
        """Every item of the list, or of the list under `references`."""
        if not text.strip(" \n-."):
            return entries_of((), path)
        # Pandoc's own file ends in `---` and a line that Markdown allows.
        bare = re.sub(r"\n(?:---|\.\.\.)\s*\Z", "\n", text)
        try:
            node = parse_yaml(bare, Path(path))
        except BookError as error:
            return (), (broken(path, error.line, f"the bibliography file is not YAML: {error}"),)
        listed = node.get("references") if isinstance(node, Fields) else node
        if not isinstance(listed, Items):
            return (), (broken(path, node.line, "the bibliography file has no list of entries"),)
        lines = text.splitlines()
        ends = [item.line - 1 for item in listed.items[1:]] + [len(lines)]
        items: list[Item] = []
        findings: list[Finding] = []
        for item, end in zip(listed.items, ends, strict=True):
            if isinstance(item, Fields):
                raw = "\n".join(lines[item.line - 1 : end])
                items.append(Item(_fields(item), item.line, raw))
            else:
                findings.append(fault(path, item.line, "an item of the list is no entry"))
        entries, faults = entries_of(items, path)
        return entries, (*findings, *faults)


@hookimpl
def chapbook_bibliographies() -> Iterable[BibliographyReader]:
    """The reader of this module."""
    return [CslYaml()]


def _fields(node: Fields) -> dict[str, Any]:
    return {key.text: _value(value) for key, value in node.entries}


def _value(node: Node) -> Any:
    """Plain numbers and truth values as such, all else as it is written."""
    match node:
        case Fields():
            return _fields(node)
        case Items():
            return [_value(item) for item in node.items]
        case Scalar(value=bool() | None as value):
            return value
        case Scalar(value=int() as number, text=text) if str(number) == text:
            return number
        case Scalar(value=str() as value):
            return value
        case Scalar():
            return node.text
