"""`publish check` on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from support import BookTest, contents

FILES = {
    "book.yaml": contents(chapters=["a.md"]),
    "a.md": "# A\n\n[x](zzz.md)\n\nA <blink>word</blink>.\n",
}


@pytest.fixture
def book(new_book: Callable[..., BookTest]) -> BookTest:
    return new_book(FILES)


def test_findings_are_lines_and_counted(book: BookTest) -> None:
    said = book.publish("check", "BOOK").ends(0)
    said.says("a.md:3: warning broken-link 'zzz.md' does not exist")
    assert "blink" not in said.out
    assert said.out.splitlines()[-1] == "1 chapters checked, 2 findings"
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
