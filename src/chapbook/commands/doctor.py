"""`publish doctor`: which tools are there, what each is for, and how to install what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

import click

from chapbook.commands.options import Subcommand, format_option
from chapbook.errors import ExitCode
from chapbook.hookspecs import hookimpl
from chapbook.roles import Command
from chapbook.store import default_store
from chapbook.terminal import Terminal
from chapbook.tools import Tool, survey_tools


@click.command("doctor")
@format_option
def command(style: str) -> int:
    """Look for every tool that a build may use, and say how to install what is missing.

    Exit code 0 if all required tools are there, else 3.
    """
    terminal = Terminal.standard()
    tools = survey_tools(default_store())
    if style == "json":
        terminal.print_json([asdict(tool) for tool in tools])
    else:
        heads = ("", "Tool", "Version", "What it is for", "Installed by")
        terminal.print_table(heads, [*map(_row, tools)])
        for line in advice(tools):
            terminal.say(line)
    return ExitCode.OK if all(t.found for t in tools if t.required) else ExitCode.TOOL


def advice(tools: Sequence[Tool]) -> list[str]:
    """What there is to tell of single tools, and the next step."""
    said = [f"{tool.name}: {tool.note}" for tool in tools if tool.note]
    missing = [tool.name for tool in tools if tool.required and not tool.found]
    optional = [tool.name for tool in tools if not tool.required and not tool.found]
    if missing:
        return [*said, f"required but missing: {', '.join(missing)}"]
    if optional:
        return [*said, f"ready; not there, and not required: {', '.join(optional)}"]
    return [*said, "ready; nothing is missing"]


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("doctor", command)]


def _row(tool: Tool) -> tuple[str, ...]:
    state = "ok" if tool.found else "MISSING" if tool.required else "absent"
    return state, tool.name, tool.version, tool.purpose, tool.install
