"""Short citations against a bibliography: right, ambiguous or unknown, and never wrong."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import pytest

from chapbook.citing import names_chapter, resolve, resolver, split_note
from chapbook.plugins.sources.works_cited import WorksCited
from chapbook.roles import Entry

BIBLIOGRAPHY = """
## Frequently Cited Works

| Work | Chapters |
|------|----------|
| Google SRE Book (Beyer et al., 2016) | 1 |

## Chapter 1: Networks & Edges

1. **Kwon, W., et al.** (2023). "Efficient Memory Management." *Proceedings of SOSP 2023*.
   arXiv:2309.06180
2. **Dean, Jeffrey and Luiz André Barroso.** "The Tail at Scale." *Communications of the ACM*, 2013.
3. **Tene, Gil.** "How NOT to Measure Latency." Presentation, Strange Loop Conference, 2013.
4. **RFC 6716.** (2012). "Definition of the Opus Audio Codec." *IETF*. https://www.rfc-editor.org/rfc/rfc6716
5. **Iyengar, Jana and Martin Thomson.** "QUIC: A Transport." RFC 9000, IETF, May 2021.
6. **Apache Software Foundation.** "Apache Kafka Documentation." kafka.apache.org, 2024.
7. **Amazon Web Services.** "Amazon SQS Documentation." AWS Documentation, 2024.
8. **Amazon Web Services.** "Exponential Backoff And Jitter." AWS Architecture Blog.
9. **Nielsen Norman Group.** "Response Times: The 3 Important Limits." nngroup.com.
10. **Nielsen, Jakob.** "Response Times: The 3 Important Limits." Nielsen Norman Group, 1993.
11. **Cloudflare.** "Media over QUIC." Cloudflare Blog, 2024.
12. **Akamai Technologies.** "The State of Online Retail Performance." 2017.
13. **Google/SOASTA.** "The State of Online Retail Performance." 2017.
14. **Cloud Native Computing Foundation (CNCF).** "OpenTelemetry Graduates." Press Release, 2021.
15. **Shopify.** "GraphQL Admin API Rate Limits." Shopify Developer Documentation, 2024.
16. **Netflix.** "Hystrix Wiki." GitHub, 2018.
17. **LinkedIn Engineering.** "How LinkedIn Uses Apache Kafka." LinkedIn Engineering Blog, 2019.
18. **W3C.** "WebTransport API." Editor's Draft, February 2026.
19. **HikariCP.** "About Pool Sizing." HikariCP Wiki, GitHub.
20. **Fowler, Martin.** "Event Sourcing." martinfowler.com.
21. **Fowler, Martin.** "CircuitBreaker." martinfowler.com, March 2014.
22. **Vattani, A., et al.** (2015). "Optimal Probabilistic Cache Stampede Prevention." *VLDB*.
    https://doi.org/10.14778/2757807.2757813

## Chapter 2: The Rest

1. **Beyer, Betsy, et al.** *Site Reliability Engineering: How Google Runs Production Systems.*
   O'Reilly Media, 2016.
2. **Beyer, Betsy, et al.** *The Site Reliability Workbook: Practical Ways to Implement SRE.*
   O'Reilly Media, 2018.
