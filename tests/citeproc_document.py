"""A small style and small works, printed by our processor without a book around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chapbook.plugins.citeproc.document import Asked, Document
from chapbook.plugins.citeproc.finish import to_html
from chapbook.plugins.citeproc.style import read_style

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0">
<info><title>T</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation {options}><layout delimiter="; " {layout}>{citation}</layout></citation>
<bibliography {listing}>{sort}<layout suffix=".">{entry}</layout></bibliography></style>"""
NAMES = '<names variable="author"><name form="short" and="text"/></names>'
YEAR = '<date variable="issued" prefix=" "><date-part name="year"/></date>'
PAGES = (
    '<group delimiter=" " prefix=", "><label variable="locator" form="short"/>'
    '<text variable="locator"/></group>'
)


def work(author: str, year: int = 2000, title: str = "A Title", **more: Any) -> dict[str, Any]:
    """`work("Doe, Jane & Roe")`."""
    people = [
        {"family": family, **({"given": given} if given else {})}
        for family, _, given in (name.partition(", ") for name in author.split(" & "))
    ]
    issued = {"date-parts": [[year]]}
    return {"type": "book", "author": people, "issued": issued, "title": title, **more}


def document(
    works: Sequence[dict[str, Any]], *citations: Sequence[int | Asked], kind: str = "in-text",
    citation: str = NAMES + YEAR, options: str = "", layout: str = "", entry: str = "",
    listing: str = "", sort: str = "", notes: Sequence[int] = (),
) -> Document:  # fmt: skip
    xml = STYLE.format(
        kind=kind, citation=citation, options=options, layout=layout, entry=entry,
        listing=listing, sort=sort,
    )  # fmt: skip
    asked = [
        ([one if isinstance(one, Asked) else Asked(str(one)) for one in cites], note)
        for cites, note in zip(citations, [*notes, *[0] * len(citations)], strict=False)
    ]
    named = {str(number): work for number, work in enumerate(works)}
    return Document(read_style(xml.encode(), "en-US"), named, asked, named)


def cited(*given: Any, **options: Any) -> list[str]:
    return [to_html(node) if node else "" for node in document(*given, **options).citations()]


def listed(works: Sequence[dict[str, Any]], **options: Any) -> list[str]:
    return [to_html(node) if node else "" for _, node in document(works, **options).entries()]
