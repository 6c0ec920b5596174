"""Hand the pages of a build's print edition to the formats that list them.

The first target that has pages is the print edition; a target that lists pages waits for it. Where
a build makes no PDF, an EPUB has no page list; where nothing lists pages, nobody reads them.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import asdict, replace
from pathlib import Path

from chapbook.book import Target
from chapbook.page_starts import PageStart
from chapbook.registry import Registry
from chapbook.roles import ListsPages, Paged
from chapbook.stages.keep import Kept
from chapbook.store import Store, digest, program_digest

Pages = tuple[PageStart, ...]


class PrintEdition:
    """The pages of the target that is the print edition, known once that target is done."""

    def __init__(self, targets: Sequence[Target], registry: Registry) -> None:
        paged = (t for t in targets if isinstance(registry.formats[t.format], Paged))
        is_asked = any(isinstance(registry.formats[t.format], ListsPages) for t in targets)
        self._source = next(paged, None) if is_asked else None
        self._pages: Future[Pages] = Future()
        if self._source is None:
            self._pages.set_result(())

    def is_of(self, target: Target) -> bool:
        """Whether this target is the print edition."""
        return target is self._source

    def tell(self, pages: Pages) -> None:
        """Say which pages it has, none where it could not be made; only the first word counts."""
        if not self._pages.done():
            self._pages.set_result(pages)

    def pages(self) -> Pages:
        """Its pages; waits until they are known."""
        return self._pages.result()


def read_pages(kept: Kept, format: Paged, store: Store, texts: Sequence[str] = ()) -> Pages:
    """The pages of a finished file, from the store where they were read before.

    `texts` are those that the inspection has read, if it was made in this build.
    """
    key = digest("pages", program_digest(), kept.sha256)
    known = store.get("pages", key, ".json")
    if known is not None:
        return tuple(PageStart(**page) for page in json.loads(known))
    pages = format.page_starts(kept.path, texts)
    store.put("pages", key, json.dumps([asdict(page) for page in pages]).encode(), ".json")
    return pages


def with_pages(kept: Kept, format: ListsPages, pages: Pages, suffix: str, store: Store) -> Kept:
    """A finished file with the print edition's pages in it; the file as it is where there are none.

    Marks of pages move nothing, so what was found in the file stays true.
    """
    if not pages:
        return kept
    key = digest("paged", program_digest(), kept.sha256, [asdict(page) for page in pages])
    path = store.find("paged", key, suffix)
    if path is None:
        with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
            out = Path(folder) / f"paged{suffix}"
            format.list_pages(kept.path, pages, out)
            path = store.put("paged", key, out.read_bytes(), suffix)
    return replace(kept, path=path, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
