"""`publish plugins`."""

from __future__ import annotations

import json
from collections.abc import Callable

from support import BookTest, publish

FILTER = """
from dataclasses import dataclass
from chapbook.hookspecs import hookimpl
from chapbook.roles import Phase

@dataclass(frozen=True)
class Morse:
    name: str = "morse"
    phase: Phase = Phase.TYPESET
    def apply(self, doc, context):
        return doc

@hookimpl
def chapbook_filters():
    return [Morse()]
"""


def test_every_kind_of_offer_is_listed_with_its_plugin() -> None:
    offers = json.loads(publish("plugins", "--format", "json").ends(0).out)
    assert {"name": "boxes", "phase": "typeset", "plugin": "chapbook.filters.boxes"} in offers[
        "filter"
    ]
    formats = {offer["name"]: offer for offer in offers["format"]}
    assert formats["pdf"]["ending"] == ".pdf"
    assert formats["pdf"]["plugin"] == "chapbook.plugins.formats.pdf"
    assert formats["epub"]["options"].keys() == {"toc-depth", "epubcheck"}
    renderers = {offer["name"]: offer["endings"] for offer in offers["renderer"]}
    assert ".svg" in renderers["svg"]
    assert [offer["name"] for offer in offers["engine"]] == ["citeproc-py", "pandoc"]
    assert [offer["name"] for offer in offers["reader"]] == [
        "bibtex",
        "csl-json",
        "csl-yaml",
        "ris",
        "works-cited",
    ]
    checks = {offer["name"]: offer for offer in offers["check"]}
    assert checks["broken-link"]["severity"] == "warning"
    assert checks["broken-link"]["summary"]
    commands = {offer["name"]: offer["plugin"] for offer in offers["command"]}
    assert commands["doctor"] == "chapbook.commands.doctor"
    assert commands["new"] == "chapbook.commands.new"


def test_the_text_has_a_line_for_each_offer() -> None:
    said = publish("plugins").ends(0)
    said.says(
        "filter",
        "phase typeset",
        "chapbook.filters.boxes",
        "warning: ",
        ".epub: toc-depth epubcheck",
    )


def test_a_book_s_own_plugins_are_listed_with_it(new_book: Callable[..., BookTest]) -> None:
    manifest = "title: B\ncontents:\n  chapters: [one.md]\nplugins: [morse.py]\n"
    book = new_book({"book.yaml": manifest, "one.md": "# One\n", "morse.py": FILTER})
    book.publish("plugins", "BOOK").ends(0).says("morse")
    assert "morse" not in publish("plugins").out
