"""Draw the images that chapters use, each once for all formats, kept in the store."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from chapbook.book import Book
from chapbook.drawing import DiagramSource, Drawing, DrawingError
from chapbook.executor import Executor
from chapbook.finding import Finding, Severity
from chapbook.images import ImageFile, find_image
from chapbook.manifest_files import is_file
from chapbook.progress import Progress
from chapbook.stages.worker import plugins_digest, registry_for
from chapbook.store import Store, digest, program_digest
from chapbook.survey import Survey

#: The file endings of kinds that are not called so.
_ENDINGS = {"outlines": ".outlines.svg"}


@dataclass(frozen=True)
class Source:
    """A drawing in the book: a file, or a code block of the chapter `path`, and who draws it.

    `digest` is that of its content and of its `inputs`, the files that it names (the name and the
    file). `kind` is the file's ending or the code block's class; `text` is the code block's, whose
    first line is `line` of the chapter. `renderer` is empty where no plugin draws such; `key` is a
    digest of all that the drawing depends on.
    """

    path: PurePosixPath
    digest: str
    kind: str
    renderer: str = ""
    text: str | None = None
    line: int | None = None
    inputs: tuple[tuple[str, PurePosixPath], ...] = ()
    key: str = ""

    def line_of(self, line: int | None) -> int | None:
        """The line of `path` that a line of the drawing is."""
        return line if self.line is None else self.line + (line or 1) - 1

    @property
    def stem(self) -> str:
        """What its files are called."""
        stem = self.path.stem if self.text is None else f"{self.path.stem}-{self.kind}"
        return re.sub(r"[^A-Za-z0-9_-]+", "-", stem)


@dataclass(frozen=True)
class DrawTask:
    """One drawing to make in some kinds (`Drawing`)."""

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
    """Every drawing that can be found, by the chapter and the image's target as written in it."""
    found: dict[tuple[PurePosixPath, str], Source] = {}
    files: dict[PurePosixPath, Source] = {}
    for chapter, survey in surveys.items():
        for image in survey.images:
            if image.language:
                data = image.code.encode()
                found[chapter, image.src] = _source(
                    book, chapter, image.language, data, image.code, image.line
                )
                continue
            place = find_image(book.root, chapter, image.src)
            if isinstance(place, ImageFile):
                if place.path not in files:
                    files[place.path] = _file(book, place.path)
                found[chapter, image.src] = files[place.path]
    return found


def find_cover(book: Book) -> list[Source]:
    """The image that the manifest names as the cover, where a plugin draws such files."""
    cover = book.metadata.cover
    if cover is None or not is_file(book.root / cover):
        return []
    is_drawn = registry_for(book).reads_drawing(cover.suffix.lower())
    return [_file(book, cover)] if is_drawn else []


def draw(task: DrawTask) -> Outcome:
    """Make one drawing, or find it in the store."""
    kept = _recall(task)
    if kept is not None:
        return kept
    book, source = task.book, task.source
    renderer = registry_for(book).renderers.get(source.renderer)
    if renderer is None:
        message = f"no plugin draws {source.kind or 'such'} files"
        return _trouble(task, message, "make it an SVG, PNG or JPEG file")
    pdf = task.store.get("drawing", source.key, ".pdf")
    drawing = DiagramSource(
        content_of(book, source),
        source.path,
        inputs_of(book, source),
        {} if pdf is None else {"pdf": pdf},
    )
    try:
        drawn = renderer.draw(drawing, task.kinds, book.diagrams)
    except DrawingError as error:
        return _trouble(task, error.message, error.hint, error.line)
    key = source.key
    for kind, content in drawn.files.items():
        task.store.put("drawing", key, content, f".{kind}")
    facts = {
        "width": drawn.width,
        "height": drawn.height,
        "alt": drawn.alt,
        "description": drawn.description,
        "pixels": drawn.pixels,
    }
    for kind in task.kinds:
        # A kind that cannot be had (PDF of a photograph) is answered by what there is.
        made = [kind] if kind in drawn.files else sorted(drawn.files)
        task.store.put(
            "drawing", key, json.dumps({**facts, "made": made}).encode(), f".{kind}.json"
        )
    return _recall(task) or _trouble(task, "the drawing vanished from the store", None)


def content_of(book: Book, source: Source) -> bytes:
    """A drawing's file, or its code."""
    return (book.root / source.path).read_bytes() if source.text is None else source.text.encode()


