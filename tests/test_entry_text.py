"""Prose bibliography entries as CSL fields."""

from __future__ import annotations

from typing import Any

import pytest

from chapbook.entry_text import read_entry


def fields(text: str) -> dict[str, Any]:
    csl = read_entry(text)
    assert csl is not None
    return csl


def test_an_entry_with_the_year_after_the_author_is_read() -> None:
    assert fields(
        '**Stivers, T., et al.** (2009). "Turn-Taking in Conversation." *Proceedings of the '
        "National Academy of Sciences*, 106(26), 10587-10592. https://doi.org/10.1073/pnas.0903616106"
    ) == {
        "type": "article-journal",
        "author": [{"family": "Stivers", "given": "T."}, {"literal": "others"}],
        "issued": {"date-parts": [[2009]]},
        "title": "Turn-Taking in Conversation",
        "container-title": "Proceedings of the National Academy of Sciences",
        "volume": "106",
        "issue": "26",
        "page": "10587-10592",
        "DOI": "10.1073/pnas.0903616106",
    }


def test_an_entry_with_the_date_among_volume_and_pages_is_read() -> None:
    assert fields(
        '**Dean, Jeffrey and Luiz André Barroso.** "The Tail at Scale." *Communications of the '
        "ACM*, Vol. 56, No. 2, February 2013, pp. 74-80. [Tail latency]"
    ) == {
        "type": "article-journal",
        "author": [
            {"family": "Dean", "given": "Jeffrey"},
            {"family": "Barroso", "given": "Luiz André"},
        ],
        "issued": {"date-parts": [[2013, 2]]},
        "title": "The Tail at Scale",
        "container-title": "Communications of the ACM",
        "volume": "56",
        "issue": "2",
        "page": "74-80",
        "annote": "Tail latency",
    }


def test_a_title_in_italics_is_a_book_with_publisher_and_edition() -> None:
    assert fields("**Gregg, Brendan.** *Systems Performance.* 2nd Edition. Pearson, 2020.") == {
        "type": "book",
        "author": [{"family": "Gregg", "given": "Brendan"}],
        "issued": {"date-parts": [[2020]]},
        "title": "Systems Performance",
        "edition": "2",
        "publisher": "Pearson",
    }


def test_an_rfc_has_its_number_however_it_is_written() -> None:
    named = fields(
        '**Postel, Jon.** "Transmission Control Protocol." RFC 793, IETF, September 1981.'
    )
    bare = fields('**RFC 6716.** (2012). "Opus." *IETF*. https://www.rfc-editor.org/rfc/rfc6716')
    dashed = fields("**RFC 793** - Transmission Control Protocol. Internet Engineering Task Force.")
    assert [named["number"], bare["number"], dashed["number"]] == ["793", "6716", "793"]
    assert {csl["genre"] for csl in (named, bare, dashed)} == {"RFC"}
    assert {csl["type"] for csl in (named, bare, dashed)} == {"report"}
    assert (named["publisher"], bare["publisher"]) == ("IETF", "IETF")


@pytest.mark.parametrize(
    ("text", "type", "extra"),
    [
        (
            '**Kwon, W., et al.** (2023). "Memory." *Proceedings of SOSP 2023*. arXiv:2309.06180',
            "paper-conference",
            {"archive": "arXiv", "URL": "https://arxiv.org/abs/2309.06180"},
        ),
        ('**A, B.** (2023). "Preprint." arXiv:2309.06180v2.', "article", {}),
        (
            '**Linden, Greg.** "Data." Presentation at Stanford University, November 2006.',
            "speech",
            {"genre": "Presentation", "event-title": "Stanford University"},
        ),
        (
            '**Sigelman, B.** "Dapper." Google Technical Report, April 2010.',
            "report",
            {"publisher": "Google", "genre": "Technical Report"},
        ),
        (
            '**Cloudflare.** "Media over QUIC." Cloudflare Blog, 2024.',
            "post-weblog",
            {"container-title": "Cloudflare Blog"},
        ),
        (
            '**Fitzpatrick, Brad.** "Memcached." *Linux Journal*, August 2004.',
            "article-magazine",
            {"issued": {"date-parts": [[2004, 8]]}},
        ),
        (
            '**Nielsen, Jakob.** "Times." Nielsen Norman Group, 1993 (updated 2014).',
            "webpage",
            {"issued": {"date-parts": [[1993]]}, "note": "updated 2014"},
        ),
        (
            '**Beyer, B., et al.** (2016). "Reliability." *O\'Reilly Media*. https://sre.google/',
            "book",
            {"publisher": "O'Reilly Media", "URL": "https://sre.google/"},
        ),
        (
            "**JSON:API Specification v1.1** (2022). https://jsonapi.org/",
            "webpage",
            {"title": "JSON:API Specification v1.1"},
        ),
        ('"Untitled Author." *Wired*, 2020.', "webpage", {"container-title": "Wired"}),
        (
            'Plain, Author (2020). "No Bold." ISBN 978-0-13-468599-1.',
            "webpage",
            {"ISBN": "978-0-13-468599-1", "author": [{"family": "Plain", "given": "Author"}]},
        ),
        (
            '**A, B.** (n.d.). "Dateless." [Site](https://x.org/y).',
            "webpage",
            {"URL": "https://x.org/y"},
        ),
    ],
)
def test_the_kind_of_work_follows_from_its_fields(
    text: str, type: str, extra: dict[str, Any]
) -> None:
    csl = fields(text)
    assert csl["type"] == type
    assert {key: csl.get(key) for key in extra} == extra


def test_a_title_keeps_its_question_mark_and_its_italics() -> None:
    assert fields('**Ably.** "Can It?" Ably Blog, 2024.')["title"] == "Can It?"
    assert (
        fields('**A, B.** "On *Escherichia coli*." 2024.')["title"] == "On <i>Escherichia coli</i>"
    )


def test_an_entry_without_a_title_is_not_read() -> None:
    assert read_entry("**Somebody** says something - or other") is None
