"""One file with everything in it: ids that no two chapters share, pictures inside the page."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from chapbook.plugins.epub3.xhtml import XHTML, elements
from chapbook.plugins.website.pages import SitePage, split_target

_TYPES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
#: Attributes that name an id of the same page.
_REFERRING = ("aria-details", "aria-describedby", "aria-labelledby", "for", "headers")


def join_pages(pages: tuple[SitePage, ...], images: Mapping[str, bytes]) -> tuple[SitePage, ...]:
    """The pages as parts of one, whose name is empty."""
    taken: set[str] = set()
    renamed = {page.name: _rename_ids(page, taken) for page in pages}
    starts = {page.name: page.anchor for page in pages}
    for page in pages:
        for link in page.elements("a"):
            target = split_target(link.get("href") or "")
            if target is None or (not target[0] and not target[1]):
                continue
            name = target[0] or page.name
            if name in renamed:
                anchor = target[1] or starts[name]
                link.set("href", f"#{renamed[name].get(anchor, anchor)}")
            elif name in images:
                link.set("href", embed_picture(name, images[name]))
        for image in page.elements("img"):
            target = split_target(image.get("src") or "")
            if target is not None and target[0] in images:
                image.set("src", embed_picture(target[0], images[target[0]]))
    return tuple(replace(page, name="") for page in pages)


def embed_picture(name: str, data: bytes) -> str:
    """The picture as an address that holds it."""
    kind = _TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _rename_ids(page: SitePage, taken: set[str]) -> dict[str, str]:
    """Give an id that an earlier page has (`fn1`) the chapter's name; the new ids by the old."""
    found = [e for piece in page.content for e in elements(piece)]
    changed: dict[str, str] = {}
    for element in found:
        old = element.get("id")
        if old is None:
            continue
        new = old
        if old in taken:
            new = changed[old] = f"{page.anchor}--{old}"
            element.set("id", new)
        taken.add(new)
    for element in found:
        for name in _REFERRING:
            value = element.get(name)
            if value is not None:
                element.set(name, " ".join(changed.get(id, id) for id in value.split()))
        if element.tag == f"{{{XHTML}}}a" and (element.get("href") or "").startswith("#"):
            anchor = (element.get("href") or "")[1:]
            element.set("href", f"#{changed.get(anchor, anchor)}")
    return changed
