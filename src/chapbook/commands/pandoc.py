"""`publish pandoc`: run the supported Pandoc with all of chapbook's filters."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from chapbook.commands.options import Subcommand
from chapbook.errors import ToolError
from chapbook.hookspecs import hookimpl
from chapbook.pandoc import MARKDOWN, hand_over
from chapbook.process import find_program
from chapbook.roles import Command

_FILTER = "publish-all"


@click.command(
    "pandoc",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    add_help_option=True,
)
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
def command(args: tuple[str, ...]) -> int:
    """Run Pandoc on a document, with all filters at work: publish pandoc chapter.md -o chapter.docx

    ARGS are Pandoc's own, and so is the exit code. Markdown files are read as books are, unless
    --from says otherwise. `publish pandoc -- --help` shows Pandoc's help.
    """
    script = find_script()
    path = os.pathsep.join([str(script.parent), os.environ.get("PATH", os.defpath)])
    return hand_over(pandoc_arguments(args, script), {**os.environ, "PATH": path})


def pandoc_arguments(args: Sequence[str], script: Path) -> list[str]:
    """The arguments for Pandoc: the reader where none is named, our filters, then the user's."""
    reader = []
    if not any(_names_reader(arg) for arg in args) and _reads_markdown(args):
        reader = ["--from", f"{MARKDOWN}+yaml_metadata_block"]
    return [*reader, "--filter", str(script), *args]


def find_script() -> Path:
    """The installed program `publish-all`, which Pandoc starts.

    It lies beside the program that is running, beside Python, where scripts of this installation
    go, or on PATH.
    """
    folders = [Path(sys.argv[0]).parent, Path(sys.executable).parent]
    folders.append(Path(sysconfig.get_path("scripts")))
    for folder in folders:
        for name in (_FILTER, f"{_FILTER}.exe"):
            if (folder / name).is_file():
                return (folder / name).absolute()
    found = find_program(_FILTER)
    if found is None:
        raise ToolError(
            f"the program {_FILTER} is not installed beside {Path(sys.executable).parent}",
            hint="install chapbook again: pip install --force-reinstall chapbook",
        )
    return found


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("pandoc", command)]


def _names_reader(arg: str) -> bool:
    words = ("--from", "--read", "--defaults")
    short = arg[:2] in ("-f", "-r", "-d") and not arg.startswith("--")
    return short or arg.split("=")[0] in words


def _reads_markdown(args: Sequence[str]) -> bool:
    before = ("", *args)
    return any(
        arg.endswith((".md", ".markdown"))
        and not arg.startswith("-")
        and last not in ("-o", "--output")
        for last, arg in zip(before, args, strict=False)
    )
