"""The registry takes what plugins offer, and refuses what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any

import click
import pytest

from chapbook.errors import ChapbookError
from chapbook.finding import Severity
from chapbook.hookspecs import hookimpl
from chapbook.registry import Registry, load
from chapbook.roles import Phase


@dataclass(frozen=True)
class Thing:
    """Enough of every role for the registry, which only looks at names and order."""

    name: str = "throwaway"
    phase: Phase = Phase.TYPESET
    code: str = "throwaway"
    severity: Severity = Severity.INFO
    summary: str = "A rule."
    suffixes: frozenset[str] = frozenset({".throwaway"})
    classes: frozenset[str] = frozenset({"throwaway-code"})
    command: click.Command = click.Command("throwaway")  # noqa: RUF009

    def takes(self, data: bytes) -> bool:
        return data != b"not this one"

    def reads(self, path: PurePosixPath) -> bool:
        return path.suffix == ".throwaway"


def plugin(hook: str, implementation: Callable[..., Any]) -> SimpleNamespace:
    """A plugin that implements one hook."""
    implementation.__name__ = hook
    return SimpleNamespace(**{hook: hookimpl(implementation)})


def offer(hook: str, *things: Thing) -> SimpleNamespace:
    def implementation() -> Iterable[Thing]:
        return things

    return plugin(hook, implementation)


#: For each hook that offers things, where the registry keeps what was offered.
KEPT: dict[str, Callable[[Registry], Iterable[object]]] = {
    "chapbook_filters": lambda registry: registry.filters,
    "chapbook_formats": lambda registry: registry.formats.values(),
    "chapbook_diagrams": lambda registry: registry.renderers.values(),
    "chapbook_citation_engines": lambda registry: registry.engines.values(),
    "chapbook_bibliographies": lambda registry: registry.readers,
    "chapbook_drawing_checks": lambda registry: registry.drawing_checks,
    "chapbook_checks": lambda registry: registry.checks,
    "chapbook_commands": lambda registry: registry.commands.values(),
}


@pytest.mark.parametrize("hook", KEPT)
def test_the_registry_keeps_what_a_plugin_offers(hook: str) -> None:
    thing = Thing()
    assert thing in KEPT[hook](load(offer(hook, thing), installed=False))
    assert thing not in KEPT[hook](load(installed=False))


def test_a_plugin_offers_a_resource_before_ours_is_taken(tmp_path: Path) -> None:
    def resource(kind: str, name: str) -> Path | None:
        return tmp_path / name if (kind, name) == ("csl", "apa.csl") else None

    registry = load(plugin("chapbook_resource", resource), installed=False)
    assert registry.resource("csl", "apa.csl") == tmp_path / "apa.csl"
    ours = registry.resource("csl", "ieee.csl")
    assert ours is not None and ours.is_file()
    assert registry.resource("csl", "no-such.csl") is None
    assert registry.resource("no-such-kind", "apa.csl") is None


@pytest.mark.parametrize("hook", KEPT)
def test_a_name_that_is_offered_twice_is_an_error(hook: str) -> None:
    with pytest.raises(ChapbookError, match=r"two plugins offer the \w+ 'throwaway'"):
        load(offer(hook, Thing()), offer(hook, Thing()), installed=False)


def test_a_name_of_ours_cannot_be_taken() -> None:
    with pytest.raises(ChapbookError, match="'pdf'"):
        load(offer("chapbook_formats", Thing(name="pdf")), installed=False)


def test_a_misspelt_hook_is_an_error() -> None:
    with pytest.raises(ChapbookError, match="chapbook_filter") as caught:
        load(offer("chapbook_filter", Thing()), installed=False)
    assert caught.value.hint is not None


def test_a_hook_with_an_argument_that_does_not_exist_is_an_error() -> None:
    def filters(colour: str) -> Iterable[Thing]:
        return ()

    with pytest.raises(ChapbookError, match="colour"):
        load(plugin("chapbook_filters", filters), installed=False)


def test_filters_run_by_phase_and_then_by_name() -> None:
    names = [Thing(name="zebra", phase=Phase.NUMBER), Thing(name="aardvark", phase=Phase.TYPESET)]
    order = [
        (f.phase, f.name) for f in load(offer("chapbook_filters", *names), installed=False).filters
    ]
    assert order == sorted(order)
    assert order.index((Phase.NUMBER, "zebra")) < order.index((Phase.TYPESET, "aardvark"))


def test_a_renderer_and_a_reader_are_chosen_by_the_files_ending() -> None:
    drawing = load(offer("chapbook_diagrams", Thing()), installed=False)
    assert drawing.renderer_for(".throwaway", b"") == Thing()
    assert drawing.renderer_for("throwaway-code", b"") == Thing()
    assert drawing.renderer_for(".throwaway", b"not this one") is None
    assert drawing.renderer_for(".unknown", b"") is None
    assert drawing.reads_drawing(".throwaway") and not drawing.reads_drawing(".unknown")
    assert "throwaway-code" in drawing.diagram_classes
    reading = load(offer("chapbook_bibliographies", Thing()), installed=False)
    assert reading.reader_for(PurePosixPath("b.throwaway")) == Thing()
    assert reading.reader_for(PurePosixPath("b.unknown")) is None


def test_two_registries_do_not_know_of_each_other() -> None:
    assert load(offer("chapbook_checks", Thing()), installed=False) is not load(installed=False)
    assert "throwaway" not in {check.code for check in load(installed=False).checks}
