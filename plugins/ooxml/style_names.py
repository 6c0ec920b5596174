"""Print in the styles of a publisher's reference document: ours are called as theirs.

All steps before know our styles by their ids. So theirs with the name of one of ours get our id
beforehand, whatever language their Word speaks, and those with other names, which the target's
`styles` gives, take the place of ours at the end.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy
from difflib import get_close_matches

from lxml import etree

from chapbook.errors import RenderError
from chapbook.plugins.ooxml.names import (
    every,
    find,
    properties,
    put,
    qualified,
    sort_children,
    value,
)
from chapbook.plugins.ooxml.package import Package

#: What names a style by its id.
_USES = ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link", "w:styleLink")
_STYLES = "word/styles.xml"
#: What a heading needs from our style: its number and its level.
_HEADING = ("w:numPr", "w:outlineLvl")
_STYLE_FIELD = re.compile(r'STYLEREF (?:"([^"]+)"|(\d))')


def lend_styles(house: etree._Element, styles: etree._Element, own: Collection[str]) -> None:
    """Add our styles that the reference document, which has the styles `own`, does not have.

    Pandoc adds an empty style for each that it does not find; those give way to ours.
    """
    lent = {value(style, "w:styleId"): style for style in every(house, "w:style")}
    for style in list(every(styles, "w:style")):
        identifier = value(style, "w:styleId")
        if identifier in lent and identifier not in own:
            styles.remove(style)
    known = style_ids(styles)
    styles.extend(deepcopy(style) for key, style in lent.items() if key not in known)


def style_ids(styles: etree._Element) -> frozenset[str]:
    """The ids of all styles."""
    return frozenset(value(style, "w:styleId") for style in every(styles, "w:style"))


def take_our_ids(reference: Package, house: etree._Element) -> bool:
    """Give styles that are called as ours the ids of ours; returns whether there were any."""
    ours = _by_name(every(house, "w:style"))
    theirs = every(reference.tree(_STYLES), "w:style")
    taken = style_ids(reference.tree(_STYLES))
    renamed = {
        value(style, "w:styleId"): value(ours[name], "w:styleId")
        for name, style in _by_name(theirs).items()
        if name in ours and value(ours[name], "w:styleId") not in taken
    }
    _rename(reference, renamed)
    for style in every(reference.tree(_STYLES), "w:style"):
        if value(style, "w:styleId") in renamed:
            style.set(qualified("w:styleId"), renamed[value(style, "w:styleId")])
    return bool(renamed)


def use_their_styles(
    package: Package, names: Mapping[str, str], own: Collection[str], target: str
) -> None:
    """Use for each of our styles in `names` the one of the reference document that it names.

    `own` are the ids of the styles that the reference document has. Raises `RenderError` for a
    style that either side does not know.
    """
    styles = package.tree(_STYLES)
    ours = _by_name(every(styles, "w:style"))
    theirs = {n: s for n, s in ours.items() if value(s, "w:styleId") in own}
    renamed, fields = {}, {}
    for our_name, their_name in names.items():
        our = _known(our_name, ours, f"target '{target}': we have no style '{our_name}'")
        absent = f"target '{target}': the reference document has no style '{their_name}'"
        their = _known(their_name, theirs, absent)
        if value(our, "w:type") != value(their, "w:type"):
            raise RenderError(
                f"target '{target}': '{our_name}' is a {value(our, 'w:type')} style and "
                f"'{their_name}' a {value(their, 'w:type')} style",
                hint="name a style of the same type",
            )
        if our is their:
            continue
        _keep_numbers(our, their)
        renamed[value(our, "w:styleId")] = value(their, "w:styleId")
        fields[our_name.casefold()] = value(find(their, "w:name"))
        if value(our, "w:styleId") not in own:
            styles.remove(our)
    _rename(package, renamed)
    _name_in_fields(package, fields)


def _known(name: str, styles: Mapping[str, etree._Element], absent: str) -> etree._Element:
    found = styles.get(name.casefold())
    if found is not None:
        return found
    shown = {key: value(find(style, "w:name")) for key, style in styles.items()}
    near = [shown[key] for key in get_close_matches(name.casefold(), shown, 3, 0.5)]
    raise RenderError(
        absent, hint=f"did you mean {' or '.join(near)}?" if near else "see its list of styles"
    )


def _by_name(styles: Iterable[etree._Element]) -> dict[str, etree._Element]:
    """Word does not tell capitals in the names of its own styles."""
    return {value(find(style, "w:name")).casefold(): style for style in styles}


def _keep_numbers(our: etree._Element, their: etree._Element) -> None:
    """Contents, captions and references go by the level and the list of a heading."""
    for name in _HEADING:
        kept = find(our, f"w:pPr/{name}")
        if kept is None:
            continue
        look = properties(their, "w:pPr")
        sort_children(their)
        old = find(look, name)
        if old is not None:
            look.remove(old)
        put(look, name)[:] = [deepcopy(child) for child in kept]
        for key, what in kept.attrib.items():
            put(look, name).set(key, what)


def _rename(package: Package, renamed: Mapping[str, str]) -> None:
    if not renamed:
        return
    for part in package.names():
        if not part.startswith("word/") or part.count("/") > 1 or not part.endswith(".xml"):
            continue
        for use in package.tree(part).iter(*map(qualified, _USES)):
            owner = use.getparent()
            # A style of theirs may be based on ours; it is not to be based on itself.
            is_own = owner is not None and value(owner, "w:styleId") == renamed.get(value(use))
            if value(use) in renamed and not is_own:
                use.set(qualified("w:val"), renamed[value(use)])


def _name_in_fields(package: Package, fields: Mapping[str, str]) -> None:
    """Fields that look for a heading look for their style."""

    def named(found: re.Match[str]) -> str:
        style = fields.get((found[1] or f"heading {found[2]}").casefold())
        return found[0] if style is None else f'STYLEREF "{style}"'

    for part in package.names():
        if not part.startswith(("word/document", "word/header", "word/footer")):
            continue
        for code in every(package.tree(part), "w:instrText"):
            code.text = _STYLE_FIELD.sub(named, code.text or "")
        for field in every(package.tree(part), "w:fldSimple"):
            field.set(qualified("w:instr"), _STYLE_FIELD.sub(named, value(field, "w:instr")))