def inputs_of(book: Book, source: Source) -> dict[str, bytes]:
    """The files that a drawing names, by the name that it uses."""
    return {name: (book.root / path).read_bytes() for name, path in source.inputs}


def draw_all(
    tasks: Sequence[DrawTask],
    executor: Executor,
    done: Callable[[DrawTask], None] = lambda task: None,
) -> list[Outcome]:
    """Make every drawing; those in the store are found here, without a worker."""
    return begin_drawings(tasks, executor, done)()


def begin_drawings(
    tasks: Sequence[DrawTask],
    executor: Executor,
    done: Callable[[DrawTask], None] = lambda task: None,
) -> Callable[[], list[Outcome]]:
    """Begin what `draw_all` does; the function that is returned waits for the outcomes."""
    kept = [_recall(task) for task in tasks]
    fresh = [task for task, found in zip(tasks, kept, strict=True) if found is None]
    made = executor.begin(draw, fresh, done)

    def wait() -> list[Outcome]:
        fresh_ones = iter(made())
        return [next(fresh_ones) if found is None else found for found in kept]

    return wait


def try_drawings(
    tasks: Sequence[DrawTask], progress: Progress, executor: Executor
) -> Callable[[], Mapping[Source, Outcome]]:
    """Begin to draw a book's images, to learn which cannot be; what is returned waits for all."""
    progress.begin("drawings", len(tasks))
    wait = begin_drawings(
        tasks, executor, lambda task: progress.step("drawings", task.source.path.name)
    )

    def outcomes() -> Mapping[Source, Outcome]:
        found = wait()
        progress.end("drawings")
        return {outcome.source: outcome for outcome in found}

    return outcomes


def sources_of(sources: Iterable[Source]) -> list[Source]:
    """Each source once, in order."""
    return list(dict.fromkeys(sources))


def _file(book: Book, path: PurePosixPath) -> Source:
    data = (book.root / path).read_bytes()
    return _source(book, path, path.suffix.lower(), data)


def _source(
    book: Book,
    path: PurePosixPath,
    kind: str,
    data: bytes,
    text: str | None = None,
    line: int | None = None,
) -> Source:
    renderer = registry_for(book).renderer_for(kind, data)
    if renderer is None:
        return Source(path, digest(data), kind, "", text, line)
    places = {name: find_image(book.root, path, name) for name in renderer.inputs(data)}
    inputs = tuple((n, place.path) for n, place in places.items() if isinstance(place, ImageFile))
    own = digest(data, *((name, digest((book.root / p).read_bytes())) for name, p in inputs))
    key = digest(
        "drawing",
        program_digest(),
        plugins_digest(book),
        renderer.name,
        renderer.version(),
        kind,
        own,
        sorted(book.diagrams.items()),
    )
    return Source(path, own, kind, renderer.name, text, line, inputs, key)


def _recall(task: DrawTask) -> Outcome | None:
    """The drawing from the store, if every kind asked for is there."""
    key = task.source.key
    facts = [task.store.get("drawing", key, f".{kind}.json") for kind in task.kinds]
    known = [json.loads(data) for data in facts if data is not None]
    if not task.kinds or len(known) < len(facts):
        return None
    media, files = {}, {}
    for kind in sorted({kind for fact in known for kind in fact["made"]}):
        path = task.store.find("drawing", key, f".{kind}")
        if path is None:
            return None
        # By the source alone, so that the finished file is the same wherever chapbook lies.
        name = f"media/{task.source.stem}-{task.source.digest[:8]}{_ENDINGS.get(kind, f'.{kind}')}"
        media[kind], files[name] = name, path
    fact = known[0]
    pixels = (fact["pixels"][0], fact["pixels"][1]) if fact["pixels"] else None
    drawing = Drawing(
        media, fact["width"], fact["height"], fact["alt"], fact["description"], pixels
    )
    return Outcome(task.source, drawing, files)


def _trouble(task: DrawTask, message: str, hint: str | None, line: int | None = None) -> Outcome:
    path, line = task.source.path, task.source.line_of(line)
    finding = Finding("bad-drawing", message, path, line, None, Severity.ERROR, hint)
    return Outcome(task.source, trouble=finding)


def tasks_for(
    book: Book, sources: Sequence[Source], kinds: tuple[str, ...], store: Store
) -> list[DrawTask]:
    """A task for each source."""
    return [DrawTask(book, source, kinds, store) for source in sources_of(sources)]