3. **Cloudflare.** "Cloudflare Network Map." cloudflare.com, 2024.
"""

PATH = PurePosixPath("WORKS_CITED.md")
ENTRIES, _ = WorksCited().read(BIBLIOGRAPHY, PATH)


def keys(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.key for entry in entries]


@pytest.mark.parametrize(
    ("note", "key"),
    [
        ("Kwon et al., 2023", "kwon-2023-efficient"),
        ("Kwon, 2023", "kwon-2023-efficient"),
        ("arXiv:2309.06180", "kwon-2023-efficient"),
        ("Dean & Barroso, 2013", "dean-2013-tail"),
        ("Dean and Barroso 2013", "dean-2013-tail"),
        ("Dean et al. (2013)", "dean-2013-tail"),
        ("Gil Tene, 2013", "tene-2013-measure"),
        ("G. Tene, 2013", "tene-2013-measure"),
        ("RFC 6716, 2012", "rfc-6716-2012-definition"),
        ("RFC 9000, QUIC Protocol", "iyengar-2021-quic"),
        ("https://rfc-editor.org/rfc/rfc6716/", "rfc-6716-2012-definition"),
        ("doi:10.14778/2757807.2757813", "vattani-2015-optimal"),
        ("Apache Kafka Documentation", "apache-software-foundation-2024-kafka"),
        ('Apache Kafka Documentation, "Consumers"', "apache-software-foundation-2024-kafka"),
        ("AWS SQS Documentation", "amazon-web-services-2024-sqs"),
        (
            'AWS Architecture Blog, "Exponential Backoff And Jitter"',
            "amazon-web-services-exponential",
        ),
        ("Nielsen Norman Group, Response Time Limits", "nielsen-norman-group-response"),
        ("Nielsen, 1993", "nielsen-1993-response"),
        ("Akamai, 2017", "akamai-technologies-2017-state"),
        ("Google/SOASTA, 2017", "google-soasta-2017-state"),
        ("CNCF, 2021", "cncf-2021-opentelemetry"),
        ("Shopify GraphQL Admin API Documentation, 2024", "shopify-2024-graphql"),
        ("Netflix Hystrix Wiki, 2018", "netflix-2018-hystrix"),
        ("LinkedIn Engineering Blog, 2019", "linkedin-engineering-2019-apache"),
        ("W3C WebTransport API, 2026", "w3c-2026-webtransport"),
        ('HikariCP Wiki, "About Pool Sizing"', "hikaricp-about"),
        ('Martin Fowler, "Event Sourcing," martinfowler.com', "fowler-event"),
        ("Fowler, “Event Sourcing”", "fowler-event"),
        (
            'Vattani et al., "Optimal Probabilistic Cache Stampede Prevention," VLDB 2015',
            "vattani-2015-optimal",
        ),
        ("Google SRE Book, 2016", "beyer-2016-site"),
        ("Google SRE Workbook, 2018", "beyer-2018-site"),
        ("Beyer et al., 2018", "beyer-2018-site"),
        ("Cloudflare, Network Map, 2024", "cloudflare-2024-network"),
        ("kwon-2023-efficient", "kwon-2023-efficient"),
    ],
)
def test_a_short_citation_names_its_entry(note: str, key: str) -> None:
    found = resolve(note, ENTRIES)
    assert (keys(found.entries), found.unknown, found.ambiguous) == ([key], (), ())
    assert found.complete


@pytest.mark.parametrize(
    "note",
    [
        "Kwon et al., 2022",
        "Jane Tene, 2013",
        "Tene et al., 2013",
        "Barroso, 2013",
        "Dean & Ghemawat, 2013",
        "RFC 9001, 2021",
        "https://example.org/",
        "Confluent Kafka Documentation",
        "Confluent Documentation, 2024",
        "Cloudflare Documentation, 2024",
        "Netflix Tech Blog, 2018",
        "Akamai, 2025",
        "Google, 2016",
        'Fowler, "Sagas"',
        'Newman, "Event Sourcing"',
        "Fowler, 2005",
        "PostgreSQL Wiki, 2024",
        "Amazon, 2006",
        "Author, Year",
    ],
)
def test_what_is_not_listed_is_unknown(note: str) -> None:
    found = resolve(note, ENTRIES)
    assert (found.entries, found.unknown, found.ambiguous) == ((), (note,), ())
    assert not found.complete


def test_several_citations_in_one_note_keep_their_order() -> None:
    found = resolve("Gil Tene, 2013; Source: Kwon et al., 2023; Nobody, 1999", ENTRIES)
    assert keys(found.entries) == ["tene-2013-measure", "kwon-2023-efficient"]
    assert found.unknown == ("Nobody, 1999",)
    assert not found.complete


def test_a_semicolon_in_a_quoted_title_parts_nothing() -> None:
    assert split_note('A, "One; Two," 2020; Source: B, 2021') == ('A, "One; Two," 2020', "B, 2021")


def test_a_citation_that_fits_several_entries_is_ambiguous() -> None:
    ((piece, candidates),) = resolve("Cloudflare, 2024", ENTRIES).ambiguous
    assert piece == "Cloudflare, 2024"
    assert keys(candidates) == ["cloudflare-2024-media", "cloudflare-2024-network"]


def test_of_several_entries_the_one_listed_for_the_chapter_is_meant() -> None:
    here = resolve("Cloudflare, 2024", ENTRIES, "Networks and Edges")
    there = resolve("Cloudflare, 2024", ENTRIES, "The Rest")
    elsewhere = resolve("Cloudflare, 2024", ENTRIES, "Another Chapter")
    assert keys(here.entries) == ["cloudflare-2024-media"]
    assert keys(there.entries) == ["cloudflare-2024-network"]
    assert elsewhere.ambiguous


def test_the_chapter_is_no_reason_to_take_an_entry_that_does_not_fit() -> None:
    assert resolve("Cloudflare, 2023", ENTRIES, "The Rest").unknown == ("Cloudflare, 2023",)


@pytest.mark.parametrize(
    ("note", "key"),
    [
        ("Akamai, 2025", "akamai-technologies-2017-state"),
        ("Dean & Barosso, 2013", "dean-2013-tail"),
        ("Kwan et al., 2023", "kwon-2023-efficient"),
        ('Fowler, "Circuit Breaker", 2015', "fowler-2014-circuitbreaker"),
    ],
)
def test_the_nearest_entries_are_told_for_an_unknown_citation(note: str, key: str) -> None:
    assert key in keys(resolve(note, ENTRIES).nearest[0])


def test_nothing_is_near_a_citation_of_something_else() -> None:
    assert resolve("LoadFocus, 2025", ENTRIES).nearest == ((),)


def test_nothing_resolves_without_a_bibliography() -> None:
    assert resolve("Kwon et al., 2023", ()).unknown == ("Kwon et al., 2023",)


CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "api-optimization"


@pytest.mark.corpora
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_a_real_books_citations_resolve_as_they_did_when_read_by_hand() -> None:
    entries, findings = WorksCited().read(
        (CORPUS / "WORKS_CITED.md").read_text(encoding="utf-8"), PurePosixPath("WORKS_CITED.md")
    )
    assert (len(entries), findings) == (71, ())
    find = resolver(entries)
    notes = [
        note
        for chapter in sorted((CORPUS / "chapters").glob("*.md"))
        for note in re.findall(r"\[Source:\s*([^\]]*)\]", chapter.read_text(encoding="utf-8"))
    ]
    found = [find(note, "") for note in notes]
    assert sum(each.complete for each in found) == 59
    assert sum(bool(each.ambiguous) for each in found) == 3


@pytest.mark.parametrize("author", ["Martin Fowler", "Fowler, Martin", "Ayodeji Fowler"])
def test_a_family_name_names_a_person_however_the_name_is_written(author: str) -> None:
    entries, _ = WorksCited().read(
        f'1. **{author}.** (2014). "CircuitBreaker." *martinfowler.com*.\n'
        '2. **Cockroach Labs.** (2014). "Clocks." *Blog*.\n',
        PATH,
    )
    assert [e.csl["title"] for e in resolve("Fowler, 2014", entries).entries] == ["CircuitBreaker"]
    assert resolve("Labs, 2014", entries).unknown == ("Labs, 2014",)


def test_the_nearest_entry_may_share_words_of_its_author() -> None:
    entries, _ = WorksCited().read(
        '1. **wrk2 GitHub Repository**. "Coordinated Omission." https://github.com/giltene/wrk2\n',
        PATH,
    )
    found = resolve("Gil Tene, wrk2 GitHub, 2025", entries)
    assert [entry.csl["title"] for entry in found.nearest[0]] == ["Coordinated Omission"]


def test_entries_without_a_title_answer_to_their_author() -> None:
    csl = {"type": "book", "author": [{"literal": "Acme"}], "issued": {"date-parts": [[2020]]}}
    entry = Entry("acme", csl, PATH, 1, "")
    assert resolve("Acme, 2020", [entry]).entries == (entry,)
    assert resolve('Other, "A Long Title Here," 2020', [entry]).entries == ()


@pytest.mark.parametrize(
    "heading",
    ["Chapter 4: Networks", "4. Networks", "Chapter 4", "4", "Networks", "04-networks", "networks"],
)
def test_a_heading_names_a_chapter_by_title_number_or_file(heading: str) -> None:
    names = "Networks\nChapter 4 Networks\n4 Networks\nChapter 4\n4\nnetworks\n04-networks"
    assert names_chapter(heading, names)
    assert not names_chapter(heading, "Caches\nChapter 5 Caches\n5 Caches\nChapter 5\n5")


@pytest.mark.parametrize("state", ["n.d.", "forthcoming", "in press"])
def test_a_work_without_a_year_is_cited_as_it_is_listed(state: str) -> None:
    entries, findings = WorksCited().read(f'1. **Hale, R.** ({state}). "On Lamps." *Light*.', PATH)
    assert findings == ()
    assert resolve(f"Hale, {state}", entries).entries == entries
