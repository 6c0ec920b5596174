"""`publish watch`: build a book again whenever one of its files changes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from chapbook.commands.build import split, tell
from chapbook.commands.options import (
    Subcommand,
    book_argument,
    chosen_book,
    output_folder,
    run_options,
)
from chapbook.errors import ChapbookError, ToolError
from chapbook.executor import Executor, local_executor
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.manifest import read_book
from chapbook.pipeline import Report, Settings, build
from chapbook.roles import Command
from chapbook.terminal import Terminal, shown
from chapbook.watching import Watched, files_elsewhere, watching

#: The format that is made in the least time.
PREVIEW = "typst"
#: How many files of those that have changed are named.
_NAMED = 3


@click.command("watch")
@book_argument
@click.option(
    "--to",
    "-t",
    multiple=True,
    metavar="FORMATS",
    default=(PREVIEW,),
    show_default=True,
    help="For example typst,html.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="CHAPTER",
    help="Build these chapters alone, with the whole book's numbers.",
)
@click.option("--out", "-o", type=click.Path(path_type=Path), help="The folder for the files.")
@click.option("--keep-going", is_flag=True, help="Build in spite of errors in the manuscript.")
@click.option(
    "--inspect", is_flag=True, help="Look at the finished files for faults, as builds do."
)
@run_options
def command(
    book: str | None,
    to: tuple[str, ...],
    only: tuple[str, ...],
    out: Path | None,
    keep_going: bool,
    inspect: bool,
    jobs: int,
    timeout: float,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build BOOK, and build it again whenever one of its files changes, until Ctrl-C.

    What is wrong with the book is told and does not end the watch.
    """
    root = chosen_book(book).resolve()
    settings = Settings(jobs, timeout, strict, keep_going, inspects=inspect, stays=True)
    terminal = Terminal.standard(quiet, verbose)
    watch_book(Watch(root, output_folder(root, out), settings, split(to), split(only), terminal))


@dataclass(frozen=True)
class Watch:
    """What is built, how, and where it is told."""

    root: Path
    out: Path
    settings: Settings
    to: tuple[str, ...]
    only: tuple[str, ...]
    terminal: Terminal


@dataclass(frozen=True)
class Round:
    """What a build leaves for the next one: findings told, files with their times, its outcome.

    `others` are paths outside the book's folder that the book named when it could last be read.
    """

    told: frozenset[tuple[object, ...]] = frozenset()
    written: Mapping[Path, int] = field(default_factory=dict)
    others: tuple[Path, ...] = ()
    is_whole: bool = True


def watch_book(watch: Watch) -> None:
    """Build again and again; only an exception ends it."""
    last = Round()
    changed: tuple[Path, ...] = ()
    left_out = (watch.out.resolve(), watch.settings.store.root.resolve())
    while True:
        with local_executor(watch.settings.jobs) as executor:
            # A failure may be that of a process which was killed: then others take its place.
            last = replace(last, is_whole=True)
            while last.is_whole:
                last = replace(last, others=_others(watch.root, last.others))
                # It is looked for changes before the build reads anything, so that none is missed.
                with watching(Watched(watch.root, last.others, left_out)) as changes:
                    last = _build(watch, last, changed, executor)
                    changed = next(changes)


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("watch", command)]


def _others(root: Path, known: tuple[Path, ...]) -> tuple[Path, ...]:
    try:
        return files_elsewhere(read_book(root)[0])
    except (ChapbookError, OSError):  # the build tells it
        return known


def _build(watch: Watch, last: Round, changed: Sequence[Path], executor: Executor) -> Round:
    started, terminal = time.monotonic(), watch.terminal
    try:
        with terminal.progress() as progress:
            settings = replace(watch.settings, progress=progress)
            report = build(
                watch.root, watch.out, settings, to=watch.to, only=watch.only, executor=executor
            )
    except ChapbookError as error:
        terminal.print_error(error)
        told, written, is_whole = last.told, last.written, not isinstance(error, ToolError)
    except OSError as error:
        message = f"'{error.filename or watch.root}': {error.strerror or error}"
        terminal.print_error(ChapbookError(message, hint="mend it; the next change builds again"))
        told, written, is_whole = last.told, last.written, True
    else:
        tell(report, watch.settings.strict, terminal, _fresh(report, last))
        told = frozenset(map(_key, report.findings))
        written, is_whole = {**last.written, **_times(report)}, not report.failures
    names = [path.name for path, when in written.items() if last.written.get(path) != when]
    what = f"{', '.join(sorted(names)) or 'nothing'} written in {time.monotonic() - started:.1f} s"
    terminal.say(f"{_named(changed, watch.root)}{what}")
    if not changed:
        terminal.say(f"watching {shown(watch.root)}; Ctrl-C ends it")
    return Round(told, written, last.others, is_whole)


def _fresh(report: Report, last: Round) -> list[Finding]:
    """Errors, and findings that the build before did not tell."""
    return [
        finding
        for finding in report.findings
        if finding.severity is Severity.ERROR or _key(finding) not in last.told
    ]


def _key(finding: Finding) -> tuple[object, ...]:
    """A finding, wherever in its file it stands: lines move when others are added."""
    return finding.code, finding.path, finding.message


def _times(report: Report) -> dict[Path, int]:
    return {artifact.path: artifact.path.stat().st_mtime_ns for artifact in report.artifacts}


def _named(changed: Sequence[Path], root: Path) -> str:
    """`chapters/01.md changed: `."""
    if not changed:
        return ""
    inside = [path.relative_to(root) if path.is_relative_to(root) else path for path in changed]
    names = [str(path) for path in inside[:_NAMED]]
    if len(inside) > _NAMED:
        names.append(f"{len(inside) - _NAMED} more")
    return f"{', '.join(names)} changed: "
