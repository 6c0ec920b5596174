"""Fetching inventories: https alone, with limits. No test goes to the network."""

from __future__ import annotations

import io
import urllib.error
import urllib.request
from http.client import IncompleteRead

import pytest

from chapbook import fetching
from chapbook.errors import ToolError
from chapbook.fetching import OnlyHttps, Opened, fetch

URL = "https://example.org/i.json"


def test_an_answer_is_read_to_its_end() -> None:
    data = b"x" * 200_000
    assert fetch(URL, lambda url: io.BytesIO(data)) == data


@pytest.mark.parametrize(
    "url", ["http://example.org/i.json", "file:///etc/passwd", "ftp://x/y", "/etc/passwd", ""]
)
def test_other_addresses_are_refused_before_anything_is_opened(url: str) -> None:
    def never(url: str) -> Opened:
        raise AssertionError

    with pytest.raises(ToolError, match="is not an https address"):
        fetch(url, never)


def test_a_redirection_out_of_https_is_refused() -> None:
    request = urllib.request.Request(URL)
    handler = OnlyHttps()
    for url in ("http://example.org/i.json", "file:///etc/passwd"):
        with pytest.raises(ToolError, match="is not an https address"):
            handler.redirect_request(request, io.BytesIO(), 302, "Found", {}, url)
    followed = handler.redirect_request(
        request, io.BytesIO(), 302, "Found", {}, "https://example.org/j.json"
    )
    assert followed is not None and followed.full_url == "https://example.org/j.json"


def test_too_large_an_answer_is_cut_off() -> None:
    with pytest.raises(ToolError, match="is larger than 10 bytes"):
        fetch(URL, lambda url: io.BytesIO(b"x" * 100), limit=10)


def test_too_slow_an_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TIMEOUT", -1.0)
    with pytest.raises(ToolError, match="it took more than"):
        fetch(URL, lambda url: io.BytesIO(b"x"))


@pytest.mark.parametrize(
    "error",
    [urllib.error.URLError("no route"), IncompleteRead(b""), OSError("gone"), ValueError("bad")],
)
def test_what_cannot_be_had_is_an_error_that_names_the_address(error: Exception) -> None:
    def fail(url: str) -> Opened:
        raise error

    with pytest.raises(ToolError, match=f"{URL} cannot be fetched") as caught:
        fetch(URL, fail)
    assert "companions.lock stays as it was" in (caught.value.hint or "")
