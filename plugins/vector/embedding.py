"""Put into an SVG the fonts that it uses, each cut down to the characters that it needs."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from lxml import etree

from chapbook.plugins.vector.fonts import (
    FACES,
    Face,
    change_families,
    face_for,
    family_of,
    font_folder,
    is_inherited,
)

_SVG = "{http://www.w3.org/2000/svg}"
_WEIGHTS = {"normal": 400, "lighter": 400, "bold": 700, "bolder": 700}
#: The names by which converters know a font: family and style, whole, for PostScript.
_NAMES = frozenset({1, 2, 4, 6, 16, 17})
_UNSEEN = frozenset({f"{_SVG}title", f"{_SVG}desc", f"{_SVG}style", f"{_SVG}metadata"})


class _Type(NamedTuple):
    family: str
    weight: int
    is_italic: bool


def embed_fonts(svg: etree._Element, prefix: str) -> None:
    """Embed the faces of ours that the text uses, under names that no other drawing has.

    Families come first in their lists already (`name_fonts`). Characters that ours lack are left
    to the rest of the list.
    """
    needed = characters_by_face(svg)
    rules, families = [], set()
    for face in sorted(needed, key=lambda face: face.file):
        data = _subset(face, frozenset(needed[face]))
        if data is None:
            continue
        families.add(face.family)
        style = "italic" if face.is_italic else "normal"
        rules.append(
            f'@font-face {{font-family: "{face.family} {prefix}"; font-weight: {face.weight}; '
            f"font-style: {style}; src: url(data:font/{face.file[-3:]};base64,"
            f"{base64.b64encode(data).decode()})}}"
        )
    if not rules:
        return

    def named(listed: str) -> str:
        ours = family_of(listed)
        if is_inherited(listed) or ours not in families:
            return listed
        return f"'{ours} {prefix}', {listed}"

    change_families(svg, named)
    sheet = etree.Element(f"{_SVG}style")
    sheet.text = "\n".join(rules)
    after = [child for child in svg if child.tag in (f"{_SVG}title", f"{_SVG}desc")]
    svg.insert(svg.index(after[-1]) + 1 if after else 0, sheet)


def characters_by_face(svg: etree._Element) -> dict[Face, set[int]]:
    """The code points that each face of ours is needed for, those that it lacks among them."""
    sheets = "\n".join(style.text or "" for style in svg.iter(f"{_SVG}style"))
    listed = [_Type(*each) for each in product(*_said_in(sheets))]
    found: dict[Face, set[int]] = {}
    for text, own in _texts(svg):
        codes = set(map(ord, text))
        # A style sheet may set any of what it names on any text.
        for one in {own, *(_merged(own, each) for each in listed)}:
            found.setdefault(face_for(*one), set()).update(codes)
    return found


def lacks_characters(svg: etree._Element) -> bool:
    """Whether a drawing has characters that our fonts have not."""
    return any(codes - _codes(face.file) for face, codes in characters_by_face(svg).items())


@cache
def codes_of_ours() -> frozenset[int]:
    """The code points that any of our fonts has."""
    return frozenset().union(*(_codes(face.file) for face in FACES))


def _merged(own: _Type, said: _Type) -> _Type:
    return _Type(said.family or own.family, said.weight or own.weight, said.is_italic)


def _said_in(css: str) -> tuple[list[str], list[int], list[bool]]:
    """Families, weights and slants of a style sheet, each with that of what it does not touch."""
    rules = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    if "font" not in rules:
        return [], [], []
    families = {family_of(f) for f in re.findall(r"font-family\s*:\s*([^;}]+)", rules)}
    shorthands = re.findall(r"(?<![\w-])font\s*:\s*([^;}]+)", rules)
    families |= {family_of(re.sub(r"^.*\d\S*\s+", "", one)) for one in shorthands}
    said = " ".join([*shorthands, *re.findall(r"font-(?:weight|style)\s*:\s*([^;}]+)", rules)])
    weights = {_weight(one) for one in re.findall(r"\b(?:bold(?:er)?|lighter|[1-9]00)\b", said)}
    slants = {False, *(True for _ in re.findall(r"italic|oblique", said))}
    return ["", *sorted(families)], [0, *sorted(weights)], sorted(slants)


def _texts(svg: etree._Element) -> Iterator[tuple[str, _Type]]:
    """Each stretch of text, spaces and either case of its letters where that may change."""
    changes_case = b"text-transform" in etree.tostring(svg)
    stack = [(svg, _Type(family_of(""), 400, False))]
    while stack:
        element, outer = stack.pop()
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        own = _type_of(element, outer)
        pieces = [(element.text, own), *((child.tail, own) for child in element)]
        for text, type in pieces:
            if text and text.strip():
                yield (text + text.upper() + text.lower() if changes_case else text) + " ", type
        stack += [(child, own) for child in element]


def _type_of(element: etree._Element, outer: _Type) -> _Type:
    style = element.get("style", "")
    said = {
        name: found[1].strip() if (found := _property(name).search(style)) else element.get(name)
        for name in ("font-family", "font-weight", "font-style")
    }
    shorthand = _property("font").search(style)
    family = said["font-family"] or (shorthand and re.sub(r"^.*\d\S*\s+", "", shorthand[1]))
    weight, slant = said["font-weight"], said["font-style"]
    if shorthand:
        bold = re.search(r"\b(?:bold(?:er)?|[1-9]00)\b", shorthand[1])
        weight = weight or (bold[0] if bold else "normal")
        slant = slant or shorthand[1]
    return _Type(
        family_of(family) if family and family != "inherit" else outer.family,
        _weight(weight) if weight and weight != "inherit" else outer.weight,
        bool(re.search("italic|oblique", slant)) if slant and slant != "inherit" else outer[2],
    )


@cache
def _property(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|;)\s*{name}\s*:\s*([^;]+)")


def _weight(said: str) -> int:
    said = said.strip().lower()
    return _WEIGHTS.get(said) or (int(said) if said.isdecimal() and len(said) < 5 else 400)


@cache
def _font(file: str) -> Any:
    import uharfbuzz

    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font_folder() / file)))


@cache
def _codes(file: str) -> frozenset[int]:
    # Controls are no characters, and a browser draws a space where there is a line's end.
    return frozenset(_font(file).unicodes) | frozenset(range(32)) | {0xA0, 0xAD, 0x200B, 0xFEFF}


@cache
def _subset(face: Face, codes: frozenset[int]) -> bytes | None:
    """The face with these characters alone; None where it has none of them."""
    import uharfbuzz

    kept = codes & _codes(face.file)
    if not any(chr(code).strip() for code in kept):
        return None
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).update(kept)
    names = wanted.sets(uharfbuzz.SubsetInputSets.NAME_ID)
    names.clear()
    names.update(_NAMES)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    return bytes(uharfbuzz.subset(_font(face.file), wanted).blob.data)
