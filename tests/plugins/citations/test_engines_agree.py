"""The two engines print alike in every shipped style, but for what `engine_differences.py` argues.

`benchmarks/compare_engines.py` shows the differences, on more works.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from engine_agreement import compare, normalized, varied_request, varied_works
from engine_differences import Compared, arguments

from chapbook.csl_styles import shipped_styles
from chapbook.plugins.citations.citeproc_py import CiteprocPy
from chapbook.plugins.citations.pandoc_citeproc import PandocCiteproc

STYLES = Path(str(files("chapbook.csl")))

SHIPPED = [style.name for style in shipped_styles()]
WORKS = varied_works(36)


@pytest.mark.parametrize("style", SHIPPED)
def test_the_engines_agree_but_for_what_is_argued(style: str) -> None:
    request = varied_request(WORKS, STYLES / f"{style}.csl")
    assert not compare(CiteprocPy(), PandocCiteproc(), request).unargued


@pytest.mark.parametrize(
    ("mine", "other", "argued"),
    [
        ("[2] Doe", "[3] Doe", "empty sort keys"),
        ("[1, 2:12]", "[1:12, 3]", ""),
        ("(van Gray 2000)", "(A. van Gray 2000)", "particles tell names apart"),
        ("(Bo Gray 2000)", "(Bo Gray 2001)", ""),
        ("(Berg 2001, 2003)", "(Berg 2001; Berg 2003)", "cites of the same names"),
        ("(Berg 2001, 2003)", "(Berg 2001; Berg 2004)", ""),
        ("(Berg 2001; Berg; Doe)", "(Berg 2001, ; Doe)", "cites of the same names"),
        ("In: Berg A, ed. B", "In, ed.Berg A. B", "label without a name element"),
        ("In: Berg A Jr., ed. B", "In, ed.Berg A Jr. B", "label without a name element"),
        ("Berg KJ", "Berg K-J", "initials without a hyphen"),
        ("(Patent No. US 1)", "(Patent Nos. US 1)", "labels of one number"),
        ("(Berg 2001)", "", "citations without words"),
        ("Berg 2001", "Berg 2002", ""),
    ],
)
def test_an_argument_explains_its_difference_and_no_other(
    mine: str, other: str, argued: str
) -> None:
    gray, van_gray = (
        {"author": [{"family": "Gray", "given": "Bo"}]},
        {"author": [{"family": "Gray", "given": "Anna", "non-dropping-particle": "van"}]},
    )
    works = {"one": gray, "two": van_gray, "three": {}}
    style = '<style initialize-with-hyphen="false"/>'
    compared = Compared(style, works, ["one", "two", "three"], ["three", "one", "two"])
    assert " + ".join(arguments(mine, other, compared)) == argued


@pytest.mark.parametrize("style", SHIPPED)
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
