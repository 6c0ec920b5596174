"""Draw the images that chapters use, each once for all formats, kept in the store."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from chapbook.book import Book
from chapbook.executor import Executor
from chapbook.finding import Finding, Severity
from chapbook.images import ImageFile, find_image
from chapbook.manifest_files import is_file
from chapbook.roles import Drawing, DrawingError
from chapbook.stages.worker import plugins_digest, registry_for
from chapbook.store import Store, digest, program_digest
from chapbook.survey import Survey


@dataclass(frozen=True)
class Source:
    """A drawing's file in the book and the digest of its contents."""

    path: PurePosixPath
    digest: str


@dataclass(frozen=True)
class DrawTask:
    """One drawing to make in some kinds (`pdf`, `svg`, `png`)."""

    book: Book
    source: Source
    kinds: tuple[str, ...]
    store: Store


@dataclass(frozen=True)
class Outcome:
    """What became of a drawing: the drawing and its files, or what is wrong with it."""

    source: Source
    drawing: Drawing | None = None
    files: Mapping[str, Path] | None = None
    trouble: Finding | None = None


def find_sources(
    book: Book, surveys: Mapping[PurePosixPath, Survey]
) -> dict[tuple[PurePosixPath, str], Source]:
    """Every image that can be found, by the chapter and the target as written in it."""
    found: dict[tuple[PurePosixPath, str], Source] = {}
    digests: dict[PurePosixPath, str] = {}
    for chapter, survey in surveys.items():
        for image in survey.images:
            place = find_image(book.root, chapter, image.src)
            if isinstance(place, ImageFile):
                if place.path not in digests:
                    digests[place.path] = digest((book.root / place.path).read_bytes())
                found[chapter, image.src] = Source(place.path, digests[place.path])
    return found


def find_cover(book: Book) -> list[Source]:
    """The image that the manifest names as the cover, where a plugin draws such files."""
    cover = book.metadata.cover
    if cover is None or not is_file(book.root / cover):
        return []
    is_drawn = registry_for(book).renderer_for(cover) is not None
    return [Source(cover, digest((book.root / cover).read_bytes()))] if is_drawn else []


def draw(task: DrawTask) -> Outcome:
    """Make one drawing, or find it in the store."""
    kept = _recall(task)
    if kept is not None:
        return kept
    renderer = registry_for(task.book).renderer_for(task.source.path)
    if renderer is None:
        message = f"no plugin draws {task.source.path.suffix or 'such'} files"
        return _trouble(task, message, "make it an SVG, PNG or JPEG file")
    data = (task.book.root / task.source.path).read_bytes()
    try:
        drawn = renderer.draw(data, task.kinds, {})
    except DrawingError as error:
        return _trouble(task, error.message, error.hint, error.line)
    key = _key(task)
    for kind, content in drawn.files.items():
        task.store.put("drawing", key, content, f".{kind}")
    facts = {"width": drawn.width, "height": drawn.height, "alt": drawn.alt}
    for kind in task.kinds:
        # A kind that cannot be had (PDF of a photograph) is answered by what there is.
        made = [kind] if kind in drawn.files else sorted(drawn.files)
        task.store.put(
            "drawing", key, json.dumps({**facts, "made": made}).encode(), f".{kind}.json"
        )
    return _recall(task) or _trouble(task, "the drawing vanished from the store", None)


def draw_all(
    tasks: Sequence[DrawTask],
    executor: Executor,
    done: Callable[[DrawTask], None] = lambda task: None,
) -> list[Outcome]:
    """Make every drawing; those in the store are found here, without a worker."""
    kept = [_recall(task) for task in tasks]
    fresh = [task for task, found in zip(tasks, kept, strict=True) if found is None]
    made = iter(executor.map(draw, fresh, done))
    return [next(made) if found is None else found for found in kept]


def sources_of(sources: Iterable[Source]) -> list[Source]:
    """Each source once, in order."""
    return list(dict.fromkeys(sources))


def _key(task: DrawTask) -> str:
    source = task.source
    plugins = plugins_digest(task.book)
    return digest("drawing", program_digest(), plugins, source.digest, source.path.suffix)


def _recall(task: DrawTask) -> Outcome | None:
    """The drawing from the store, if every kind asked for is there."""
    key = _key(task)
    facts = [task.store.get("drawing", key, f".{kind}.json") for kind in task.kinds]
    known = [json.loads(data) for data in facts if data is not None]
    if not task.kinds or len(known) < len(facts):
        return None
    media, files = {}, {}
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", task.source.path.stem)
    for kind in sorted({kind for fact in known for kind in fact["made"]}):
        path = task.store.find("drawing", key, f".{kind}")
        if path is None:
            return None
        # By the source alone, so that the finished file is the same wherever chapbook lies.
        name = f"media/{stem}-{task.source.digest[:8]}.{kind}"
        media[kind], files[name] = name, path
    drawing = Drawing(media, known[0]["width"], known[0]["height"], known[0]["alt"])
    return Outcome(task.source, drawing, files)


def _trouble(task: DrawTask, message: str, hint: str | None, line: int | None = None) -> Outcome:
    finding = Finding("bad-drawing", message, task.source.path, line, None, Severity.ERROR, hint)
    return Outcome(task.source, trouble=finding)


def tasks_for(
    book: Book, sources: Sequence[Source], kinds: tuple[str, ...], store: Store
) -> list[DrawTask]:
    """A task for each source."""
    return [DrawTask(book, source, kinds, store) for source in sources_of(sources)]
