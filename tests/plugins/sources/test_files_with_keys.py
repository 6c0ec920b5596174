"""BibTeX, CSL JSON, CSL YAML and RIS as entries, and what is wrong with such files."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from chapbook.finding import Finding
from chapbook.registry import load
from chapbook.roles import Entry

READERS = load(installed=False)

FILES = {
    "a.bib": """@string{cacm = "Communications of the ACM"}

@article{dean,
  author = {Dean, Jeffrey and Barroso, Luiz Andr{\\'e}}, title = {The Tail at {Scale}},
  journal = cacm, volume = 56, number = 2, pages = {74--80}, year = 2013, month = feb,
  doi = {10.1145/2408776.2408794}
}
""",
    "a.json": """[

  {"id": "dean", "type": "article-journal", "title": "The tail at Scale",
   "author": [{"family": "Dean", "given": "Jeffrey"}, {"family": "Barroso", "given": "Luiz André"}],
   "container-title": "Communications of the ACM", "volume": "56", "issue": "2", "page": "74-80",
   "issued": {"date-parts": [["2013", 2]]}, "DOI": "10.1145/2408776.2408794"}
]
""",
    "a.yaml": """---
references:
- id: dean
  type: article-journal
  title: The tail at Scale
  author:
  - {family: Dean, given: Jeffrey}
  - {family: Barroso, given: Luiz André}
  container-title: Communications of the ACM
  volume: "56"
  issue: "2"
  page: 74-80
  issued: 2013-02
  DOI: 10.1145/2408776.2408794
---
""",
    "a.ris": """

TY  - JOUR
ID  - dean
AU  - Dean, Jeffrey
AU  - Barroso, Luiz André
TI  - The tail at Scale
JO  - Communications of the ACM
VL  - 56
IS  - 2
SP  - 74
EP  - 80
PY  - 2013/02//
DO  - 10.1145/2408776.2408794
ER  -
""",
}


def read(name: str, text: str) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    path = PurePosixPath(name)
    reader = READERS.reader_for(path)
    assert reader is not None
    return reader.read(text, path)


@pytest.mark.parametrize("name", FILES)
def test_an_entry_has_its_key_its_line_and_the_same_fields_in_every_format(name: str) -> None:
    (entry,), findings = read(name, FILES[name])
    assert findings == ()
    assert (entry.key, entry.line) == ("dean", 3)
    assert dict(entry.csl) == {
        "type": "article-journal",
        "title": "The tail at Scale",
        "author": [
            {"family": "Dean", "given": "Jeffrey"},
            {"family": "Barroso", "given": "Luiz André"},
        ],
        "container-title": "Communications of the ACM",
        "volume": "56",
        "issue": "2",
        "page": "74-80",
        "issued": {"date-parts": [[2013, 2]]},
        "DOI": "10.1145/2408776.2408794",
    }


@pytest.mark.parametrize(
    ("name", "text", "keys", "places"),
    [
        ("a.bib", "@article{a, title={T}\n@book{b, title={U}}", ["b"], [1]),
        ("a.bib", "@book{b, title={U}}\n\n@misc{c, title={X} year=3}\n", ["b"], [3]),
        ("a.bib", "@book{b, title={U}}\n@book{b, title={V}}", ["b"], [2]),
        ("a.json", '[{"id": "a", "title": "T"},\n3]', ["a"], [2]),
        ("a.json", '[{"id": "a", "title": "T"},\n{"id": ]', ["a"], [2]),
        ("a.json", '{"no": "list"}', [], [1]),
        ("a.json", '[{"title": "The Tail"}]', ["tail"], [1]),
        ("a.json", '[{"id": "a"}]', ["a"], [1]),
        ("a.yaml", "references:\n- id: a\n  title: T\n- 3\n", ["a"], [4]),
        ("a.yaml", "references:\n- id: [a\n", [], [3]),
        ("a.yaml", "title: no list\n", [], [1]),
        ("a.ris", "nothing\nTY  - BOOK\nTI  - The Book\n", ["book"], [1, 2]),
    ],
)
def test_what_is_broken_is_a_finding_at_its_line(
    name: str, text: str, keys: list[str], places: list[int]
) -> None:
    entries, findings = read(name, text)
    assert [entry.key for entry in entries] == keys
    assert [finding.line for finding in findings] == places


@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_is_a_finding(name: str) -> None:
    entries, (finding,) = read(name, "")
    assert (entries, finding.code) == ((), "bibliography-file")


def test_a_biblatex_preprint_has_its_archive() -> None:
    (entry,), _ = read(
        "a.bib",
        "@online{k, title={T}, author={Kwon, W. and others}, eprint={2309.06180}, "
        "eprinttype={arXiv}, date={2023}}",
    )
    assert (entry.csl["archive"], entry.csl["archive_location"]) == ("arXiv", "2309.06180")
    assert entry.csl["author"][-1] == {"literal": "others"}


def test_dates_of_every_form_are_even() -> None:
    (one, two, three), _ = read(
        "a.yaml",
        "- {id: a, title: T, issued: {year: 2020, month: 3}}\n"
        "- {id: b, title: T, issued: [{year: 2020}]}\n"
        "- {id: c, title: T, issued: spring of 2020}\n",
    )
    assert one.csl["issued"] == {"date-parts": [[2020, 3]]}
    assert two.csl["issued"] == {"date-parts": [[2020]]}
    assert three.csl["issued"] == {"literal": "spring of 2020"}


ODD = """[
 {"id": "a", "title": "A", "author": [null, {"family": "Hale", "given": ["R"]}, [1]],
  "volume": {"x": 1}, "issued": null, "note": null, "container-title": ["Light", "Lamps"]},
 {"id": null, "title": "B", "author": {"literal": "C"}},
 {"id": "d", "title": "D", "issued": {"date-parts": [[99999999999999999999]]}, "issue": %s}
]"""


@pytest.mark.parametrize("number", ["7", "9" * 5000])
def test_values_of_the_wrong_kind_are_left_out_and_reported(number: str) -> None:
    entries, findings = read("a.json", ODD % number)
    first, second, third = entries
    assert first.csl["author"] == [{"family": "Hale"}]
    assert first.csl["container-title"] == "Light, Lamps"
    assert not {"volume", "issued", "note"} & set(first.csl)
    assert (second.key, second.csl["author"]) == ("c-b", [{"literal": "C"}])
    assert str(third.csl["issue"]) == number
    assert [(f.line, f.message) for f in findings] == [
        (2, "the entry a has something else than text under author, volume"),
        (4, "an entry has no key"),
        (5, "the entry d has a date that cannot be read"),
    ]


def test_json_nested_without_end_is_a_finding() -> None:
    entries, (finding,) = read("a.json", "[" * 100_000)
    assert (entries, finding.message) == ((), "the bibliography file is nested too deep")


def test_what_no_page_can_hold_is_a_space_and_what_no_citation_can_name_is_reported() -> None:
    text = '[{"id": "a b", "title": "A\\u0000\\ud83dB", "issued": {"date-parts": [[2020, 19, 1]]}}]'
    (entry,), findings = read("a.json", text)
    assert entry.csl["title"] == "A  B"
    assert [finding.message for finding in findings] == [
        "no citation can give the key “a b”",
        "the entry a b has a date that no calendar has",
    ]
