"""What CSL has no word for in BibTeX files."""

from __future__ import annotations

from pathlib import PurePosixPath

from chapbook.plugins.bibfiles.bibtex import write_bibtex
from chapbook.plugins.sources.bibtex import Bibtex
from chapbook.roles import Entry

PATH = PurePosixPath("a.bib")
TEXT = """@article{hale,
  author = {Hale, Ruth}, title = {On {Lamps}}, journal = {Light}, year = 2019, month = feb,
  mrnumber = {MR123}, foreword = {Ann Lee}, issuetitle = {Special {\\"U}bung},
  school = {Shore \\& Sea}, language = {german},
  file = {:a.pdf:PDF}, owner = {me}, timestamp = {2020.01.01}, date-added = {today}
}
"""


def read(text: str) -> Entry:
    (entry,), findings = Bibtex().read(text, PATH)
    assert findings == ()
    return entry


def test_fields_that_csl_lacks_are_kept_and_housekeeping_is_not() -> None:
    assert read(TEXT).csl["custom"] == {
        "bibtex": {
            "mrnumber": "MR123",
            "foreword": "Ann Lee",
            "issuetitle": 'Special {\\"U}bung',
            "language": "german",
        }
    }


def test_an_entry_whose_fields_csl_has_keeps_nothing() -> None:
    text = "@book{b, title={B}, publisher={P \\& Q}, location={Paris}, series={Lamps}}"
    assert "custom" not in read(text).csl


def test_kept_fields_are_written_again() -> None:
    entry = read(TEXT)
    again = read(write_bibtex([{"id": entry.key, **entry.csl}], "biblatex"))
    assert again.csl == entry.csl


def test_a_kept_field_cannot_end_the_entry() -> None:
    custom = {"bibtex": {"usera": "a } , b", "no good": "x"}}
    item = {"id": "a", "type": "book", "title": "T", "custom": custom}
    assert read(write_bibtex([item], "biblatex")).csl["custom"] == {"bibtex": {"usera": "a , b"}}


def found(text: str) -> tuple[list[str], list[str]]:
    entries, findings = Bibtex().read(text, PATH)
    return [entry.key for entry in entries], [f"{f.line}: {f.message}" for f in findings]


def test_entries_that_refer_to_each_other_in_a_circle_are_read_and_reported() -> None:
    text = (
        "@book{a, crossref={b}, title={A}}\n@book{b, crossref = b2, title={B}}\n"
        "@book{b2, title={B2}, crossref={a}}\n@xdata{x, xdata={x, y}}\n@xdata{y, note={N}}\n"
        "@book{c, xdata={x}, title={C}}\n@inbook{d, crossref={c}, title={D}}\n"
    )
    assert found(text) == (
        ["a", "b", "b2", "c", "d"],
        [
            "1: the entry a refers to itself by `crossref`",
            "2: the entry b refers to itself by `crossref`",
            "3: the entry b2 refers to itself by `crossref`",
            "4: the entry x refers to itself by `xdata`",
        ],
    )


def test_a_string_that_grows_without_end_is_left_out_and_reported() -> None:
    bomb = '@string{a0 = "lol"}\n' + "".join(
        f"@string{{a{i} = {' # '.join([f'a{i - 1}'] * 10)}}}\n" for i in range(1, 10)
    )
    keys, messages = found(
        f"{bomb}@book{{m, title = a9, year = 2000}}\n@book{{n, title = {{N}}}}\n"
    )
    assert keys == ["m", "n"]
    assert messages[0] == "5: this @string grows without end and is left out"
