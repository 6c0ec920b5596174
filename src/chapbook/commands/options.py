"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from chapbook.executor import default_jobs
from chapbook.manifest import holds_book
from chapbook.workspace import book_around, current_book, find_book, find_workspace


@dataclass(frozen=True)
class Subcommand:
    """A subcommand as a plugin offers it."""

    name: str
    command: click.Command


def book_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """`[BOOK]`: a book's name in the workspace, or the path of a book's folder."""
    return click.argument("book", required=False)(function)


def run_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--jobs`, `--timeout`, `--strict`, `-q` and `-v`."""
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Also show findings of severity info."),
        click.option("-q", "--quiet", is_flag=True, help="Show findings and errors only."),
        click.option("--strict", is_flag=True, help="Let warnings fail the run, too."),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0, min_open=True),
            default=900.0,
            show_default=True,
            help="Seconds that one program may take.",
        ),
        click.option(
            "--jobs",
            "-j",
            type=click.IntRange(min=1),
            default=default_jobs,
            show_default="all processors",
            help="Processes to use.",
        ),
    ):
        function = option(function)
    return function


def format_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--format text|json`, passed on as `style`."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How to write the answer.",
    )(function)


def chosen_book(name: str | None) -> Path:
    """The folder of the book that is meant: the one named, the one we stand in, the only one."""
    cwd = Path.cwd()
    if name:
        return find_book(name, cwd)
    return book_around(cwd) or (cwd if holds_book(cwd) else current_book(cwd))


def output_folder(root: Path, out: Path | None) -> Path:
    """Where files go: `--out`, else `_build/BOOK` in the workspace or the current folder."""
    if out is not None:
        return out
    workspace = find_workspace(root)
    base = workspace.root if workspace else Path.cwd()
    return base / "_build" / root.resolve().name
