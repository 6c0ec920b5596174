"""`publish check`: everything that is wrong with a manuscript, without building it."""

from __future__ import annotations

from collections.abc import Iterable

import click

from chapbook.commands.options import Subcommand, book_argument, chosen_book, run_options
from chapbook.errors import ExitCode
from chapbook.finding import Verdict
from chapbook.hookspecs import hookimpl
from chapbook.pipeline import Settings, examine
from chapbook.roles import Command
from chapbook.sarif import to_sarif
from chapbook.terminal import Terminal


@click.command("check")
@book_argument
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="How to write the findings.",
)
@run_options
def command(
    book: str | None,
    style: str,
    jobs: int,
    timeout: float,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check BOOK's manuscript and list what is wrong."""
    terminal = Terminal.standard(quiet, verbose)
    root = chosen_book(book)
    with terminal.progress() as progress:
        examined = examine(root, Settings(jobs, timeout, strict, progress=progress))
    findings = examined.findings
    if style == "json":
        terminal.print_json([finding.to_json() for finding in findings])
    elif style == "sarif":
        terminal.print_json(to_sarif(findings, examined.registry.checks))
    else:
        terminal.print_findings(findings, examined.book.root)
        terminal.say(f"{len(examined.parsed)} chapters checked, {len(findings)} findings")
    return ExitCode.FINDINGS if Verdict(findings, strict).failed else ExitCode.OK


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("check", command)]
