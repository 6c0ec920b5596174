"""Fixes applied to files, and the patch that shows them."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

import pytest

from chapbook.finding import Finding, Fix
from chapbook.fixing import as_markdown, patch_base, patch_files, unified, write_patches

NAME = "chapters/01.md"


def finding(line: int, column: int, old: str, new: str, name: str = NAME) -> Finding:
    fix = Fix(line, column, old, new)
    return Finding("wrong", "it is wrong", PurePosixPath(name), line, column, fix=fix)


def book(tmp_path: Path, text: str | bytes, name: str = NAME) -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return tmp_path


def mended(root: Path, *findings: Finding) -> bytes:
    write_patches(root, patch_files(root, findings))
    return (root / findings[0].path).read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "end"), [("abc", "", (3, 7)), ("a\nbc", "", (4, 3)), ("a\n", "", (4, 1))]
)
def test_a_fix_knows_where_its_text_ends(old: str, new: str, end: tuple[int, int]) -> None:
    assert Fix(3, 4, old, new).end == end


def test_all_fixes_of_a_file_are_applied(tmp_path: Path) -> None:
    root = book(tmp_path, "one two\nthree two\n")
    fixes = [finding(1, 5, "two", "2"), finding(2, 7, "two", "deux"), finding(1, 1, "one", "1st")]
    assert mended(root, *fixes) == b"1st 2\nthree deux\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_ends_of_lines_stay_as_they_are(tmp_path: Path, end: str) -> None:
    text = f"one{end}two three{end}four"
    root = book(tmp_path, text)
    assert mended(root, finding(2, 5, "three\nfo", "3\n4")) == f"one{end}two 3{end}4ur".encode()


def test_files_of_mixed_line_ends_and_a_byte_order_mark_keep_them(tmp_path: Path) -> None:
    root = book(tmp_path, b"\xef\xbb\xbfone\r\ntwo\nthree\r")
    assert mended(root, finding(1, 1, "one", "1")) == b"\xef\xbb\xbf1\r\ntwo\nthree\r"


def test_columns_are_characters(tmp_path: Path) -> None:
    root = book(tmp_path, "«ä😀» x\x0by\u2028z\n")
    assert mended(root, finding(1, 10, "z", "!")) == "«ä😀» x\x0by\u2028!\n".encode()


def test_a_fix_may_put_in_text(tmp_path: Path) -> None:
    assert mended(book(tmp_path, "ac"), finding(1, 2, "", "b")) == b"abc"
    assert mended(book(tmp_path, ""), finding(1, 1, "", "b")) == b"b"


@pytest.mark.parametrize(
    "fix",
    [(1, 1, "two"), (9, 1, "one"), (1, 4, "\nTwo"), (1, 9, ""), (0, 1, "one"), (1, 0, "one")],
)
def test_a_fix_whose_text_is_not_there_is_refused(
    tmp_path: Path, fix: tuple[int, int, str]
) -> None:
    root = book(tmp_path, "one\ntwo\n")
    wrong = finding(*fix, "x")
    right = finding(2, 1, "two", "2")
    (patch,) = patch_files(root, [wrong, right])
    assert (patch.refused, patch.applied, patch.after) == ((wrong,), (right,), "one\n2\n")


def test_of_two_fixes_of_one_place_the_first_is_applied(tmp_path: Path) -> None:
    root = book(tmp_path, "one two\n")
    first, second = finding(1, 1, "one t", "a"), finding(1, 5, "two", "b")
    (patch,) = patch_files(root, [first, second])
    assert (patch.applied, patch.refused, patch.after) == ((first,), (second,), "awo\n")


def test_one_fix_of_two_findings_is_applied_once(tmp_path: Path) -> None:
    root = book(tmp_path, "one\n")
    (patch,) = patch_files(root, [finding(1, 1, "one", "1")] * 2)
    assert (len(patch.applied), patch.after) == (2, "1\n")


@pytest.mark.parametrize("name", ["gone.md", "../out.md", "link.md", "latin.md"])
def test_a_file_that_is_not_the_books_or_no_text_is_left_alone(tmp_path: Path, name: str) -> None:
    root = book(tmp_path / "book", b"one \xe9\n", "latin.md")
    out = tmp_path / "out.md"
    out.write_text("one\n")
    (root / "link.md").symlink_to(out)
    wrong = finding(1, 1, "one", "1", name)
    (patch,) = patch_files(root, [wrong])
    assert patch.refused == (wrong,)
    write_patches(root, [patch])
    assert out.read_text() == "one\n"
    assert unified([patch], root, root) == ""


def test_findings_without_a_fix_change_nothing(tmp_path: Path) -> None:
    assert patch_files(tmp_path, [Finding("x", "wrong", PurePosixPath("a.md"), 1)]) == ()


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    root = book(tmp_path, "one\n", "real.md")
    (root / "real.md").chmod(0o600)
    (root / "link.md").symlink_to("real.md")
    mended(root, finding(1, 1, "one", "1", "link.md"))
    assert (root / "link.md").is_symlink()
    assert (root / "real.md").read_text() == "1\n"
    assert (root / "real.md").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("chapters/01.md", b"one\ntwo\nthree\n"),
        ("a b/c d.md", b"one\r\ntwo\r\nthree"),
        ("\xe4/\xfc.md", b"\xef\xbb\xbfone\r\ntwo\r\n"),
        ('quo"te\\d\ttab.md', b"one\n\n\n\n\n\n\n\ntwo"),
        ("01.md", b"one"),
        ("cr.md", b"one\rtwo\r"),
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_git_applies_the_patch_where_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: bytes, inside: bool
) -> None:
    root = book(tmp_path / "ebooks" / "b", text, name)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(tmp_path if inside else elsewhere)
    patches = patch_files(root, [finding(1, 1, "one", "eins\nuno", name)])
    base = patch_base(root)
    assert base == (tmp_path if inside else root)
    patch = tmp_path / "x.patch"
    patch.write_bytes(unified(patches, root, base).encode())
    subprocess.run(["git", "apply", str(patch)], cwd=base, check=True)
    assert (root / name).read_bytes() == patches[0].after.encode()


def test_git_applies_the_patch_in_a_folder_of_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = book(tmp_path / "deep" / "book", "one\ntwo\n")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    monkeypatch.chdir(root.parent)
    patches = patch_files(root, [finding(2, 1, "two", "2")])
    patch = unified(patches, root, patch_base(root))
    assert patch.startswith("--- a/book/chapters/01.md\n+++ b/book/chapters/01.md\n@@ -1,2 +1,2 @@")
    subprocess.run(["git", "apply"], input=patch.encode(), cwd=root.parent, check=True)
    assert (root / NAME).read_text() == "one\n2\n"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Networks & You", "Networks & You"),
        ("What\u2019s \u201cnew\u201d", 'What\'s "new"'),
        ("a * b", None),
        ("AT&T; more", None),
        ("[x]", None),
    ],
)
def test_a_title_is_written_as_markdown_only_where_it_is_plain(
    text: str, typed: str | None
) -> None:
    assert as_markdown(text) == typed
