"""`publish build`: turn a book into PDF, DOCX and EPUB."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from chapbook.commands.options import (
    Subcommand,
    book_argument,
    chosen_book,
    output_folder,
    run_options,
)
from chapbook.errors import ExitCode
from chapbook.executor import local_executor
from chapbook.finding import Finding, Severity, Verdict
from chapbook.hookspecs import hookimpl
from chapbook.pipeline import Report, Settings, build
from chapbook.roles import Command
from chapbook.terminal import Terminal


@click.command("build")
@book_argument
@click.option("--to", "-t", multiple=True, metavar="FORMATS", help="For example pdf,docx,epub.")
@click.option(
    "--only",
    multiple=True,
    metavar="CHAPTER",
    help="Build these chapters alone, with the whole book's numbers.",
)
@click.option("--out", "-o", type=click.Path(path_type=Path), help="The folder for the files.")
@click.option("--keep-going", is_flag=True, help="Build in spite of errors in the manuscript.")
@click.option("--no-inspect", is_flag=True, help="Do not look at the finished files for faults.")
@run_options
def command(
    book: str | None,
    to: tuple[str, ...],
    only: tuple[str, ...],
    out: Path | None,
    keep_going: bool,
    no_inspect: bool,
    jobs: int,
    timeout: float,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Build BOOK (a name in the workspace or a folder) in its formats."""
    terminal = Terminal.standard(quiet, verbose)
    root = chosen_book(book)
    # Processes before the progress bar, whose thread would have them start more slowly.
    with local_executor(jobs) as executor, terminal.progress() as progress:
        settings = Settings(
            jobs, timeout, strict, keep_going, progress=progress, inspects=not no_inspect
        )
        folder = output_folder(root, out)
        report = build(root, folder, settings, to=split(to), only=split(only), executor=executor)
    return tell(report, strict, terminal)


def split(values: Iterable[str]) -> tuple[str, ...]:
    """`("pdf,docx", "epub")` → `("pdf", "docx", "epub")`."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def tell(
    report: Report, strict: bool, terminal: Terminal, fresh: Sequence[Finding] | None = None
) -> int:
    """Print a build's report, of its findings the `fresh` ones where given; the exit code."""
    terminal.print_findings(report.findings if fresh is None else fresh, report.book.root)
    for artifact in report.artifacts:
        terminal.print_artifact(artifact)
    for failure in report.failures:
        terminal.print_failure(failure)
    counts = {s: sum(f.severity is s for f in report.findings) for s in Severity}
    if any(counts.values()):
        said = [f"{n} {s}{'s' if n > 1 else ''}" for s, n in reversed(counts.items()) if n]
        terminal.say(f"{', '.join(said)} found")
    if report.stopped:
        terminal.say("nothing was built; correct the findings above, or build with --keep-going")
    if report.failures:
        return ExitCode.RENDER
    failed = Verdict(report.findings, strict).failed
    return ExitCode.FINDINGS if failed else ExitCode.OK


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("build", command)]
