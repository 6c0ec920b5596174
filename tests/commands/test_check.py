"""`publish check` on the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from support import BookTest, contents, publish

FILES = {
    "book.yaml": contents(chapters=["a.md"]),
    "a.md": "# A\n\n[x](zzz.md)\n\nA <blink>word</blink>.\n",
}


@pytest.fixture
def book(new_book: Callable[..., BookTest]) -> BookTest:
    return new_book(FILES)


def test_findings_are_lines_and_counted(book: BookTest) -> None:
    said = book.publish("check", "BOOK").ends(0)
    said.says("a.md:3:1: warning broken-link 'zzz.md' does not exist")
    assert "blink" not in said.out
    assert said.out.splitlines()[-1] == "1 chapter checked, 2 findings"
    assert "blink" in book.publish("check", "BOOK", "--verbose").out


def test_findings_are_json_for_programs(book: BookTest) -> None:
    found = json.loads(book.publish("check", "BOOK", "--format", "json").out)
    assert [(f["code"], f["path"], f["line"]) for f in found] == [
        ("broken-link", "a.md", 3),
        ("raw-html", "a.md", 5),
    ]


def test_findings_are_sarif_for_code_hosts(book: BookTest) -> None:
    log = json.loads(book.publish("check", "BOOK", "--format", "sarif", "--quiet").out)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} <= rules


def test_a_check_writes_nothing(book: BookTest) -> None:
    before = sorted(book.root.parent.rglob("*"))
    book.publish("check", "BOOK")
    assert sorted(book.root.parent.rglob("*")) == before


WRONG = {
    "book.yaml": contents(chapters=["a b.md", "c.md"]),
    "a b.md": b"# Chapter 3: A\r\n\r\n[Chapter 5](c.md), [x](zzz.md)",
    "c.md": "# C\n\nText.\n",
}
RIGHT = b"# Chapter 1: A\r\n\r\n[Chapter 2](c.md), [x](zzz.md)"


def test_the_diff_is_a_patch_that_git_applies(
    new_book: Callable[..., BookTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = new_book(WRONG)
    monkeypatch.chdir(book.root.parent)
    said = publish("check", book.root.name, "--diff").ends(0)
    assert said.out.startswith(f"--- a/{book.root.name}/a b.md\t\n")
    assert said.err.strip() == "2 fixes to apply in ."
    assert (book.root / "a b.md").read_bytes() == WRONG["a b.md"]
    subprocess.run(["git", "apply"], input=said.out.encode(), cwd=book.root.parent, check=True)
    assert (book.root / "a b.md").read_bytes() == RIGHT


def test_a_diff_is_written_byte_for_byte_by_the_program(
    new_book: Callable[..., BookTest],
) -> None:
    book = new_book({**WRONG, "c.md": "# Chapter 4: Ünïcode"})
    ran = subprocess.run(
        [sys.executable, "-m", "chapbook", "check", str(book.root), "--diff"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert b"-# Chapter 3: A\r\n" in ran.stdout
    assert "+# Chapter 2: Ünïcode\n\\ No newline at end of file\n".encode() in ran.stdout


def test_fixes_are_applied_and_what_remains_is_listed(new_book: Callable[..., BookTest]) -> None:
    book = new_book(WRONG)
    said = book.publish("check", "BOOK", "--fix").ends(0)
    said.says("+[Chapter 2](c.md)", "2 fixes applied", "broken-link 'zzz.md'")
    assert "number-mismatch" not in said.out
    assert said.out.splitlines()[-1] == "2 chapters checked, 1 finding"
    assert (book.root / "a b.md").read_bytes() == RIGHT
    assert book.publish("check", "BOOK", "--diff").out == ""


def test_a_check_tells_how_many_findings_have_a_fix(new_book: Callable[..., BookTest]) -> None:
    said = new_book(WRONG).publish("check", "BOOK")
    counts = "2 chapters checked, 3 findings, 2 of them with a fix (--diff, --fix)"
    assert said.out.splitlines()[-1] == counts


def test_fixing_can_report_what_remains_as_json(new_book: Callable[..., BookTest]) -> None:
    book = new_book(WRONG)
    found = json.loads(book.publish("check", "BOOK", "--format", "json").out)
    assert [f["fix"] for f in found] == [
        {"line": 1, "column": 11, "old": "3", "new": "1"},
        {"line": 3, "column": 2, "old": "Chapter 5", "new": "Chapter 2"},
        None,
    ]
    remains = json.loads(book.publish("check", "BOOK", "--fix", "--format", "json").out)
    assert [f["code"] for f in remains] == ["broken-link"]


@pytest.mark.parametrize("other", [["--fix"], ["--format", "json"]])
def test_a_diff_is_nothing_but_a_patch(book: BookTest, other: list[str]) -> None:
    book.publish("check", "BOOK", "--diff", *other).ends(2).says(f"leave out {' '.join(other)}")
