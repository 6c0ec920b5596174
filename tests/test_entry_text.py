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
            '**European Union.** (2016). "GDPR." *Official Journal of the European Union*, L 119.',
            "article-journal",
            {"author": [{"literal": "European Union"}]},
        ),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # APA
            "LeCun, Y., Bengio, Y., & Hinton, G. (2015). Deep learning. *Nature*, *521*(7553), "
            "436–444. https://doi.org/10.1038/nature14539",
            ("article-journal", "LeCun", 2015, "Deep learning", "Nature", "521", "436-444"),
        ),
        (  # MLA
            'Kwon, Woosuk, et al. "Memory." *Proceedings of SOSP*, vol. 5, no. 2, 2023, pp. 1-9.',
            ("article-journal", "Kwon", 2023, "Memory", "Proceedings of SOSP", "5", "1-9"),
        ),
        (  # Chicago
            "Dean, Jeffrey, and Luiz André Barroso. “The Tail at Scale.” *Communications of the "
            "ACM* 56, no. 2 (2013): 74–80.",
            (
                "article-journal", "Dean", 2013, "The Tail at Scale", "Communications of the ACM",
                "56", "74-80",
            ),
        ),
        (
            'Turing, A. M. "Computing Machinery." *Mind* 59 (1950): 433–460.',
            ("article-journal", "Turing", 1950, "Computing Machinery", "Mind", "59", "433-460"),
        ),
        (  # IEEE
            'W. Kwon et al., "Memory management," in *Proc. SOSP*, 2023, pp. 611–626.',
            ("paper-conference", "Kwon", 2023, "Memory management", "Proc. SOSP", None, "611-626"),
        ),
        (  # Vancouver
            "Dean J, Barroso LA. The tail at scale. Communications of the ACM. 2013;56(2):74-80.",
            (
                "article-journal", "Dean", 2013, "The tail at scale", "Communications of the ACM",
                "56", "74-80",
            ),
        ),
        (
            "Knuth, Donald E. The Art of Computer Programming. Addison-Wesley, 1997.",
            ("book", "Knuth", 1997, "The Art of Computer Programming", None, None, None),
        ),
        (
            '**Levinson & Torreira.** (2015). "Timing." *Frontiers in Psychology*, 6, 731.',
            ("article-journal", "Levinson", 2015, "Timing", "Frontiers in Psychology", "6", "731"),
        ),
        (
            '**Nielsen, Jakob** (1993, updated 2014). "Response Times." Nielsen Norman Group.',
            ("webpage", "Nielsen", 1993, "Response Times", "Nielsen Norman Group", None, None),
        ),
    ],
)  # fmt: skip
def test_the_forms_of_the_usual_styles_are_read(text: str, expected: tuple[Any, ...]) -> None:
    csl = fields(text)
    assert (
        csl["type"],
        csl["author"][0]["family"],
        csl["issued"]["date-parts"][0][0],
        csl["title"],
        csl.get("container-title"),
        csl.get("volume"),
        csl.get("page"),
    ) == expected


@pytest.mark.parametrize(
    ("text", "extra"),
    [
        (
            "Knuth, D. E. (1997). *Fundamental Algorithms* (3rd ed.). Addison-Wesley.",
            {"edition": "3", "publisher": "Addison-Wesley"},
        ),
        (
            '**Nygard, M.** (2018). "Release It!, 2nd Edition." Pragmatic Bookshelf.',
            {"title": "Release It!", "edition": "2"},
        ),
        (
            'Mozilla. "API." MDN, 2024. https://x.org/y. Accessed March 3, 2024.',
            {"accessed": {"date-parts": [[2024, 3, 3]]}, "URL": "https://x.org/y"},
        ),
        (
            'Smith, John. "A Chapter." In *The Book*, edited by Jane Doe, 10–20. '
            "New York: Norton, 2001.",
            {
                "type": "chapter",
                "editor": [{"family": "Doe", "given": "Jane"}],
                "page": "10-20",
                "publisher": "Norton",
                "publisher-place": "New York",
            },
        ),
        (
            '**Dean, J.** (2013). "Tail." CACM, 56(2). https://dl.acm.org/doi/10.1145/2408776.2',
            {"DOI": "10.1145/2408776.2"},
        ),
        (
            '**Redis Documentation** - "Persistence" covers durability options. https://redis.io',
            {"title": "Persistence", "annote": "covers durability options"},
        ),
        (
            "Fielding, R. T. (2000). *Styles* [Doctoral dissertation, University of California].",
            {"type": "thesis", "publisher": "University of California"},
        ),
        ("**Postel, J.** RFC 793: TCP Protocol. 1981.", {"type": "report", "number": "793"}),
    ],
)
def test_what_else_an_entry_says_has_its_field(text: str, extra: dict[str, Any]) -> None:
    csl = fields(text)
    assert {key: csl.get(key) for key in extra} == extra
