"""`publish plugins`: what each plugin offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType

import click

from chapbook import csl
from chapbook.commands.options import Subcommand, book_argument, chosen_book, format_option
from chapbook.csl_styles import shipped_styles
from chapbook.hookspecs import hookimpl
from chapbook.manifest import read_book
from chapbook.registry import Registry, load
from chapbook.roles import Command
from chapbook.stages.worker import registry_for
from chapbook.terminal import Terminal

Offer = Mapping[str, object]


@click.command("plugins")
@book_argument
@format_option
def command(book: str | None, style: str) -> None:
    """List filters, formats, renderers, engines, citation styles, readers, checks and commands.

    With BOOK, the book's own plugins are among them.
    """
    terminal = Terminal.standard()
    offers = list_offers(registry_for(read_book(chosen_book(book))[0]) if book else load())
    if style == "json":
        terminal.print_json(offers)
        return
    rows = [(kind, *_row(offer)) for kind, found in offers.items() for offer in found]
    terminal.print_table(("Kind", "Name", "What it is", "Plugin"), rows)


def list_offers(registry: Registry) -> dict[str, list[Offer]]:
    """Everything that the registry holds, by kind; each offer names its plugin's module."""
    found: dict[str, Sequence[tuple[object, Offer]]] = {
        "filter": [(f, {"name": f.name, "phase": f.phase.name.lower()}) for f in registry.filters],
        "format": [
            (f, {"name": f.name, "ending": f.suffix, "options": dict(f.options)})
            for f in registry.formats.values()
        ],
        "renderer": [
            (r, {"name": r.name, "endings": sorted(r.suffixes)})
            for r in registry.renderers.values()
        ],
        "engine": [(e, {"name": e.name}) for e in registry.engines.values()],
        "style": [
            (csl, {"name": s.name, "kind": s.kind, "title": s.title}) for s in shipped_styles()
        ],
        "reader": [(r, {"name": r.name}) for r in registry.readers],
        "check": [
            (c, {"name": c.code, "severity": c.severity.value, "summary": c.summary})
            for c in registry.checks
        ],
        "command": [
            (c.command.callback or c, {"name": c.name, "summary": c.command.get_short_help_str(99)})
            for c in registry.commands.values()
        ],
    }
    return {
        kind: [{**offer, "plugin": _module(thing)} for thing, offer in offers]
        for kind, offers in found.items()
    }


@hookimpl
def chapbook_commands() -> Iterable[Command]:
    """The command of this module."""
    return [Subcommand("plugins", command)]


def _module(thing: object) -> str:
    """The module that a thing comes from: itself, a function's own, else its class's."""
    if isinstance(thing, ModuleType):
        return thing.__name__
    return str(getattr(thing, "__module__", type(thing).__module__))


def _row(offer: Offer) -> tuple[str, str, str]:
    said = []
    for key, value in offer.items():
        if key == "phase":
            said.append(f"phase {value}")
        elif key not in ("name", "plugin"):
            said.append(" ".join(value) if isinstance(value, list | dict) else str(value))
    return str(offer["name"]), ": ".join(said), str(offer["plugin"])
