"""Lines that stay on the page of what they announce."""

from __future__ import annotations

import pytest

from chapbook.plugins.engines.document import Node
from chapbook.plugins.engines.leadins import keep_lead_ins

TABLE: Node = {"t": "Table", "c": []}
LISTING: Node = {"t": "Div", "c": [["", ["listing"], []], []]}
CODE: Node = {"t": "CodeBlock", "c": [["", [], []], "x"]}


def para(text: str) -> Node:
    return {"t": "Para", "c": [{"t": "Str", "c": text}]}


def bold(text: str) -> Node:
    return {"t": "Para", "c": [{"t": "Strong", "c": [{"t": "Str", "c": text}]}]}


def raw(text: str) -> Node:
    return {"t": "RawBlock", "c": ["latex", text]}


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        ([para("See:"), TABLE], [raw(r"\leadin{10}"), para("See:"), TABLE]),
        ([para("See:"), CODE], [raw(r"\leadin{6}"), para("See:"), CODE]),
        ([para("See:"), LISTING], [raw(r"\leadin{6}"), para("See:"), LISTING]),
        (
            [para("See:"), raw("% here"), TABLE],
            [raw(r"\leadin{10}"), para("See:"), raw("% here"), TABLE],
        ),
        (
            [bold("Title"), para("Text.")],
            [raw(r"\leadin{5}"), bold("Title"), raw(r"\stayclose"), para("Text.")],
        ),
        ([para("Text."), para("More.")], [para("Text."), para("More.")]),
        ([para("x" * 400), TABLE], [para("x" * 400), TABLE]),
    ],
)
def test_a_short_line_stays_with_what_it_announces(blocks: list[Node], kept: list[Node]) -> None:
    assert keep_lead_ins(blocks) == kept
