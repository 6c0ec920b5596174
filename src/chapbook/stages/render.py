"""Stages 5 to 7 for every target: draw, shape, join, write, inspect, targets side by side.

A finished file is kept in the store under a key of everything it depends on; a build in which
nothing changed only looks up keys.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath

from chapbook.book import Artifact, Book, Target
from chapbook.book_index import ChapterIndex, index_chapters
from chapbook.drawing import SetsMeasure
from chapbook.errors import ChapbookError
from chapbook.executor import Executor
from chapbook.finding import Failure, Finding
from chapbook.glossary_terms import resolve_terms
from chapbook.inventory import Inventory
from chapbook.manifest_files import is_file
from chapbook.outline import Outline
from chapbook.process import stop_running
from chapbook.progress import Progress
from chapbook.registry import Registry
from chapbook.resources import find_resource
from chapbook.roles import (
    CitedWorks,
    Context,
    Drawing,
    Format,
    ListsPages,
    Manuscript,
    Paged,
    Workbench,
)
from chapbook.stages.citations import PrintedBook
from chapbook.stages.draw import Outcome, Source, draw_all, tasks_for
from chapbook.stages.inspect import begin_expecting, inspect
from chapbook.stages.keep import Kept, keep, recall
from chapbook.stages.pages import PrintEdition, read_pages, with_pages
from chapbook.stages.parse import Parsed
from chapbook.stages.place import Place, ensure_writable, place_of, put_into_place
from chapbook.stages.shape import ShapeTask, join, shape_all, shape_task, with_drawings
from chapbook.stages.shown import pictures_of
from chapbook.stages.worker import plugins_digest
from chapbook.store import Store, digest, program_digest

#: The bytes that the names of a slice's chapters may take in a file's name.
LONGEST_NAME = 120


@dataclass(frozen=True)
class Job:
    """What all targets of one build share; without `inspects` nobody looks at their files.

    `stays` says that this process will build the same book again.
    """

    book: Book
    registry: Registry
    outline: Outline
    parsed: tuple[Parsed, ...]
    sources: Mapping[tuple[PurePosixPath, str], Source]
    printed: PrintedBook
    included: frozenset[PurePosixPath]
    out: Path
    store: Store
    timeout: float
    epoch: int
    companions: Mapping[str, Inventory]
    progress: Progress
    inspects: bool = True
    stays: bool = False


@dataclass(frozen=True)
class Rendered:
    """A target's file and findings, or why there is none."""

    artifact: Artifact | None = None
    failure: Failure | None = None
    findings: tuple[Finding, ...] = ()


def render_all(
    job: Job, targets: Sequence[Target], executor: Executor
) -> tuple[tuple[Artifact, ...], tuple[Failure, ...], tuple[Finding, ...]]:
    """Render every target; one that fails does not stop the others."""
    ensure_writable(job.out)
    with ThreadPoolExecutor(max(1, len(targets))) as threads:
        # What the target named first needs is made first.
        edition = PrintEdition(targets, job.registry)
        futures = [
            threads.submit(_render_target, job, target, executor.of_urgency(place), edition)
            for place, target in enumerate(targets)
        ]
        try:
            done = [future.result() for future in futures]
        except BaseException:
            for future in futures:
                future.cancel()
            stop_running()
            executor.stop()
            raise
    return (
        tuple(r.artifact for r in done if r.artifact),
        tuple(r.failure for r in done if r.failure),
        tuple(finding for r in done for finding in r.findings),
    )


def _render_target(job: Job, target: Target, executor: Executor, edition: PrintEdition) -> Rendered:
    job.progress.begin(target.name, 4)
    try:
        return _render(job, target, job.registry.formats[target.format], executor, edition)
    except ChapbookError as error:
        return Rendered(failure=Failure(target.name, error.message, error.hint, error.place))
    except OSError as error:
        message = f"{error.strerror or error}: {error.filename2 or error.filename or job.out}"
        # The error may name a file that was read, where the one written has no room.
        hint = f"check space and permissions there, in {job.out}, and in {tempfile.gettempdir()}"
        return Rendered(failure=Failure(target.name, message, hint))
    finally:
        if edition.is_of(target):
            edition.tell(())
        job.progress.end(target.name)


def _render(
    job: Job, target: Target, format: Format, executor: Executor, edition: PrintEdition
) -> Rendered:
    started = time.monotonic()
    stem = file_stem(job, target)
    place = place_of(job.out, stem, format, target)
    tasks = _shape_tasks(job, target, format)
    key = _artifact_key(job, target, format, tasks)
    kept = recall(job.store, key, place.suffix, inspects=job.inspects)
    if kept is not None:
        kept = _paged(kept, job, target, format, edition)
    done = _place(kept, job, target, place, started) if kept is not None else None
    if done is not None:
        return done
    outcomes = _draw(job, tasks, format.drawings(target), executor)
    job.progress.step(target.name, "drawings")
    drawings = {o.source: o.drawing for o in outcomes if o.drawing}
    placed = [with_drawings(t, _of_chapter(job, t, drawings)) for t in tasks]
    keys = shape_all(placed, executor)
    job.progress.step(target.name, "chapters")
    manuscript = Manuscript(
        book=job.book,
        outline=job.outline,
        target=target,
        document=join(keys, job.book, target, job.store),
        media={name: path for o in outcomes for name, path in (o.files or {}).items()},
        included=tuple(task.context.plan for task in tasks),
        epoch=job.epoch,
        pictures=tuple(pictures_of(job.parsed, job.sources, outcomes, job.included)),
    )
    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        draft = Path(folder) / f"{stem}{place.suffix}"
        bench = _workbench(job, Path(folder) / "bench", f"{target.name}/{stem}")
        expected = begin_expecting(manuscript, job.printed.citations) if job.inspects else None
        made, findings = format.render(manuscript, draft, bench)
        job.progress.step(target.name, "file")
        inspected = None
        if expected is not None:
            inspected = inspect(manuscript, expected, draft, format, bench, findings, made.missing)
        job.progress.step(target.name, "inspection")
        kept = keep(job.store, key, place.suffix, replace(made, path=draft), findings, inspected)
    kept = _paged(kept, job, target, format, edition)
    done = _place(kept, job, target, place, started)
    if done is None:
        raise ChapbookError("the cache lost a file while it was in use", hint="build again")
    return done


