"""Diagrams written as code blocks: how the parsed chapter holds them, as images with their code."""

from __future__ import annotations

import panflute as pf

from chapbook.store import digest

_LANGUAGE, _CODE = "diagram", "diagram-code"


def block_diagram(language: str, code: str) -> pf.Image:
    """An image whose target stands for a code block of that class."""
    url = f"diagram:{language}:{digest(code)[:12]}"
    return pf.Image(url=url, attributes={_LANGUAGE: language, _CODE: code})


def read_block_diagram(image: pf.Image) -> tuple[str, str]:
    """The class and text of the code block that an image stands for, empty where it is a file."""
    if not image.url.startswith("diagram:"):
        return "", ""
    return image.attributes.get(_LANGUAGE, ""), image.attributes.get(_CODE, "")


def forget_code(image: pf.Image) -> None:
    """Take what only drawing needs from an image."""
    for name in (_LANGUAGE, _CODE):
        image.attributes.pop(name, None)
