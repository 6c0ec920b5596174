"""Run filters over a document; what one of them raises becomes an error that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import panflute as pf

from chapbook.errors import ChapbookError, RenderError
from chapbook.roles import Context, Filter, Phase


def apply_filters(
    doc: pf.Doc, filters: Iterable[Filter], context: Context, wanted: Callable[[Phase], bool]
) -> pf.Doc:
    """Apply the filters of the wanted phases that the book has not switched off, in order."""
    for filter in filters:
        if not wanted(filter.phase) or filter.name in context.book.filters_off:
            continue
        try:
            doc = filter.apply(doc, context)
        except (ChapbookError, RecursionError):
            raise
        except Exception as error:  # whatever a plugin's code may raise
            raise RenderError(
                f"the filter '{filter.name}' failed: {type(error).__name__}: {error}",
                path=context.book.root / context.chapter.path,
                hint=f"switch it off in book.yaml (filters: {{{filter.name}: off}}) or mend it",
            ) from error
    return doc


def nested_too_deeply(context: Context) -> RenderError:
    """The error for a chapter whose quotes or lists are nested beyond what Python can follow."""
    return RenderError(
        "the chapter is nested too deeply",
        path=context.book.root / context.chapter.path,
        hint="look for a very long run of `>` or of indented list items",
    )
