"""Keys of entries that have none."""

from __future__ import annotations

from typing import Any

import pytest

from chapbook.entry_keys import key_for


def csl(author: dict[str, str] | None, year: int | None, title: str) -> dict[str, Any]:
    dated = {"issued": {"date-parts": [[year]]}} if year else {}
    return {"title": title, **({"author": [author]} if author else {}), **dated}


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        (csl({"family": "Kwon"}, 2023, "Memory with PagedAttention"), "kwon-2023-pagedattention"),
        (csl({"family": "Dean"}, 2013, "The Tail at Scale"), "dean-2013-tail"),
        (csl({"family": "Fowler"}, None, "Event Sourcing"), "fowler-event"),
        (csl({"family": "Macháček"}, 2023, "Turning Whisper"), "machacek-2023-turning"),
        (csl({"family": "Øre", "given": "A."}, 2001, "Straße"), "ore-2001-strasse"),
        (csl({"literal": "Redis Ltd."}, 2024, "Redis Documentation"), "redis-2024-documentation"),
        (
            csl({"literal": "Cloud Native Computing Foundation (CNCF)"}, 2021, "Graduation"),
            "cncf-2021-graduation",
        ),
        (
            csl({"literal": "European Data Protection Board"}, 2021, "Guidelines 02/2021"),
            "edpb-2021-guidelines",
        ),
        (csl({"literal": "RFC 6716"}, 2012, "Definition of Opus"), "rfc-6716-2012-definition"),
        (csl(None, 2020, "The Title"), "2020-title"),
    ],
)
def test_a_key_is_author_year_and_a_telling_word(entry: dict[str, Any], key: str) -> None:
    assert key_for(entry) == key


def test_keys_that_are_taken_get_letters() -> None:
    entry = csl({"family": "Dean"}, 2013, "The Tail at Scale")
    assert key_for(entry, {"dean-2013-tail"}) == "dean-2013-tail-b"
    assert key_for(entry, {"dean-2013-tail", "dean-2013-tail-b"}) == "dean-2013-tail-c"


def test_an_entry_without_latin_letters_has_a_key_that_is_always_the_same() -> None:
    entry = csl({"family": "王"}, 2021, "题目")
    assert key_for(entry) == key_for(entry)
    assert key_for(entry).isascii()
    assert key_for(entry) != key_for(csl({"family": "王"}, 2021, "另一"))
