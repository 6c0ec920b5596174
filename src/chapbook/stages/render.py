"""Stages 5 and 6 for every target: draw, shape, join and write, targets side by side.

A finished file is kept in the store under a key of everything it depends on; a build in which
nothing changed only looks up keys.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from chapbook.book import Artifact, Book, Target
from chapbook.errors import ChapbookError, RenderError
from chapbook.executor import Executor
from chapbook.finding import Failure, Finding
from chapbook.outline import Outline
from chapbook.process import stop_running
from chapbook.progress import Progress
from chapbook.registry import Registry
from chapbook.resources import find_resource
from chapbook.roles import Context, Drawing, Format, Manuscript, Workbench
from chapbook.stages.cite import Printed
from chapbook.stages.draw import Outcome, Source, draw_all, tasks_for
from chapbook.stages.parse import Parsed
from chapbook.stages.shape import ShapeTask, join, shape, shape_task, with_drawings
from chapbook.stages.worker import plugins_digest
from chapbook.store import Store, digest, program_digest, write_whole

#: The bytes that the names of a slice's chapters may take in a file's name.
LONGEST_NAME = 120


@dataclass(frozen=True)
class Job:
    """What all targets of one build share."""

    book: Book
    registry: Registry
    outline: Outline
    parsed: tuple[Parsed, ...]
    sources: Mapping[tuple[PurePosixPath, str], Source]
    printed: Printed
    included: frozenset[PurePosixPath]
    out: Path
    store: Store
    timeout: float
    epoch: int
    progress: Progress


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
    _ensure_writable(job.out)
    with ThreadPoolExecutor(max(1, len(targets))) as threads:
        # What the target named first needs is made first.
        futures = [
            threads.submit(_render_target, job, target, executor.of_urgency(place))
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


def _render_target(job: Job, target: Target, executor: Executor) -> Rendered:
    job.progress.begin(target.name, 4)
    try:
        return _render(job, target, job.registry.formats[target.format], executor)
    except ChapbookError as error:
        return Rendered(failure=Failure(target.name, error.message, error.hint, error.place))
    except OSError as error:
        message = f"{error.strerror or error}: {error.filename or job.out}"
        # The error may name a file that was read, where the one written has no room.
        hint = f"check space and permissions there, in {job.out}, and in {tempfile.gettempdir()}"
        return Rendered(failure=Failure(target.name, message, hint))
    finally:
        job.progress.end(target.name)


def _render(job: Job, target: Target, format: Format, executor: Executor) -> Rendered:
    started = time.monotonic()
    out = job.out / f"{file_stem(job, target)}{format.suffix}"
    tasks = _shape_tasks(job, target, format)
    key = _artifact_key(job, target, format, tasks)
    kept = _recall(job.store, key, out, target, format.suffix)
    if kept is not None:
        return kept
    outcomes = _draw(job, tasks, format.drawings(target), executor)
    job.progress.step(target.name, "drawings")
    drawings = {o.source.path: o.drawing for o in outcomes if o.drawing}
    placed = [with_drawings(t, _of_chapter(job, t, drawings)) for t in tasks]
    keys = executor.map(shape, placed)
    job.progress.step(target.name, "chapters")
    manuscript = Manuscript(
        book=job.book,
        outline=job.outline,
        target=target,
        document=join(keys, job.book, target, job.store),
        media={name: path for o in outcomes for name, path in (o.files or {}).items()},
        included=tuple(task.context.plan for task in tasks),
        epoch=job.epoch,
    )
    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        bench = Workbench(
            Path(folder),
            job.timeout,
            lambda kind, name: find_resource(job.book, job.registry, kind, name),
        )
        artifact, findings = format.render(manuscript, out, bench)
    job.progress.step(target.name, "file")
    artifact = Artifact(
        target.name,
        out,
        out.stat().st_size,
        time.monotonic() - started,
        artifact.pages,
        artifact.note,
    )
    _keep(job.store, key, artifact, findings, format.suffix)
    return Rendered(artifact, findings=findings)


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
            citations=job.printed.get(path, ()),
            included=job.included,
        )
        sources = {src: s.digest for (chapter, src), s in job.sources.items() if chapter == path}
        tasks.append(shape_task(context, parsed, sources, job.store))
    return tasks


def _draw(
    job: Job, tasks: Sequence[ShapeTask], kinds: tuple[str, ...], executor: Executor
) -> list[Outcome]:
    chapters = {task.context.chapter.path for task in tasks}
    sources = [source for (path, _), source in job.sources.items() if path in chapters]
    return draw_all(tasks_for(job.book, sources, kinds, job.store), executor)


def _of_chapter(
    job: Job, task: ShapeTask, drawings: Mapping[PurePosixPath, Drawing]
) -> dict[str, Drawing]:
    path = task.context.chapter.path
    return {
        src: drawings[source.path]
        for (chapter, src), source in job.sources.items()
        if chapter == path and source.path in drawings
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


def _recall(store: Store, key: str, out: Path, target: Target, suffix: str) -> Rendered | None:
    """The file as an earlier build made it, put into place where it is not there already."""
    started = time.monotonic()
    data, kept = store.get("artifact", key, ".json"), store.find("artifact", key, suffix)
    if data is None or kept is None:
        return None
    facts = json.loads(data)
    if not (out.is_file() and _sha(out) == facts["sha256"]):
        if _sha(kept) != facts["sha256"]:
            return None
        write_whole(out, kept.read_bytes())
    artifact = Artifact(
        target.name,
        out,
        facts["size"],
        time.monotonic() - started,
        facts["pages"],
        facts["note"],
    )
    return Rendered(artifact, findings=tuple(map(Finding.from_json, facts["findings"])))


def _keep(
    store: Store, key: str, artifact: Artifact, findings: tuple[Finding, ...], suffix: str
) -> None:
    data = artifact.path.read_bytes()
    facts = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        "pages": artifact.pages,
        "note": artifact.note,
        "findings": [finding.to_json() for finding in findings],
    }
    store.put("artifact", key, data, suffix)
    store.put("artifact", key, json.dumps(facts).encode(), ".json")


def _sha(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _ensure_writable(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise RenderError(
            f"the output folder {out} cannot be written: {error.strerror or error}",
            hint="choose another with --out",
        ) from error
