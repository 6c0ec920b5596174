"""Words for which the book prefers others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, contents, findings_of

TERMS = """\
checks:
  preferred-term:
    terms:
      99th percentile: p99
      e-mail: email
      Github: GitHub
      utilize: use
      master: [primary, main]
      master branch: main branch
"""


def book_of(new_book: Callable[..., BookTest], text: str) -> BookTest:
    manifest = contents(chapters=["a.md"]) + TERMS
    return new_book({"book.yaml": manifest, "a.md": f"# A\n\n{text}\n"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The 99th percentile.", ["3:5 “99th percentile” is not the book's term (write “p99”)"]),
        ("The 99th\npercentile.", ["3:5 “99th percentile” is not the book's term (write “p99”)"]),
        ("The p99, and 99th percentiles.", []),
        ("An E-Mail.", ["3:4 “E-Mail” is not the book's term (write “email”)"]),
        ("A non-e-mail, one e-mailer.", []),
        ("github, GitHub, Github", ["3:17 “Github” is not the book's term (write “GitHub”)"]),
        ("a master", ["3:3 “master” is not the book's term (write “primary” or “main”)"]),
        ("a master branch", ["3:3 “master branch” is not the book's term (write “main branch”)"]),
        ("## Utilize it", ["3:4 “Utilize” is not the book's term (write “use”)"]),
        ("| a |\n|---|\n| e-mail |", ["5:3 “e-mail” is not the book's term (write “email”)"]),
        ("A *master*.[^1]\n\n[^1]: e-mail", [
            "3:4 “master” is not the book's term (write “primary” or “main”)",
            "5:7 “e-mail” is not the book's term (write “email”)",
        ]),
        ("[an e-mail](x.md#master)", ["3:5 “e-mail” is not the book's term (write “email”)"]),
    ],
)  # fmt: skip
def test_a_word_that_is_not_the_books_is_found(
    new_book: Callable[..., BookTest], text: str, found: list[str]
) -> None:
    lines = findings_of(book_of(new_book, text), "preferred-term", hints=True)
    assert [line.removeprefix("a.md:") for line in lines] == found


@pytest.mark.parametrize(
    "text",
    [
        "`master`\n\n```sh\ngit checkout master\n```\n\n<!-- e-mail -->",
        "<https://example.org/master> https://example.org/e-mail",
        "[x][master]\n\n[master]: https://example.org/master",
        "![x](master.png){#fig:master .master}",
        "::: {.master}\nText.\n:::",
        "It is so [Source: Utilize, 2020], and so [@master].",
        "\\index{master} $master$",
        '> **From Book 2:** See "Utilize the Master" Chapter 4.',
        "## References\n\n- Hale, R. (2019). *The Master E-Mail*.",
    ],
)
def test_code_addresses_and_the_words_of_others_are_left_alone(
    new_book: Callable[..., BookTest], text: str
) -> None:
    assert findings_of(book_of(new_book, text), "preferred-term") == []


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("The 99th\npercentile of an e-mail.", "The p99 of an email."),
        ("Utilize it, and utilize\nthat.", "Use it, and use\nthat."),
        ("A master on Github.", "A master on GitHub."),
        ("## Utilize it", "## Utilize it"),
    ],
)
def test_the_term_is_put_in_place_where_there_is_one(
    new_book: Callable[..., BookTest], text: str, fixed: str
) -> None:
    book = book_of(new_book, text)
    book.publish("check", "BOOK", "--fix")
    assert (book.root / "a.md").read_text() == f"# A\n\n{fixed}\n"
