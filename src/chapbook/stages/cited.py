"""Survey the citations of a chapter and the lists of works that it asks for."""

from __future__ import annotations

import json
from collections.abc import Iterable

import panflute as pf

from chapbook.bibliography import Inlines
from chapbook.locate import Locator, line_and_column
from chapbook.locators import leading_locator
from chapbook.source_notes import SourceRun
from chapbook.survey import CitedKey, ListRequest, SourceNote
from chapbook.tree import ancestors
from chapbook.work_lists import list_request

#: The classes of Divs that ask for a list.
LISTS = ("references", "bibliography", "works-cited", "frequently-cited")
_MODES = {"AuthorInText": "in-text", "SuppressAuthor": "suppress-author"}


def source_note(run: SourceRun, locator: Locator, language: str = "en") -> SourceNote:
    """A citation as the survey keeps it, with its place in the chapter's source."""
    titled = any(isinstance(e, pf.Header) for e in ancestors(run.container[run.start]))
    if run.cite is None:
        place = locator.find_place("note", "[Source:", "[Sources:")
        return SourceNote(run.text, *line_and_column(place), (), run.note, run.after, titled)
    cited = tuple(_cited(citation, language) for citation in run.cite.citations)
    place = locator.find_link("citation", f"@{cited[0].key}", f"@{{{cited[0].key}}}")
    return SourceNote(run.text, *line_and_column(place), cited, run.note, run.after, titled)


def list_of(element: pf.Element) -> ListRequest | None:
    """The list of works that a Div asks for, None for any other element."""
    if not isinstance(element, pf.Div):
        return None
    kind = next((name for name in LISTS if name in element.classes), None)
    if kind is None:
        return None
    return list_request(kind, element.attributes)


def _cited(citation: pf.Citation, language: str) -> CitedKey:
    suffix = _as_json(citation.suffix)
    label, locator, taken = leading_locator(_leading_text(suffix), language)
    return CitedKey(
        key=citation.id,
        mode=_MODES.get(citation.mode, "normal"),
        prefix=_as_json(citation.prefix),
        suffix=_without(suffix, taken) if locator or taken else suffix,
        locator=locator,
        label=label,
    )


def _as_json(inlines: Iterable[pf.Inline]) -> Inlines:
    found: list[dict[str, object]] = json.loads(json.dumps([i.to_json() for i in inlines]))
    return tuple(found)


def _leading_text(inlines: Inlines) -> str:
    """The text of the words that come before anything that is more than text."""
    text = ""
    for inline in inlines:
        if inline["t"] not in ("Str", "Space", "SoftBreak"):
            break
        text += inline.get("c", " ")
    return text


def _without(inlines: Inlines, count: int) -> Inlines:
    """The inlines without their first characters."""
    left = list(inlines)
    while left and count > 0:
        text = left[0].get("c", " ")
        if len(text) > count:
            left[0] = {"t": "Str", "c": text[count:]}
            break
        count -= len(text)
        left.pop(0)
    return tuple(left)
