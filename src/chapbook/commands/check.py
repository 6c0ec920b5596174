"""`publish check`: everything that is wrong with a manuscript, without building it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from chapbook.amounts import amount
from chapbook.commands.options import Subcommand, book_argument, chosen_book, run_options
from chapbook.errors import ExitCode
from chapbook.executor import local_executor
from chapbook.finding import Finding, Verdict
from chapbook.fixing import Patch, patch_base, patch_files, unified, write_patches
from chapbook.hookspecs import hookimpl
from chapbook.pipeline import Examined, Settings, examine
from chapbook.roles import Command
from chapbook.sarif import to_sarif
from chapbook.terminal import Terminal, shown


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
@click.option("--diff", is_flag=True, help="Print the safe fixes as a patch; change nothing.")
@click.option("--fix", is_flag=True, help="Apply the safe fixes, then list what remains.")
@run_options
def command(
    book: str | None,
    style: str,
    diff: bool,
    fix: bool,
    jobs: int,
    timeout: float,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check BOOK's manuscript and list what is wrong."""
    if diff and (fix or style != "text"):
        other = "--fix" if fix else f"--format {style}"
        raise click.UsageError(f"--diff prints a patch and nothing else; leave out {other}")
    terminal = Terminal.standard(quiet, verbose)
    root = chosen_book(book)
    settings = Settings(jobs, timeout, strict)
    examined = _examine(root, settings, terminal)
    if diff:
        _show(terminal, root, examined.findings)
    else:
        if fix:
            patches = _apply(terminal, root, examined.findings, told=style == "text" and not quiet)
            if any(patch.applied for patch in patches):
                examined = _examine(root, settings, terminal)
        _report(terminal, examined, style)
    return ExitCode.FINDINGS if Verdict(examined.findings, strict).failed else ExitCode.OK


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("check", command)]


def _examine(root: Path, settings: Settings, terminal: Terminal) -> Examined:
    with local_executor(settings.jobs) as executor, terminal.progress() as progress:
        wanted = replace(settings, progress=progress, measure_drawings=True)
        return examine(root, wanted, executor)


def _report(terminal: Terminal, examined: Examined, style: str) -> None:
    findings = examined.findings
    if style == "json":
        terminal.print_json([finding.to_json() for finding in findings])
    elif style == "sarif":
        terminal.print_json(to_sarif(findings, examined.registry.checks))
    else:
        terminal.print_findings(findings, examined.book.root)
        fixable = sum(finding.fix is not None for finding in findings)
        more = f", {fixable} of them with a fix (--diff, --fix)" if fixable else ""
        checked = amount(len(examined.parsed), "chapter")
        terminal.say(f"{checked} checked, {amount(len(findings), 'finding')}{more}")


def _show(terminal: Terminal, root: Path, findings: Iterable[Finding]) -> None:
    """Print the patch; what else there is to say goes to standard error."""
    patches = patch_files(root, findings)
    base = patch_base(root)
    terminal.print_patch(unified(patches, root, base))
    terminal.note(f"{_count(patches)} to apply in {shown(base)}")
    _tell_refused(terminal, root, patches)


def _apply(
    terminal: Terminal, root: Path, findings: Iterable[Finding], told: bool
) -> tuple[Patch, ...]:
    """Write the fixed files; print what was changed if it is to be told."""
    patches = patch_files(root, findings)
    write_patches(root, patches)
    if told:
        terminal.print_patch(unified(patches, root, patch_base(root)))
        terminal.say(f"{_count(patches)} applied")
    _tell_refused(terminal, root, patches)
    return patches


def _count(patches: Iterable[Patch]) -> str:
    return amount(sum(len(patch.applied) for patch in patches), "fix", "fixes")


def _tell_refused(terminal: Terminal, root: Path, patches: Iterable[Patch]) -> None:
    for patch in patches:
        for finding in patch.refused:
            reason = (
                "another fix changes this place, its text is not as expected, or its file lies "
                "outside the book"
            )
            terminal.note(f"{shown(root)}/{finding.place}: {finding.code} not fixed: {reason}")
