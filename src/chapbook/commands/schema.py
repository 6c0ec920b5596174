"""`publish schema`: the JSON Schemas of `book.yaml` and of inventories."""

from __future__ import annotations

from collections.abc import Iterable

import click

from chapbook.commands.options import Subcommand
from chapbook.hookspecs import hookimpl
from chapbook.manifest_schema import inventory_schema, schema
from chapbook.roles import Command
from chapbook.terminal import Terminal

_SCHEMAS = {"book": schema, "inventory": inventory_schema}


@click.command("schema")
@click.argument("file", type=click.Choice(list(_SCHEMAS)), default="book")
def command(file: str) -> None:
    """Print the JSON Schema of book.yaml, for editors that complete and check it.

    With `inventory`, that of the inventories which builds write for other books.
    """
    Terminal.standard().print_json(_SCHEMAS[file]())


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("schema", command)]
