"""What a wrong `book.yaml` is answered with: the line, the sentence, the next step."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapbook.errors import BookError
from chapbook.manifest import read_book

CONTENTS = "contents: {chapters: [a.md]}\n"


def refused(root: Path, manifest: str | bytes) -> BookError:
    data = manifest if isinstance(manifest, bytes) else manifest.encode()
    (root / "book.yaml").write_bytes(data)
    (root / "a.md").write_text("# A\n")
    with pytest.raises(BookError) as caught:
        read_book(root)
    assert caught.value.path == root.resolve() / "book.yaml"
    return caught.value


CASES = [
    # name, manifest, line, sentence
    ("unknown key", f"title: T\nauthor: A\n{CONTENTS}", 2, "unknown key 'author'"),
    ("missing title", CONTENTS, 1, "the key 'title' is missing"),
    ("missing contents", "title: T\n", 1, "the key 'contents' is missing"),
    ("empty contents", "title: T\ncontents: {}\n", 2, "`contents` names no file"),
    ("no chapter", "title: T\ncontents: {chapters: []}\n", 2, "`contents` names no file"),
    ("list", "- a\n", 1, "the file: expected a mapping (`key: value` lines), found a list"),
    ("text for list", "title: T\ncontents: {chapters: a.md}\n", 2, 'found the text "a.md"'),
    ("list for text", f"title: [T]\n{CONTENTS}", 1, "`title`: expected text, found a list"),
    ("truth for text", f"title: true\n{CONTENTS}", 1, "`title`: expected text, found true"),
    ("empty value", f"title: T\nsubtitle:\n{CONTENTS}", 2, "`subtitle`: expected text, found noth"),
    ("number for path", f"title: T\ncover: 5\n{CONTENTS}", 2, "a path, found the number 5"),
    ("number for list", f"title: T\nauthors: {{a: b}}\n{CONTENTS}", 2, "found a mapping"),
    ("date form", f"title: T\ndate: March 2026\n{CONTENTS}", 2, "expected a date as YYYY-MM-DD"),
    ("date", f"title: T\ndate: 2026-02-30\n{CONTENTS}", 2, "2026-02-30 is not in the calendar"),
    ("language", f"title: T\nlanguage: en_US\n{CONTENTS}", 2, "a language code such as en-US"),
    ("identifier", f"title: T\nidentifier: 12345\n{CONTENTS}", 2, "expected an ISBN"),
    ("key twice", f"title: T\n{CONTENTS}title: U\n", 3, "'title' is given twice, first on line 1"),
    (
        "file twice",
        "title: T\ncontents:\n  chapters:\n    - a.md\n    - ./a.md\n",
        5,
        "'a.md' is named twice in `contents`, first on line 4",
    ),
    ("absolute", "title: T\ncontents: {chapters: [/a.md]}\n", 2, "'/a.md' leads out of the book"),
    ("drive", 'title: T\ncontents: {chapters: ["C:\\\\a.md"]}\n', 2, "leads out of the book"),
    ("parent", "title: T\ncontents: {chapters: [b/../../a.md]}\n", 2, "leads out of the book"),
    ("cover", f"title: T\ncover: ../c.png\n{CONTENTS}", 2, "'../c.png' leads out of the book"),
    ("plugin", f"title: T\nplugins: [/x.py]\n{CONTENTS}", 2, "'/x.py' leads out of the book"),
    ("ending", "title: T\ncontents: {chapters: [a.docx]}\n", 2, "ending in .md or .markdown"),
    ("part", "title: T\ncontents: {parts: [{title: P}]}\n", 2, "'chapters' is missing in `con"),
    ("empty part", "title: T\ncontents: {parts: [{title: P, chapters: []}]}\n", 2, "an empty list"),
    ("check", f"title: T\n{CONTENTS}checks: {{x: loud}}\n", 3, "one of on, off, info, warning, er"),
    ("filter", f"title: T\n{CONTENTS}filters: {{x: 3}}\n", 3, "one of on, off, found the number"),
    ("target", f"title: T\n{CONTENTS}targets: {{a/b: {{}}}}\n", 3, "'a/b' under `targets` is no n"),
    ("no target", f"title: T\n{CONTENTS}targets: []\n", 3, "it needs at least 1"),
    ("twice", f"title: T\n{CONTENTS}targets: [pdf, pdf]\n", 3, "`targets` names 'pdf' twice"),
    ("option", f"title: T\n{CONTENTS}targets: {{pdf: {{x: {{}}}}}}\n", 3, "a single value or a li"),
    (
        "nested",
        f"title: T\n{CONTENTS}targets: {{pdf: {{x: {{y: [z]}}}}}}\n",
        3,
        "a single value or a",
    ),
    (
        "no text",
        f"title: T\n{CONTENTS}targets: {{pdf: {{x: {{y:}}}}}}\n",
        3,
        "a single value or a li",
    ),
    ("again", f"title: T\n{CONTENTS}targets: {{pdf: {{x: {{y: a, y: b}}}}}}\n", 3, "given twice"),
    ("broken", "title: T\ncontents: [a.md\n", 3, "is not valid YAML"),
    ("colon", "title: One: Two\n", 1, "is not valid YAML: mapping values are not allowed here"),
    ("tab", "title: T\ncontents:\n\tchapters: []\n", 3, "is not valid YAML"),
    ("alias", "title: &t T\nsubtitle: *t\n", 2, "aliases (*name) are not read here"),
    ("tag", "title: !!python/name:os.system x\n", 1, "has no meaning here"),
    ("two documents", "title: T\n---\ntitle: U\n", 2, "is not valid YAML"),
    ("key as list", "? [a]\n: b\n", 1, "a key must be a word"),
    ("control character", "title: T\nsubtitle: a\x07b\n", 2, "U+0007 may not stand in a YAML file"),
    ("number tag", "title: !!int x\n", 1, "'x' is no number"),
]


@pytest.mark.parametrize(
    ("manifest", "line", "sentence"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_wrong_manifest_is_answered_at_its_line(
    tmp_path: Path, manifest: str, line: int, sentence: str
) -> None:
    error = refused(tmp_path, manifest)
    assert sentence in error.message
    assert error.line == line


def test_an_unknown_key_is_answered_with_the_nearest(tmp_path: Path) -> None:
    assert str(refused(tmp_path, f"titel: T\n{CONTENTS}").hint).startswith("title:")
    error = refused(tmp_path, f"title: T\nsub_title: S\n{CONTENTS}")
    assert error.hint and error.hint.startswith("did you mean 'subtitle'? known keys: authors, ")
    error = refused(tmp_path, "title: T\ncontents: {front_matter: [a.md]}\n")
    assert error.hint and error.hint.startswith("did you mean 'front-matter'?")


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    error = refused(tmp_path, f"title: T\nautor: A\nlanguage: english!\n{CONTENTS}cover: /c.png\n")
    assert error.message == "unknown key 'autor'"
    assert error.hint and error.hint.splitlines()[1:] == [
        "also book.yaml:3: `language`: expected a language code such as en-US, "
        'found the text "english!"',
        "also book.yaml:5: `cover`: the path '/c.png' leads out of the book",
    ]


def test_an_empty_manifest_says_so(tmp_path: Path) -> None:
    assert refused(tmp_path, "# nothing yet\n").message == "'book.yaml' is empty"


def test_a_manifest_nested_without_end_is_an_error(tmp_path: Path) -> None:
    assert refused(tmp_path, "[" * 50_000).message == "'book.yaml' is nested too deep"


def test_a_file_that_is_not_utf_8_is_named_with_its_byte_and_line(tmp_path: Path) -> None:
    error = refused(tmp_path, b"\xef\xbb\xbftitle: T\nsubtitle: na\xefve\n")
    assert error.message == "'book.yaml' is not UTF-8: byte 0xEF at offset 24"
    assert error.line == 2
    assert error.hint and "iconv" in error.hint


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_bytes(b"\xef\xbb\xbftitle: T\n" + CONTENTS.encode())
    (tmp_path / "a.md").touch()
    assert read_book(tmp_path)[0].metadata.title == "T"


def test_a_path_too_long_for_the_file_system_is_a_missing_chapter(tmp_path: Path) -> None:
    name = f"{'a' * 300}.md"
    (tmp_path / "book.yaml").write_text(f"title: T\ncontents: {{chapters: [{name}]}}\n")
    _, findings = read_book(tmp_path)
    assert [finding.code for finding in findings] == ["missing-chapter"]


_KEYS = st.sampled_from(
    ["title", "contents", "chapters", "parts", "targets", "checks", "filters", "cover", "x", "5"]
)
_VALUES = st.recursive(
    st.sampled_from(["T", "a.md", "../a.md", "", "off", "2026-01-01", "~", "7", '"q"', "!!int z"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(_KEYS, inner), max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(manifest=st.one_of(st.text(max_size=80), _VALUES, _VALUES.map(lambda v: f"title: T\n{v}")))
def test_any_text_is_a_book_or_a_book_error(
    tmp_path_factory: pytest.TempPathFactory, manifest: str
) -> None:
    root = tmp_path_factory.getbasetemp() / "any-text"
    root.mkdir(exist_ok=True)
    (root / "book.yaml").write_bytes(manifest.encode("utf-8", "surrogatepass"))
    try:
        read_book(root)
    except BookError as error:
        assert error.message
