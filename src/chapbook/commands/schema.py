"""`publish schema`: the JSON Schemas of `book.yaml` and of inventories."""

from __future__ import annotations

from collections.abc import Iterable

import click

from chapbook.commands.options import Subcommand
from chapbook.hookspecs import hookimpl
from chapbook.manifest_schema import inventory_schema, schema
from chapbook.registry import load
from chapbook.roles import Command
from chapbook.stages.check_parameters import parameters_of
from chapbook.terminal import Terminal

_FILES = ("book", "inventory")


@click.command("schema")
@click.argument("file", type=click.Choice(_FILES), default="book")
def command(file: str) -> None:
    """Print the JSON Schema of book.yaml, for editors that complete and check it.

    With `inventory`, that of the inventories which builds write for other books.
    """
    made = inventory_schema() if file == "inventory" else schema(parameters_of(load()))
    Terminal.standard().print_json(made)


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("schema", command)]
