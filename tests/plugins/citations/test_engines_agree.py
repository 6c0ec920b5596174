"""The two engines print alike, style by style, at least as far as they do today.

`benchmarks/compare_engines.py` shows the differences, on more works.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from engine_agreement import compare, normalized, varied_request, varied_works

from chapbook.csl_styles import shipped_styles
from chapbook.plugins.citations.citeproc_py import CiteprocPy
from chapbook.plugins.citations.pandoc_citeproc import PandocCiteproc

STYLES = Path(str(files("chapbook.csl")))

#: How many of 100 citations and entries both engines print alike, at the least.
LEAST = {
    "american-medical-association": (66, 0),
    "american-sociological-association": (60, 0),
    "apa": (49, 74),
    "association-for-computing-machinery": (0, 0),
    "chicago-author-date-17th-edition": (49, 0),
    "chicago-author-date": (49, 0),
    "chicago-notes-bibliography-17th-edition": (0, 0),
    "chicago-notes-bibliography": (0, 0),
    "chicago-shortened-notes-bibliography": (0, 0),
    "din-1505-2": (66, 91),
    "elsevier-harvard": (66, 74),
    "elsevier-with-titles": (88, 91),
    "harvard-cite-them-right": (66, 82),
    "ieee": (71, 82),
    "iso690-author-date-en": (66, 91),
    "iso690-numeric-en": (66, 74),
    "modern-language-association": (0, 0),
    "nature": (88, 0),
    "new-harts-rules-notes": (0, 0),
    "nlm-citation-sequence": (88, 0),
    "springer-basic-author-date": (66, 91),
    "springer-lecture-notes-in-computer-science": (88, 0),
    "springer-vancouver": (88, 91),
}
WORKS = varied_works(12)


def test_every_shipped_style_is_compared() -> None:
    assert set(LEAST) == {style.name for style in shipped_styles()}


@pytest.mark.parametrize("style", LEAST)
def test_the_engines_agree(style: str) -> None:
    request = varied_request(WORKS, STYLES / f"{style}.csl")
    found = compare(CiteprocPy(), PandocCiteproc(), request)
    citations, entries = LEAST[style]
    assert 100 * found.citations >= citations, found.differences
    assert 100 * found.entries >= entries, found.differences


@pytest.mark.parametrize("style", LEAST)
@pytest.mark.parametrize("engine", [CiteprocPy(), PandocCiteproc()], ids=lambda e: e.name)
def test_every_shipped_style_prints_all_kinds_of_works(
    engine: CiteprocPy | PandocCiteproc, style: str
) -> None:
    works = varied_works(18)
    request = varied_request(works, STYLES / f"{style}.csl", "en-GB")
    result = engine.process(request)
    for citation, printed in zip(request.citations, result.citations, strict=True):
        # A style that cites by author alone has nothing to say without.
        assert normalized(printed) or citation.works[0].mode == "suppress-author"
    assert {key for key, _ in result.entries} == {work.key for work in works}
    assert all(normalized(printed) for _, printed in result.entries)
