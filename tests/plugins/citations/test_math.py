"""Formulas in the titles of works, in both engines."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from chapbook.plugins.citations.citeproc_py import CiteprocPy
from chapbook.plugins.citations.pandoc_citeproc import PandocCiteproc
from chapbook.roles import Citation, CitationEngine, CitationRequest, Cited, Entry

STYLES = Path(str(files("chapbook.csl")))


def shown(node: Any) -> str:
    """The text, with formulas as `[O(n)]`."""
    if isinstance(node, list | tuple):
        return "".join(shown(part) for part in node)
    match node["t"]:
        case "Str":
            return str(node["c"])
        case "Math":
            assert node["c"][0] == {"t": "InlineMath"}
            return f"[{node['c'][1]}]"
        case "Space":
            return " "
        case "Note":
            return shown(node["c"][0]["c"])
        case "Span" | "Link":
            return shown(node["c"][1])
        case _:
            return shown(node["c"])


def entry(**fields: Any) -> Entry:
    author = [{"family": "Dean", "given": "Jo"}]
    csl = {"type": "book", "author": author, "issued": {"date-parts": [[2013]]}, **fields}
    return Entry("dean", csl, PurePosixPath("refs.yaml"), 1, "")


@pytest.mark.parametrize("engine", [CiteprocPy(), PandocCiteproc()], ids=lambda e: e.name)
@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Load: $O(n)$ is not enough", "Load: [O(n)] Is Not Enough"),
        ("on $f'(x) < \\log x$, again", "On [f'(x) < \\log x], Again"),
        ("$n$", "[n]"),
        ("from $5 to $6 a day", "From $5 to $6 a Day"),
        ("a \\$5 and $6 book", "A \\$5 and $6 Book"),
    ],
)
def test_formulas_in_titles_stay_formulas(engine: CitationEngine, title: str, said: str) -> None:
    style = STYLES / "chicago-notes-bibliography.csl"
    citation = Citation(PurePosixPath("a.md"), (Cited(entry(title=title)),), 1)
    result = engine.process(CitationRequest((citation,), (), style, "en-US"))
    assert f"Dean, Jo. {said}. 2013." == shown(result.entries[0][1])
    assert f"Jo Dean, {said} (2013)." == shown(result.citations[0])


@pytest.mark.parametrize("engine", [CiteprocPy(), PandocCiteproc()], ids=lambda e: e.name)
def test_formulas_in_quoted_titles_stay_formulas(engine: CitationEngine) -> None:
    article = entry(type="article-journal", title="On $O(n)$")
    request = CitationRequest((), (article,), STYLES / "apa.csl", "en-US")
    assert "On [O(n)]" in shown(engine.process(request).entries[0][1])
