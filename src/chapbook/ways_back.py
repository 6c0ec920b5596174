"""Link an entry of a list of works back to the citations that lead to it."""

from __future__ import annotations

from collections.abc import Iterator

import panflute as pf

from chapbook.roles import Context, ListedWork
from chapbook.words import words_for

#: The most ways back that an entry has.
_MOST = 12


def back_links(work: ListedWork, context: Context) -> Iterator[pf.Inline]:
    """Links back to the citations that lead to this entry.

    Of a work that is cited often, to the first in each chapter, and to no more than a line of them.
    """
    leading = context.works.leading.get(work.entry.key, ())
    places = [
        (plan.slug, number)
        for path, number in work.places
        if number and path in leading and (plan := context.outline.plan(path)) is not None
        if not context.included or path in context.included
    ]
    first = {slug: (slug, number) for slug, number in reversed(places)}
    if len(places) > _MOST and len(first) > 1:
        places = sorted(first.values(), key=places.index)
    said = words_for(context.book.metadata.language).works["back"]
    for count, (slug, number) in enumerate(places[:_MOST], 1):
        shown = "↩" if count == 1 else f"↩{count}"
        spoken = {"role": "doc-backlink", "aria-label": said.format(count)}
        yield pf.Space()
        yield pf.Link(
            pf.Str(shown), url=f"#{slug}--cite-{number}", classes=["back"],
            attributes=spoken if context.writer == "html" else {},
        )  # fmt: skip
    if len(places) > _MOST:
        yield from (pf.Space(), pf.Str("…"))
