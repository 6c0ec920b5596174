"""The pipeline: open, parse, survey, check, shape, render, one function each.

`examine` runs the stages up to the checks, `build` all of them. Both return values and print
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath

from chapbook.book import Artifact, Book
from chapbook.companion_books import Companions, load_companions
from chapbook.errors import BookError
from chapbook.executor import Executor, local_executor
from chapbook.finding import Failure, Finding, Verdict, sort_findings
from chapbook.inventory_file import write_inventory
from chapbook.manifest import read_book
from chapbook.outline import Outline, number_book
from chapbook.progress import Progress, Silent
from chapbook.registry import Registry
from chapbook.roles import Inspection, Resolved
from chapbook.stages.check_parameters import refuse_bad_parameters
from chapbook.stages.choose import choose_chapters, choose_targets, first_kinds, release_date
from chapbook.stages.citations import PrintedBook, print_citations
from chapbook.stages.cite import Bibliography, read_bibliography, resolve_notes
from chapbook.stages.draw import Source, find_cover, find_sources, tasks_for, try_drawings
from chapbook.stages.drawing_checks import inspect_drawings, inspect_tasks, least_measure
from chapbook.stages.examine import examine as run_checks
from chapbook.stages.examine import weigh
from chapbook.stages.generated import bibliography_chapter
from chapbook.stages.inventories import take_inventory
from chapbook.stages.parse import Parsed, ParseTask, parse_chapter, read_chapter, stored_parse
from chapbook.stages.render import Job, render_all
from chapbook.stages.suffixes import missing_suffixes
from chapbook.stages.worker import registry_for
from chapbook.store import Store, default_store
from chapbook.survey import Survey


@dataclass(frozen=True)
class Settings:
    """How to run: processes, the time limit of one program in seconds, and the store.

    `measure_drawings` asks for the rules that measure drawings, which take time; without
    `inspects` nobody looks at the finished files. `stays` says that this process will build the
    same book again soon, for which engines may stay alive.
    """

    jobs: int = 1
    timeout: float = 900
    strict: bool = False
    keep_going: bool = False
    store: Store = field(default_factory=default_store)
    progress: Progress = field(default_factory=Silent)
    measure_drawings: bool = False
    inspects: bool = True
    stays: bool = False


@dataclass(frozen=True)
class Examined:
    """A book after stage 4: everything that shaping needs, and what was found wrong."""

    book: Book
    registry: Registry
    outline: Outline
    parsed: tuple[Parsed, ...]
    sources: Mapping[tuple[PurePosixPath, str], Source]
    bibliography: Bibliography
    resolved: Mapping[PurePosixPath, tuple[Resolved, ...]]
    findings: tuple[Finding, ...]
    companions: Companions = Companions()

    @property
    def surveys(self) -> dict[PurePosixPath, Survey]:
        """Each chapter's survey, in reading order."""
        return {parsed.chapter.path: parsed.survey for parsed in self.parsed}


