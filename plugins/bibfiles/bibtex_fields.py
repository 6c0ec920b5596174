"""Tell which fields of a BibTeX entry Pandoc's translation leaves out, so that they are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

#: What a reference manager notes for itself, and what only sorts, groups or links entries: it says
#: nothing of the work and is dropped.
HOUSEKEEPING = frozenset(
    re.findall(
        r"[\w-]+",
        """
    added-at bdsk-file-1 bdsk-file-2 bdsk-url-1 bdsk-url-2 biburl bibsource citeulike-article-id
    creationdate date-added date-modified execute file gender groups ids interhash intrahash
    keyset local-url mendeley-groups mendeley-tags modificationdate options owner posted-at
    presort priority qualityassured ranking read readstatus relevance search sortkey sortname
    sortshorthand sorttitle sortyear timestamp username
    """,
    )
)
#: What the translation reads, or `Bibtex` adds, in other words than the entry's.
_READ = frozenset(
    re.findall(
        r"\w+",
        """
    abstract addendum annotation annote archiveprefix author bookauthor booktitle crossref date
    day doi editor editortype entrysubtype eprint eprinttype eventdate howpublished hyphenation
    isbn issn journal journaltitle keywords langid month note number origdate pages pubstate
    subtitle title titleaddon translator type url urldate xdata year
    """,
    )
)


def left_out(csl: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that speak of the work and whose words are nowhere in its CSL item."""
    said = " ".join(_words(" ".join(_strings(csl))))
    return {
        name: value
        for name, value in fields.items()
        if name not in HOUSEKEEPING
        and name not in _READ
        and (words := _words(value))
        and f" {' '.join(words)} " not in f" {said} "
    }


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
    else:
        yield str(value)


def _words(text: str) -> list[str]:
    bare = re.sub(r"\\[A-Za-z]+\s*|</?\w[^>]*>", "", text)
    return re.findall(r"[^\W_]+", bare.casefold())
