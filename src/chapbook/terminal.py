"""What `publish` prints: progress, findings, one line per finished file, errors.

Findings and results go to standard output, progress and errors to standard error. Colour and the
progress bar appear on a terminal only; `NO_COLOR` is honoured.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn
from rich.progress import Progress as RichProgress
from rich.table import Table

from chapbook.amounts import amount
from chapbook.book import Artifact
from chapbook.errors import ChapbookError
from chapbook.finding import Failure, Finding, Severity
from chapbook.progress import Progress, Silent

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


@dataclass(frozen=True)
class Terminal:
    """Where a command prints. `quiet` leaves out all but findings, failures and errors."""

    out: Console
    err: Console
    quiet: bool = False
    verbose: bool = False

    @classmethod
    def standard(cls, quiet: bool = False, verbose: bool = False) -> Terminal:
        """The process's own output."""
        # No emoji: `chapters/01.md:100:` would be printed with the picture that `:100:` names.
        out = Console(soft_wrap=True, highlight=False, emoji=False)
        err = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)
        return cls(out, err, quiet, verbose)

    def say(self, text: str) -> None:
        """A line of plain text, unless quiet."""
        if not self.quiet:
            self.out.print(escape(text))

    def note(self, text: str) -> None:
        """A line of plain text on standard error, unless quiet."""
        if not self.quiet:
            self.err.print(escape(text))

    def print_json(self, value: object) -> None:
        """A value as JSON, whether quiet or not."""
        narrow = not self.out.encoding.lower().startswith("utf")
        self.out.out(json.dumps(value, indent=2, ensure_ascii=narrow), highlight=False)

    def print_patch(self, text: str) -> None:
        """A patch, whether quiet or not: as it is, for another program to read."""
        file = self.out.file
        file.flush()
        if isinstance(file, io.TextIOWrapper):
            file.buffer.write(text.encode())
            file.buffer.flush()
        else:
            file.write(text)

    def print_table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table: drawn to the terminal's width, or plain aligned columns elsewhere."""
        if not self.out.is_terminal:
            for row in (heads, *rows):
                self.out.out(_aligned(row, [heads, *rows]), highlight=False)
            return
        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        for head in heads:
            table.add_column(head, overflow="fold")
        for row in rows:
            table.add_row(*map(escape, row))
        self.out.print(table, soft_wrap=False)

    def print_findings(self, findings: Sequence[Finding], root: Path) -> None:
        """Each finding as `path:line:col: CODE sentence`, its hint below; infos only if verbose."""
        for finding in findings:
            if finding.severity is Severity.INFO and not self.verbose:
                continue
            colour = _COLOURS[finding.severity]
            place = escape(f"{shown(root)}/{finding.place}")
            self.out.print(
                f"{place}: [{colour}]{finding.severity}[/] {finding.code} {escape(finding.message)}"
            )
            if finding.hint:
                self.out.print(f"  hint: {escape(finding.hint)}", style="dim")

    def print_artifact(self, artifact: Artifact) -> None:
        """`pdf  path  368 pages, 9.1 MB  17.3 s`."""
        if self.quiet:
            return
        facts = [] if artifact.pages is None else [amount(artifact.pages, "page")]
        facts.append(size(artifact.size))
        line = f"{artifact.target:<12} {shown(artifact.path)}  {', '.join(facts)}"
        self.out.print(f"{escape(line)}  {artifact.seconds:.1f} s")
        if artifact.note:
            self.out.print(f"  note: {escape(artifact.note)}", style="dim")

    def print_failure(self, failure: Failure) -> None:
        """A target that could not be built."""
        said = f"{failure.place}: {failure.message}" if failure.place else failure.message
        self.err.print(f"publish: [bold red]{escape(failure.target)} failed[/]: {escape(said)}")
        if failure.hint:
            self.err.print(f"  hint: {escape(failure.hint)}")

    def print_error(self, error: ChapbookError) -> None:
        """An error, with its place and the next step."""
        place = f"{error.place}: " if error.place else ""
        self.err.print(f"publish: [bold red]error[/]: {escape(place + error.message)}")
        if error.hint:
            self.err.print(f"  hint: {escape(error.hint)}")

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A progress bar per stage on a terminal, nothing elsewhere."""
        if self.quiet or not self.err.is_terminal:
            yield Silent()
            return
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description:<10}"),
            BarColumn(24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[what]}", style="dim"),
        )
        with RichProgress(*columns, console=self.err, transient=True) as bars:
            yield _Bars(bars)


class _Bars:
    def __init__(self, bars: RichProgress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}
        self._lock = Lock()

    def begin(self, stage: str, total: int) -> None:
        with self._lock:
            self._tasks[stage] = self._bars.add_task(stage, total=total or None, what="")

    def step(self, stage: str, what: str) -> None:
        with self._lock:
            self._bars.update(self._tasks[stage], advance=1, what=what)

    def end(self, stage: str) -> None:
        with self._lock:
            self._bars.remove_task(self._tasks.pop(stage))


def _aligned(row: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(other[index]) for other in rows) for index in range(len(row))]
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


def shown(path: Path) -> str:
    """A path as a person would type it: relative to the current folder where that is shorter."""
    try:
        relative = str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
    return relative


def size(octets: int) -> str:
    """`812 kB`, `9.1 MB`."""
    return f"{octets / 1e6:.1f} MB" if octets >= 1e6 else f"{max(1, round(octets / 1e3))} kB"