@dataclass(frozen=True)
class Report:
    """What came of a build."""

    book: Book
    findings: tuple[Finding, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    failures: tuple[Failure, ...] = ()
    stopped: bool = False


def build(
    root: Path,
    out: Path,
    settings: Settings,
    *,
    to: Sequence[str] = (),
    only: Sequence[str] = (),
    executor: Executor | None = None,
) -> Report:
    """Build a book into `out`.

    `to` names targets or formats (the book's own targets where empty); `only` names chapters by
    number, file name or slug. Findings that reach the threshold stop the build before anything is
    written, unless `keep_going` is set. It runs in processes of its own where no `executor` is
    handed in.
    """
    with nullcontext(executor) if executor else local_executor(settings.jobs) as executor:
        examined = _examine(root, settings, executor, partial(first_kinds, to, only))
        book = examined.book
        targets = choose_targets(book, examined.registry, to)
        included = choose_chapters(examined.outline, only)
        verdict = Verdict(examined.findings, settings.strict)
        if verdict.failed and not goes_on(book, settings):
            return Report(book, examined.findings, stopped=True)
        if not examined.parsed:
            raise _no_chapters(root)
        printed = print_citations(
            book,
            examined.surveys,
            examined.outline,
            examined.resolved,
            examined.bibliography,
            examined.registry,
            settings.store,
        )
        job = _job(examined, printed, included, out, settings)
        artifacts, failures, findings = render_all(job, targets, executor)
        if len(artifacts) == len(targets) and len(included) == len(examined.outline.plans):
            places = {artifact.target: artifact.places for artifact in artifacts}
            write_inventory(out, book, examined.outline, places)
    told = {(finding.code, finding.path, finding.line) for finding in examined.findings}
    # What a check has told of a line is not told again of each file.
    fresh = [f for f in findings if f.line is None or (f.code, f.path, f.line) not in told]
    return Report(book, sort_findings([*examined.findings, *fresh]), artifacts, failures)


def goes_on(book: Book, settings: Settings) -> bool:
    """Whether errors in the manuscript are told but do not stop the build.

    So it is on request, and for a plain folder of Markdown files, which claims nothing about itself
    that could be broken.
    """
    return settings.keep_going or (book.manifest == PurePosixPath(".") and not settings.strict)


def examine(root: Path, settings: Settings, executor: Executor | None = None) -> Examined:
    """Everything up to the checks, in processes of its own where no `executor` is handed in."""
    with nullcontext(executor) if executor else local_executor(settings.jobs) as executor:
        return _examine(root, settings, executor)


def _examine(
    root: Path,
    settings: Settings,
    executor: Executor,
    kinds: Callable[[Book, Registry], tuple[str, ...]] = lambda book, registry: (),
) -> Examined:
    """Everything up to the checks, with drawings made in these kinds as well."""
    book, findings = read_book(root)
    registry = registry_for(book)
    wanted = ("svg", *kinds(book, registry))
    refuse_bad_parameters(book, registry)
    companions = load_companions(
        book, lambda folder: take_inventory(folder, settings.store, settings.timeout, executor)
    )
    texts = {c.path: read_chapter(book.root, c.path) for c in book.chapters}
    if not texts and not findings:
        raise _no_chapters(root)
    parsed = parse(book, texts, settings, executor)
    surveys = {p.chapter.path: p.survey for p in parsed}
    outline = number_book(book, surveys)
    sources = find_sources(book, surveys)
    # Workers draw while this process reads and resolves.
    outcomes_of = try_drawings(
        tasks_for(book, [*sources.values(), *find_cover(book)], wanted, settings.store),
        settings.progress,
        executor,
    )
    bibliography = read_bibliography(book, registry, texts)
    resolved = resolve_notes(book, surveys, outline, bibliography, settings.store)
    if generated := bibliography_chapter(book, surveys, resolved):
        added, text = generated
        texts[added.path] = text
        parsed += parse(replace(book, chapters=(added,)), texts, settings, executor)
        book = replace(book, chapters=(*book.chapters, added))
        surveys[added.path] = parsed[-1].survey
        outline = number_book(book, surveys)
    outcomes = outcomes_of()
    measure = least_measure(book, registry)
    is_quick = not (settings.measure_drawings or settings.strict)
    tasks = inspect_tasks(book, surveys, sources, outcomes, measure, settings.store, is_quick)
    drawn = {place: outcomes[source].drawing for place, source in sources.items()}
    inspection = Inspection(
        book=book,
        outline=outline,
        surveys=surveys,
        texts=texts,
        bibliography=bibliography.all,
        resolved=resolved,
        companions=companions,
        drawings={place: drawing for place, drawing in drawn.items() if drawing is not None},
        measure=measure,
    )
    checked = run_checks(inspection, registry)
    troubles = (outcome.trouble for outcome in outcomes.values() if outcome.trouble)
    faults = inspect_drawings(tasks, executor)
    suffixes = missing_suffixes(
        book, texts, surveys, resolved, bibliography,
        lambda: print_citations(
            book, surveys, outline, resolved, bibliography, registry, settings.store
        ).citations,
    )  # fmt: skip
    told = [*findings, *bibliography.findings, *suffixes, *troubles, *faults]
    others = weigh(book, iter(told))
    return Examined(
        book,
        registry,
        outline,
        parsed,
        sources,
        bibliography,
        resolved,
        sort_findings([*others, *checked]),
        companions,
    )


def _no_chapters(root: Path) -> BookError:
    return BookError("the book has no chapters", path=root, hint="list them under `contents:`")


def parse(
    book: Book, texts: Mapping[PurePosixPath, str], settings: Settings, executor: Executor
) -> tuple[Parsed, ...]:
    """Stages 2 and 3 for every chapter; those whose text is known come from the store."""
    store = settings.store
    kept = {c.path: stored_parse(book, c, texts[c.path], store) for c in book.chapters}
    tasks = [
        ParseTask(book, chapter, texts[chapter.path], store, settings.timeout)
        for chapter in book.chapters
        if kept[chapter.path] is None
    ]
    # The longest first: one that comes last has everyone else wait for it.
    tasks.sort(key=lambda task: -len(task.text))
    settings.progress.begin("parse", len(tasks))
    fresh = executor.map(
        parse_chapter, tasks, lambda task: settings.progress.step("parse", task.chapter.name)
    )
    settings.progress.end("parse")
    found = {parsed.chapter.path: parsed for parsed in [*filter(None, kept.values()), *fresh]}
    return tuple(found[chapter.path] for chapter in book.chapters)


def _job(
    examined: Examined,
    printed: PrintedBook,
    included: frozenset[PurePosixPath],
    out: Path,
    settings: Settings,
) -> Job:
    return Job(
        book=examined.book,
        registry=examined.registry,
        outline=examined.outline,
        parsed=examined.parsed,
        sources=examined.sources,
        printed=printed,
        included=included,
        out=out,
        store=settings.store,
        timeout=settings.timeout,
        epoch=release_date(examined.book),
        companions=examined.companions.inventories,
        progress=settings.progress,
        inspects=settings.inspects,
        stays=settings.stays,
    )
