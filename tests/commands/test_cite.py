"""`publish cite`: bibliographies from one format to another."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from support import BookTest

from chapbook.registry import load
from chapbook.roles import Entry

WORKS = """# Works Cited

## Chapter 1: Start

1. **Kwon, W., et al.** (2023). "PagedAttention." *Proceedings of SOSP 2023*. arXiv:2309.06180
2. **Gregg, Brendan.** *Systems Performance.* 2nd Edition. Pearson, 2020. [Utilization]

## Chapter 2: More

1. **RFC 6716.** (2012). "Definition of Opus." *IETF*. https://www.rfc-editor.org/rfc/rfc6716

## Chapter 3: End

1. **Gregg, Brendan.** *Systems Performance.* 2nd Edition. Pearson, 2020. [Saturation]
2. **Smith & Sons Inc.** (2021). "Yes: \\"quotes\\", 100 % & more." *A # Site*. https://x.org/a_b
"""

JSON: list[dict[str, Any]] = [
    {
        "id": "dean2013",
        "type": "article-journal",
        "title": 'The tail at <span class="nocase">Scale</span>: yes',
        "author": [{"family": "Dean", "given": "Jeffrey", "suffix": "Jr."}, {"literal": "no"}],
        "container-title": "Communications of the ACM",
        "volume": "056",
        "issue": 2,
        "page": "74-80",
        "issued": {"date-parts": [[2013, 2]], "circa": True},
        "note": "line one\nline two: # 'x'\u2028",
        "URL": "https://x.org/a?b=c&d=%20#e",
        "custom": {"mine": [1, {"two": None}]},
    },
    {"id": "b", "type": "book", "title": "On", "publisher": "- dash", "language": "no"},
]


@pytest.fixture
def book(new_book: Callable[..., BookTest]) -> BookTest:
    return new_book(
        {
            "book.yaml": "title: B\ncontents: {chapters: [a.md]}\nbibliography: WORKS_CITED.md\n",
            "a.md": "# A\n",
            "WORKS_CITED.md": WORKS,
            "given.json": json.dumps(JSON),
        }
    )


def entries(path: Path) -> list[Entry]:
    reader = load(installed=False).reader_for(PurePosixPath(path.name))
    assert reader is not None
    found, findings = reader.read(path.read_text(encoding="utf-8"), PurePosixPath(path.name))
    assert findings == ()
    return list(found)


def said(found: list[Entry]) -> list[tuple[object, ...]]:
    return [(e.key, dict(e.csl), e.sections, e.raw) for e in found]


def test_a_works_cited_page_becomes_csl_yaml_and_the_same_page_again(book: BookTest) -> None:
    root = book.root
    before = entries(root / "WORKS_CITED.md")
    yaml, page = root / "references.yaml", root / "works-cited.md"
    book.publish("cite", "export", "BOOK", "--to", "csl-yaml", "-o", str(yaml)).ends(0)
    assert said(entries(yaml)) == said(before)
    book.publish("cite", "import", str(yaml), "BOOK", "--to", "markdown", "-o", str(page)).ends(0)
    assert said(entries(page)) == said(before)


def test_csl_json_to_yaml_and_back_is_identical(book: BookTest) -> None:
    root = book.root
    given, yaml, back = root / "given.json", root / "references.yaml", root / "back.json"
    book.publish("cite", "import", str(given), "BOOK", "--to", "csl-yaml").ends(0)
    book.publish("cite", "import", str(yaml), "BOOK", "--to", "csl-json", "-o", str(back)).ends(0)
    assert json.loads(back.read_text(encoding="utf-8")) == JSON


@pytest.mark.parametrize(
    ("to", "name"), [("biblatex", "r.bib"), ("bibtex", "r.bib"), ("ris", "r.ris")]
)
def test_other_formats_keep_every_field(book: BookTest, to: str, name: str) -> None:
    before = entries(book.root / "WORKS_CITED.md")
    out = book.root / name
    book.publish("cite", "export", "BOOK", "--to", to, "-o", str(out)).ends(0)
    after = entries(out)
    assert [e.key for e in after] == [e.key for e in before]
    for old, new in zip(before, after, strict=True):
        kept = {field: value for field, value in old.csl.items() if field != "custom"}
        assert {**new.csl, "title": kept["title"]} == kept


def test_a_bibliography_of_bibtex_becomes_a_works_cited_page(book: BookTest) -> None:
    bib = book.root / "x.bib"
    bib.write_text(
        "@article{dean, author={Dean, Jeffrey and Barroso, Luiz Andr{\\'e}}, title={{The Tail}}, "
        "journal={Communications of the ACM}, volume=56, number=2, pages={74--80}, year=2013, "
        "doi={10.1145/2408776.2408794}}",
        encoding="utf-8",
    )
    page = book.root / "works-cited.md"
    book.publish("cite", "import", str(bib), "BOOK", "--to", "markdown", "-o", str(page)).ends(0)
    assert page.read_text(encoding="utf-8") == (
        "# Works Cited\n\n"
        '1. **Dean, Jeffrey, & Barroso, Luiz André.** (2013). "The Tail." *Communications of the '
        "ACM*, 56(2), 74-80. https://doi.org/10.1145/2408776.2408794\n"
    )


def test_a_file_that_is_there_is_replaced_by_force_only(book: BookTest) -> None:
    out = book.root / "r.yaml"
    out.write_text("mine\n", encoding="utf-8")
    args = ("cite", "export", "BOOK", "--to", "csl-yaml", "-o", str(out))
    book.publish(*args).ends(2).says("the file is there already", "--force")
    assert out.read_text(encoding="utf-8") == "mine\n"
    book.publish(*args, "--force").ends(0).says("4 entries")
    assert len(entries(out)) == 4


def test_what_is_broken_is_told_and_nothing_is_written(book: BookTest) -> None:
    bad, latin = book.root / "bad.json", book.root / "latin.bib"
    bad.write_text("[{]", encoding="utf-8")
    latin.write_bytes(b"@book{a,\n title={\xe9}}\n")
    args = ("BOOK", "--to", "csl-yaml")
    book.publish("cite", "import", str(bad), *args).ends(2).says("bad.json:1", "not JSON")
    book.publish("cite", "import", str(latin), *args).ends(2).says("latin.bib:2", "not UTF-8")
    assert not (book.root / "references.yaml").exists()


def test_without_a_file_it_is_printed(book: BookTest) -> None:
    printed = book.publish("cite", "export", "BOOK", "--to", "csl-json").ends(0).out
    assert [item["id"] for item in json.loads(printed)] == [
        "kwon-2023-pagedattention",
        "gregg-2020-systems",
        "rfc-6716-2012-definition",
        "smith-sons-2021-yes",
    ]
