"""Chapbook: one manuscript, the same numbers in PDF, DOCX and EPUB."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

#: The public names and where they live; imported on first use, so that `publish` starts fast.
_PUBLIC = {
    "hookimpl": "chapbook.hookspecs",
    "build": "chapbook.pipeline",
    "find_book": "chapbook.workspace",
    "read_book": "chapbook.manifest",
}

__all__ = ["__version__", *_PUBLIC]


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module 'chapbook' has no attribute '{name}'")
