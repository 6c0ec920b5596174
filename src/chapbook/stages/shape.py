"""Stage 5: run the filters over one chapter for one target, and join the shaped chapters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chapbook.ast_json import dump_blocks, load
from chapbook.book import Book, Target
from chapbook.errors import ChapbookError
from chapbook.executor import Executor
from chapbook.roles import Context, Drawing, Phase
from chapbook.stages.filtering import apply_filters, nested_too_deeply
from chapbook.stages.parse import Parsed
from chapbook.stages.worker import plugins_digest, registry_for
from chapbook.store import Store, digest, program_digest


@dataclass(frozen=True)
class ShapeTask:
    """One chapter to shape for one target."""

    context: Context
    parsed: Parsed
    store: Store
    key: str


def shape_task(
    context: Context, parsed: Parsed, drawing_digests: Mapping[str, str], store: Store
) -> ShapeTask:
    """A task with the key of everything that the shaped chapter depends on."""
    key = digest(
        "shape",
        program_digest(),
        parsed.key,
        context.writer,
        sorted(context.target.options.items()),
        context.book.filters_off,
        context.book.metadata.language,
        repr(context.book.numbering),
        context.book.mentions,
        [(companion.name, companion.aliases) for companion in context.book.companions],
        context.outline.digest,
        sorted(map(str, context.included)),
        sorted(drawing_digests.items()),
        context.citations,
        repr(context.works),
        sorted((name, inventory.digest) for name, inventory in context.companions.items()),
        sorted((str(path), repr(boxes)) for path, boxes in context.boxes.items()),
        [repr(c) for c in context.book.companions],
        repr(context.index),
        repr(context.terms),
        plugins_digest(context.book),
    )
    return ShapeTask(context, parsed, store, key)


def shape_all(tasks: Sequence[ShapeTask], executor: Executor) -> list[str]:
    """Shape every chapter that the store does not have; the keys of all, in order.

    What is there is found here: processes take longer to start than one chapter takes.
    """
    fresh = [task for task in tasks if task.store.find("shaped", task.key, ".json") is None]
    executor.map(shape, fresh)
    return [task.key for task in tasks]


def shape(task: ShapeTask) -> str:
    """Shape one chapter into the store; returns the key."""
    if task.store.find("shaped", task.key, ".json") is not None:
        return task.key
    data = task.store.get("ast", task.parsed.key, ".json")
    if data is None:
        raise ChapbookError("the cache lost a chapter while it was in use", hint="build again")
    filters = registry_for(task.context.book).filters
    try:
        doc = load(data)
        doc = apply_filters(doc, filters, task.context, lambda phase: phase is not Phase.INCLUDE)
        task.store.put("shaped", task.key, dump_blocks(doc), ".json")
    except RecursionError as error:
        raise nested_too_deeply(task.context) from error
    return task.key


def with_drawings(task: ShapeTask, drawings: Mapping[str, Drawing]) -> ShapeTask:
    """The task with the chapter's drawings, which its key already stands for."""
    return replace(task, context=replace(task.context, drawings=drawings))


def join(keys: Iterable[str], book: Book, target: Target, store: Store) -> bytes:
    """All shaped chapters as one Pandoc JSON document."""
    pieces: list[bytes] = []
    version = b"[]"
    for key in keys:
        data = store.get("shaped", key, ".json")
        if data is None:
            raise ChapbookError("the cache lost a chapter while it was in use", hint="build again")
        version, _, blocks = data.partition(b"\n")
        pieces.append(blocks[1:-1])
    language = {"t": "MetaInlines", "c": [{"t": "Str", "c": book.metadata.language}]}
    meta = json.dumps({"lang": language}).encode()
    # The pieces are JSON already: reading and writing a whole book again takes seconds.
    joined = b",".join(piece for piece in pieces if piece)
    return b'{"pandoc-api-version":%b,"meta":%b,"blocks":[%b]}' % (version, meta, joined)
