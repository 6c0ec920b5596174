"""Put blocks into an HTML element that Pandoc has none for: `<aside>`, `<nav>`, `<figcaption>`."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import panflute as pf


def enclose(
    tag: str,
    blocks: Iterable[pf.Block],
    *,
    identifier: str = "",
    classes: Iterable[str] = (),
    **attributes: str,
) -> list[pf.Block]:
    """The blocks between raw tags; `epub__type` is the attribute `epub:type`, `aria_label` another.

    Attributes that are empty are left out.
    """
    named = {"id": identifier, "class": " ".join(classes)}
    for name, value in attributes.items():
        named[name.replace("__", ":").replace("_", "-")] = value
    said = "".join(f' {name}="{escape(value)}"' for name, value in named.items() if value)
    opening = pf.RawBlock(f"<{tag}{said}>", format="html")
    return [opening, *blocks, pf.RawBlock(f"</{tag}>", format="html")]
