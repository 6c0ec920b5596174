"""Two works as an engine prints them, for the command tests of lists of works."""

from __future__ import annotations

from pathlib import PurePosixPath

from chapbook.roles import CitedWorks, Entry, EntryPlace, Inlines, ListedWork

_FILE = PurePosixPath("WORKS_CITED.md")
_HALE = Entry(
    "hale",
    {"type": "book", "title": "On Lamps", "author": [{"family": "Hale"}], "keyword": "light, oil"},
    _FILE,
    1,
    "",
)
_WREN = Entry(
    "wren",
    {"type": "article-journal", "title": "On Oil", "author": [{"family": "Wren"}]},
    _FILE,
    2,
    "",
)


def listed_works(
    own: PurePosixPath, before: PurePosixPath, after: PurePosixPath, numbered: bool
) -> CitedWorks:
    """What a chapter lists: it cites both works, the chapter before the first, none of them after.

    The citations of both chapters lead here.
    """
    hale = _printed("1", "Hale 2019", "https://example.com/lamps", numbered)
    wren = _printed("2", "Wren 2020, doi:10.1000/oil.", "", numbered)
    first = ListedWork(_HALE, hale, ((before, 1), (own, 1), (own, 3)))
    second = ListedWork(_WREN, wren, ((own, 2),))
    return CitedWorks(
        (first, second),
        {
            before: (ListedWork(_HALE, hale, ((before, 1),)),),
            own: (ListedWork(_HALE, hale, ((own, 1), (own, 3))), second),
            after: (),
        },
        not numbered,
        {
            "hale": EntryPlace("network--ref-hale", own),
            "wren": EntryPlace("network--ref-wren", own),
        },
        {"hale": (before, own), "wren": (own,)},
    )


def _printed(number: str, text: str, address: str, numbered: bool) -> Inlines:
    words: list[dict[str, object]] = []
    for word in [*text.split(), *([address] if address else [])]:
        words += [*([{"t": "Space"}] if words else []), {"t": "Str", "c": word}]
    if not numbered:
        return tuple(words)
    label = [{"t": "Str", "c": f"[{number}]"}]
    return (
        {"t": "Span", "c": [["", ["csl-left-margin"], []], label]},
        {"t": "Span", "c": [["", ["csl-right-inline"], []], words]},
    )
