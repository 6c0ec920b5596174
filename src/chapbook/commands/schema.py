"""`publish schema`: the JSON Schema of `book.yaml`."""

from __future__ import annotations

from collections.abc import Iterable

import click

from chapbook.commands.options import Subcommand
from chapbook.hookspecs import hookimpl
from chapbook.manifest_schema import schema
from chapbook.roles import Command
from chapbook.terminal import Terminal


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of book.yaml, for editors that complete and check it."""
    Terminal.standard().print_json(schema())


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("schema", command)]
