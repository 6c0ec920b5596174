"""Look for faults in a finished website or single file: ids, language, titles, the network.

Whether links and images lead to something is seen when the pages are read back.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from chapbook.finding import Finding, Severity
from chapbook.folders import unpack
from chapbook.plugins.epub3.page_faults import (
    remote_files,
    remote_in_style,
    repeated_ids,
    wrong_language,
)
from chapbook.plugins.epub3.xhtml import Element, elements, local, parse, text_of
from chapbook.plugins.website.readback import without_code
from chapbook.readback import squeeze
from chapbook.roles import Manuscript

STRUCTURE, METADATA, REQUEST = "file-structure", "file-metadata", "external-request"
_HINT = "look for a template or a plugin that writes this, or report it"
_STYLE = re.compile(rb"<style\b[^>]*>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(rb"""<script\b[^>]*\bsrc\s*=\s*["']((?:https?:)?//[^"']+)""", re.IGNORECASE)


def inspect_site(path: Path, manuscript: Manuscript) -> Iterator[Finding]:
    """Everything that is wrong with the archive or the file at `path`."""
    is_folder = zipfile.is_zipfile(path)
    data = path.read_bytes()
    files = unpack(data) if is_folder else {"the file": data}
    has_title = False
    for name, content in files.items():
        if name.endswith(".css"):
            yield from _requests(manuscript, name, remote_in_style(_text(content)))
        elif name.endswith(".html") or not is_folder:
            root = parse(without_code(content))
            has_title |= squeeze(manuscript.book.metadata.title) in squeeze(_title(root))
            yield from _page(manuscript, name, root, content)
    if not has_title:
        message = f"no page is called '{manuscript.book.metadata.title}'"
        yield Finding(METADATA, message, manuscript.book.manifest, hint=_HINT)


def _page(manuscript: Manuscript, name: str, root: Element, content: bytes) -> Iterator[Finding]:
    manifest = manuscript.book.manifest
    for fault in repeated_ids(root):
        message = f"{name}: {fault}"
        yield Finding(STRUCTURE, message, manifest, severity=Severity.ERROR, hint=_HINT)
    said = list(wrong_language(root, manuscript.book.metadata.language))
    if not _title(root):
        said.append("the page has no title")
    for fault in said:
        yield Finding(METADATA, f"{name}: {fault}", manifest, hint=_HINT)
    styles = (remote_in_style(_text(sheet)) for sheet in _STYLE.findall(content))
    addresses = [address for sheet in styles for address in sheet]
    addresses += [_text(address) for address in _SCRIPT.findall(content)]
    yield from _requests(manuscript, name, [*remote_files(root), *addresses])


def _requests(manuscript: Manuscript, name: str, addresses: Iterable[str]) -> Iterator[Finding]:
    for address in dict.fromkeys(addresses):
        message = f"{name} loads {address} from the network"
        yield Finding(REQUEST, message, manuscript.book.manifest, hint=_HINT)


def _title(root: Element) -> str:
    head = next((e for e in elements(root) if local(e) == "head"), None)
    found = (e for e in head if local(e) == "title") if head is not None else iter(())
    title = next(found, None)
    return "" if title is None else text_of(title)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
