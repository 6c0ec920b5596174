"""Which links print their address, and where."""

from __future__ import annotations

import json

import pytest

from chapbook.pandoc import read_markdown
from chapbook.plugins.engines.urlnotes import note_addresses

URL = "https://example.org/a_b"
NOTE, INLINE = rf"\urlnote{{{URL}}}", rf" (\nolinkurl{{{URL}}})"


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        (f"See [it]({URL}).", [NOTE]),
        (f"*See [it]({URL})*", [NOTE]),
        (f"> - See [it]({URL})", [NOTE]),
        (f"A note.^[See [it]({URL}).]", [INLINE]),
        (f"| [it]({URL}) |\n|---|\n| [it]({URL}) |\n\n: [it]({URL})", [INLINE, INLINE, NOTE]),
        (f"![See [it]({URL})](x.svg)", [INLINE]),
        (f"# See [it]({URL})", []),
        (f"<{URL}>", []),
        ("[example.org/a_b](https://example.org/a_b)", []),
        ("[10.1000/x](https://doi.org/10.1000/x)", []),
        ("[below](#below) and [mail](mailto:a@example.org)", []),
        ("[it](https://example.org/50%25#x)", [r"\urlnote{https://example.org/50\%25\#x}"]),
    ],
)
def test_a_link_whose_text_is_not_its_address_prints_it(source: str, printed: list[str]) -> None:
    blocks = json.loads(read_markdown(source))["blocks"]
    found: list[str] = []

    def collect(node: dict[str, object]) -> dict[str, object]:
        if node.get("t") == "RawInline":
            found.append(node["c"][1])  # type: ignore[index]
        return node

    json.loads(json.dumps(note_addresses(blocks)), object_hook=collect)
    assert sorted(found) == sorted(printed)
