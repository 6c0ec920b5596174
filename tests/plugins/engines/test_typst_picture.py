"""Pictures in Typst's words."""

from __future__ import annotations

from typing import Any

import pytest

from chapbook.plugins.engines.typst_picture import book_picture, typst_length


def _image(alt: str, **sizes: str) -> dict[str, Any]:
    said = [{"t": "Str", "c": alt}] if alt else []
    return {"t": "Image", "c": [["", [], [[*pair] for pair in sizes.items()]], said, ["a.png", ""]]}


def _calls(node: Any) -> list[str]:
    if isinstance(node, list):
        return [call for child in node for call in _calls(child)]
    if not isinstance(node, dict):
        return []
    return [node["c"][1]] if node["t"] == "RawInline" else _calls(node["c"])


@pytest.mark.parametrize(
    ("length", "typst"),
    [
        ("30cm", "30cm"),
        ("2.50in", "2.5in"),
        ("1inch", "1in"),
        ("96px", "72pt"),
        ("96", "72pt"),
        ("6pc", "72pt"),
        ("50%", None),
        ("wide", None),
    ],
)
def test_lengths_are_told_in_units_that_typst_knows(length: str, typst: str | None) -> None:
    assert typst_length(length) == typst


def test_a_picture_with_a_width_of_its_own_is_limited() -> None:
    image = _image("", width="30cm", height="4in")
    assert _calls(book_picture(image)) == ["#limited(width: 30cm, height: 4in)[", "]"]
    assert image["c"][0][2] == []


def test_alternative_text_stands_around_the_picture() -> None:
    calls = _calls(book_picture(_image("Lamp", width="30cm")))
    assert calls[:2] == ['#picture("Lamp")[', "#limited(width: 30cm)["]


@pytest.mark.parametrize("sizes", [{}, {"width": "50%"}, {"height": "3cm"}])
def test_other_pictures_stay_as_they_are(sizes: dict[str, str]) -> None:
    image = _image("", **sizes)
    assert book_picture(image) is image
