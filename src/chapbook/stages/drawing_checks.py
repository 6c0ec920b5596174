"""Stage 4 for drawings: run the rules for drawings on each, kept in the store."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from chapbook.book import Book, CheckSettings
from chapbook.drawing import DiagramSource, DrawingCheck, DrawingFault, FinishedDrawing
from chapbook.drawing_size import printed_width
from chapbook.errors import ChapbookError
from chapbook.executor import Executor
from chapbook.finding import Finding, Severity
from chapbook.registry import Registry
from chapbook.roles import SetsMeasure
from chapbook.stages.draw import DrawTask, Outcome, Source, content_of, draw, inputs_of
from chapbook.stages.worker import registry_for
from chapbook.store import Store, digest
from chapbook.survey import Survey

#: The kinds of drawing that rules look at.
_KINDS, _QUICK_KINDS = ("svg", "pdf"), ("svg",)
#: The measure in points where no target says its own: that of a page of 7 by 9.25 inches.
_MEASURE = 360.0


@dataclass(frozen=True)
class InspectTask:
    """One drawing to look at, and how wide it is printed in points at least.

    `is_quick` leaves out the rules that take time, but those that the book makes errors of.
    """

    book: Book
    source: Source
    printed: float
    store: Store
    is_quick: bool = False


def least_measure(book: Book, registry: Registry) -> float:
    """The least width of the text of the book's targets, in points."""
    found: list[float] = []
    for target in book.targets:
        format = registry.formats.get(target.format)
        if isinstance(format, SetsMeasure):
            with suppress(ChapbookError):  # a target with a wrong option fails by itself
                found.append(format.measure(target))
    return min(found, default=_MEASURE)


def inspect_tasks(
    book: Book,
    surveys: Mapping[PurePosixPath, Survey],
    sources: Mapping[tuple[PurePosixPath, str], Source],
    outcomes: Mapping[Source, Outcome],
    measure: float,
    store: Store,
    is_quick: bool,
) -> list[InspectTask]:
    """A task for each drawing that could be drawn, with the smallest of its uses."""
    printed: dict[Source, float] = {}
    for chapter, survey in surveys.items():
        for image in survey.images:
            source = sources.get((chapter, image.src))
            outcome = outcomes.get(source) if source is not None else None
            if source is None or outcome is None or outcome.drawing is None:
                continue
            width = printed_width(image.width, outcome.drawing.width, measure)
            printed[source] = min(printed.get(source, width), width)
    return [InspectTask(book, source, width, store, is_quick) for source, width in printed.items()]


def inspect_drawings(
    tasks: Sequence[InspectTask],
    executor: Executor,
    done: Callable[[InspectTask], None] = lambda task: None,
) -> Iterator[Finding]:
    """Every finding of every rule for drawings; what is known is found here, without a worker."""
    kept = [_recall(task) for task in tasks]
    fresh = [task for task, found in zip(tasks, kept, strict=True) if found is None]
    made = iter(executor.map(inspect_drawing, fresh, done))
    for task, known in zip(tasks, kept, strict=True):
        severities = {check.code: check.severity for check in _checks(task)}
        for code, fault in next(made) if known is None else known:
            line, source = fault.line, task.source
            if source.line is not None:
                line = source.line + (fault.line or 1) - 1
            yield Finding(
                code, fault.message, source.path, line, None, severities[code], fault.hint
            )


def inspect_drawing(task: InspectTask) -> list[tuple[str, DrawingFault]]:
    """What the rules find in one drawing, with each rule's code."""
    checks = _checks(task)
    kinds = _QUICK_KINDS if all(check.is_quick for check in checks) else _KINDS
    outcome = draw(DrawTask(task.book, task.source, kinds, task.store))
    if outcome.drawing is None:
        return []
    names = {name: kind for kind, name in outcome.drawing.media.items()}
    drawing = FinishedDrawing(
        source=DiagramSource(
            content_of(task.book, task.source), task.source.path, inputs_of(task.book, task.source)
        ),
        files={names[name]: path.read_bytes() for name, path in (outcome.files or {}).items()},
        width=outcome.drawing.width,
        height=outcome.drawing.height,
        printed=task.printed,
    )
    found = [(check.code, fault) for check in checks for fault in check.check(drawing)]
    data = json.dumps([[code, asdict(fault)] for code, fault in found])
    task.store.put("drawing-faults", _key(task), data.encode(), ".json")
    return found


def _checks(task: InspectTask) -> list[DrawingCheck]:
    chosen = []
    for check in registry_for(task.book).drawing_checks:
        settings = task.book.checks.get(check.code, CheckSettings())
        is_wanted = check.is_quick or not task.is_quick or settings.severity is Severity.ERROR
        if settings.enabled and is_wanted:
            chosen.append(check)
    return chosen


def _key(task: InspectTask) -> str:
    codes = [check.code for check in _checks(task)]
    return digest("drawing-faults", task.source.key, f"{task.printed:.1f}", codes)


def _recall(task: InspectTask) -> list[tuple[str, DrawingFault]] | None:
    data = task.store.get("drawing-faults", _key(task), ".json")
    if data is None:
        return None
    return [(code, DrawingFault(**fault)) for code, fault in json.loads(data)]
