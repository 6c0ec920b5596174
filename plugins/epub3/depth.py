"""How deep the contents of an EPUB or a website go: a target's option `toc-depth`."""

from __future__ import annotations

from chapbook.book import Target
from chapbook.errors import ChapbookError

#: Heading levels that `toc-depth` may ask for.
_DEPTHS = range(1, 7)


def read_depth(target: Target) -> int:
    """The levels of headings to list, 2 where the target does not say."""
    depth = target.options.get("toc-depth", 2)
    if isinstance(depth, int) and depth in _DEPTHS:
        return depth
    raise ChapbookError(
        f"target '{target.name}': toc-depth is {depth}, which is no heading level",
        hint=f"use a number from {_DEPTHS[0]} to {_DEPTHS[-1]}",
    )