def _paged(kept: Kept, job: Job, target: Target, format: Format, edition: PrintEdition) -> Kept:
    """Tell the pages of the print edition, or put them into a file that lists them."""
    if edition.is_of(target) and isinstance(format, Paged):
        edition.tell(read_pages(kept, format, job.store, kept.inspected.texts))
    elif isinstance(format, ListsPages):
        return with_pages(kept, format, edition.pages(), format.suffix, job.store)
    return kept


def _workbench(job: Job, folder: Path, name: str) -> Workbench:
    folder.mkdir()
    key = digest(str(job.book.root.resolve()), name)
    return Workbench(
        folder,
        job.timeout,
        lambda kind, name: find_resource(job.book, job.registry, kind, name),
        job.store.path("memory", key),
        job.stays,
    )


def _place(kept: Kept, job: Job, target: Target, place: Place, started: float) -> Rendered | None:
    seconds = time.monotonic() - started
    placed = put_into_place(kept, job.book, target, place, seconds)
    return None if placed is None else Rendered(placed[0], findings=placed[1])


def file_stem(job: Job, target: Target) -> str:
    """`book`, `book-mobile` for a variant, `book-05-networks` for a slice."""
    variant = target.name.removeprefix(target.format).lstrip("-")
    parts = [job.book.name, *([variant] if variant else [])]
    plans = [p for p in job.outline.plans if p.chapter.path in job.included]
    if len(plans) < len(job.outline.plans):
        opened = [p for p in plans if p.chapter.depth == 1]
        named = [p.chapter.name for p in opened]
        # File systems take names of 255 bytes.
        is_long = len("-".join(named).encode()) > LONGEST_NAME
        parts += [p.label.number or p.slug for p in opened] if is_long else named
    return "-".join(parts)


def _shape_tasks(job: Job, target: Target, format: Format) -> list[ShapeTask]:
    tasks = []
    boxes = {p.chapter.path: p.survey.boxes for p in job.parsed if p.survey.boxes}
    surveys = {parsed.chapter.path: parsed.survey for parsed in job.parsed}
    indexes = index_chapters(job.book, job.outline, surveys, job.included)
    terms = resolve_terms(surveys, job.outline, job.book.first_use)
    for parsed in job.parsed:
        path = parsed.chapter.path
        plan = job.outline.plan(path)
        if plan is None or path not in job.included:
            continue
        context = Context(
            book=job.book,
            plan=plan,
            outline=job.outline,
            survey=parsed.survey,
            target=target,
            writer=format.writer(target),
            citations=job.printed.citations.get(path, ()),
            works=job.printed.works.get(path, CitedWorks()),
            included=job.included,
            companions=job.companions,
            boxes=boxes if parsed.survey.guide else {},
            index=indexes.get(path, ChapterIndex()),
            terms=terms.get(path, ()),
            measure=format.measure(target) if isinstance(format, SetsMeasure) else 0.0,
        )
        sources = {src: s.key for (chapter, src), s in job.sources.items() if chapter == path}
        tasks.append(shape_task(context, parsed, sources, job.store))
    return tasks


def _draw(
    job: Job, tasks: Sequence[ShapeTask], kinds: tuple[str, ...], executor: Executor
) -> list[Outcome]:
    chapters = {task.context.chapter.path for task in tasks}
    sources = [source for (path, _), source in job.sources.items() if path in chapters]
    return draw_all(tasks_for(job.book, sources, kinds, job.store), executor)


def _of_chapter(
    job: Job, task: ShapeTask, drawings: Mapping[Source, Drawing]
) -> dict[str, Drawing]:
    path = task.context.chapter.path
    return {
        src: drawings[source]
        for (chapter, src), source in job.sources.items()
        if chapter == path and source in drawings
    }


def _artifact_key(job: Job, target: Target, format: Format, tasks: Sequence[ShapeTask]) -> str:
    own = [
        path
        for folder in ("templates", "csl")
        for path in sorted((job.book.root / folder).rglob("*"))
        if path.is_file()
    ]
    cover = job.book.metadata.cover
    if cover is not None and (job.book.root / cover).is_file():
        own.append(job.book.root / cover)
    # A file that an option names, such as a publisher's reference document.
    named = [job.book.root / what for what in target.options.values() if isinstance(what, str)]
    own += [path for path in named if is_file(path)]
    return digest(
        "artifact",
        program_digest(),
        plugins_digest(job.book),
        [task.key for task in tasks],
        target.name,
        sorted(target.options.items()),
        asdict(job.book.metadata),
        job.book.name,
        job.epoch,
        sorted(format.tools(target).items()),
        *(path.read_bytes() for path in own),
    )
