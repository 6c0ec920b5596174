"""Offer the templates and citation styles of chapbook itself, after all other plugins."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from chapbook.hookspecs import hookimpl

#: The kinds of resource, each a package of its own.
KINDS = ("templates", "csl")


@hookimpl(trylast=True)
def chapbook_resource(kind: str, name: str) -> Path | None:
    """The path of `name` among ours, None where we have none."""
    if kind not in KINDS:
        return None
    path = Path(str(files(f"chapbook.{kind}"))) / name
    return path if path.is_file() else None
