"""Addresses on the web are written as EPUB's rules want them."""

from __future__ import annotations

import pytest

from chapbook.web_address import is_known, mend_address


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("https://e.org/100%", "https://e.org/100%25"),
        ("https://e.org/a%20b?q=%zz", "https://e.org/a%20b?q=%25zz"),
        ("https://e.org/a\\b", "https://e.org/a/b"),
        ("https://e.org/a|b{c}", "https://e.org/a%7Cb%7Bc%7D"),
        ("https://e.org/#a#b", "https://e.org/#a%23b"),
        ("https://e.org/größe?ß#図", "https://e.org/größe?ß#図"),
        ("https://例え.jp/", "https://例え.jp/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("http://user:word@e.org/x", "http://user:word@e.org/x"),
        (" https://e.org/\n", "https://e.org/"),
        ("mailto:a b@e.org", "mailto:a%20b@e.org"),
        ("vscode:extension/x%", "vscode:extension/x%25"),
    ],
)
def test_what_can_be_mended_is(written: str, mended: str) -> None:
    assert mend_address(written) == mended


@pytest.mark.parametrize(
    "written",
    [
        *("http://", "http:///x", "http:e.org", "https:/e.org/x", "http://@/x", "http://a..b/x"),
        *("http://*.e.org/", "http://{host}/", "http://e.org:99999/", "http://[e.org]/"),
        *("c:\\path", "JavaScript:x()", "file:///etc/x", "data:text/html,x", "notes.txt"),
    ],
)
def test_what_nothing_opens_is_no_link(written: str) -> None:
    assert mend_address(written) is None


@pytest.mark.parametrize(
    ("address", "known"), [("HTTPS://e.org", True), ("urn:isbn:1", True), ("vscode:x", False)]
)
def test_e_readers_open_few_schemes(address: str, known: bool) -> None:
    assert is_known(address) is known
