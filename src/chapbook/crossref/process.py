"""The whole of it: a document in Pandoc's JSON → the same with numbers and references."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from chapbook.crossref.collect import Collector
from chapbook.crossref.dialects import hyphened_labels
from chapbook.crossref.lists import list_metadata, put_lists
from chapbook.crossref.numbers import Numbers
from chapbook.crossref.preamble import with_preamble
from chapbook.crossref.references import Resolver
from chapbook.crossref.settings import read_settings
from chapbook.errors import ChapbookError


@dataclass(frozen=True)
class Processed:
    """A document in Pandoc's JSON, and what its author should hear of."""

    document: bytes
    warnings: tuple[str, ...]


def process_document(data: bytes, format: str, cwd: Path, home: Path | None = None) -> Processed:
    """Number a document for Pandoc's `format`; settings files lie in `cwd` and `home`."""
    try:
        value = json.loads(data)
        meta, blocks = value["meta"], value["blocks"]
    except (ValueError, KeyError, TypeError) as error:
        raise ChapbookError(
            "the input is not a document in Pandoc's JSON",
            hint="let Pandoc start the filter: pandoc chapter.md --filter publish-crossref",
        ) from error
    settings = read_settings(meta, format, cwd, home or Path.home())
    settings = replace(settings, hyphened=hyphened_labels(blocks))
    numbers = Numbers(settings)
    blocks = Collector(numbers).blocks(blocks)
    if settings.flag("listOfMetadata"):
        meta = {**meta, **list_metadata(numbers)}
    if settings.latex or format.startswith("typst"):
        meta = with_preamble(meta, settings)
    if not settings.latex:
        blocks = put_lists(blocks, numbers)
    resolver = Resolver(numbers)
    blocks, meta = resolver.resolve(blocks), resolver.resolve(meta)
    lost = [f"the settings file {settings.lost_file} is not there"] if settings.lost_file else []
    # In LaTeX a label may stand in raw LaTeX or in another file; LaTeX itself tells what it misses.
    missing = {} if settings.latex else dict.fromkeys(resolver.missing)
    return Processed(
        json.dumps({**value, "meta": meta, "blocks": blocks}, ensure_ascii=False).encode(),
        (*lost, *(f"Undefined cross-reference: {label}" for label in missing)),
    )
