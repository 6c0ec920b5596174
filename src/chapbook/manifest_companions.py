"""The companions that `book.yaml` names: where each is found, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from chapbook.book import Companion
from chapbook.finding import Finding, Severity
from chapbook.manifest_check import Problem
from chapbook.manifest_yaml import Fields, Items, Node, Scalar

_MANIFEST = PurePosixPath("book.yaml")


def companions_of(root: Path, fields: Fields) -> tuple[Companion, ...]:
    """The companions under the key `companions` of the book at `root`."""
    return tuple(_companion(root, key.text, node) for key, node in fields.entries)


def bad_companions(fields: Fields) -> Iterator[Problem]:
    """Companions that are found nowhere, or in two places."""
    for key, node in fields.entries:
        if isinstance(node, Fields) and bool(node.get("path")) == bool(node.get("url")):
            both = "both `path` and `url`" if node.get("path") else "neither `path` nor `url`"
            yield Problem(
                key.line,
                f"the companion '{key.text}' has {both}",
                "give the path of its folder or inventory, or the https URL of its inventory",
            )


def missing_companions(root: Path, fields: Fields) -> Iterator[Finding]:
    """A finding for each companion whose folder or file does not exist."""
    for key, node in fields.entries:
        path = _companion(root, key.text, node).path
        if path is not None and not path.exists():
            yield Finding(
                "missing-companion",
                f"the companion '{key.text}' does not exist at '{path}'",
                _MANIFEST,
                node.line,
                severity=Severity.WARNING,
                hint="correct its path; references to this companion cannot be checked without it",
            )


def _companion(root: Path, name: str, node: Node) -> Companion:
    if isinstance(node, Fields):
        said = _text(node, "path")
        url = _text(node, "url")
        return Companion(
            name,
            (root / said).resolve() if said else None,
            tuple(_texts(node.get("aliases"))),
            url,
            _text(node, "edition"),
            said or url or "",
        )
    said = node.text if isinstance(node, Scalar) else ""
    return Companion(name, (root / said).resolve(), source=said)


def _text(fields: Fields, name: str) -> str | None:
    node = fields.get(name)
    return " ".join(node.text.split()) if isinstance(node, Scalar) else None


def _texts(node: Node | None) -> Iterator[str]:
    nodes = node.items if isinstance(node, Items) else ()
    yield from (one.text.strip() for one in nodes if isinstance(one, Scalar))
