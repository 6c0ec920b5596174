"""Pages that mean harm: nothing is read, nothing is fetched, nothing hangs, nothing is left."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pypdfium2
import pytest
from browsers import draw_page, needs_browser

from chapbook.roles import DrawingError

pytestmark = needs_browser
SECRET = "top-secret-words"
FLOW = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">%s<foreignObject width="90" '
    'height="30"><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject></svg>'
)


@contextmanager
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    made = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{made.server_port}", asked
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.mark.parametrize(
    "page",
    [
        "<body>x<img src='http://{at}/a.png'>",
        "<style>p{{background:url(http://{at}/a.png)}}</style><p>x",
        "<link rel=stylesheet href='http://{at}/a.css'><p>x",
        "<style>@font-face{{font-family:A;src:url(http://{at}/a.woff2)}}p{{font-family:A}}</style><p>x",
        "<meta http-equiv=refresh content='0;url=http://{at}/'><p>x",
        "<body>x<iframe src='http://{at}/'></iframe>",
        "<link rel=preconnect href='http://{at}'><link rel=prefetch href='http://{at}/p'><p>x",
        "<p>x<script>fetch('http://{at}/f', {{mode: 'no-cors'}})</script>",
        "<p>x<script>new WebSocket('ws://{at}/w')</script>",
        "<p>x<script>window.open('http://{at}/o'); location = 'http://{at}/l'</script>",
        "<p>x<script>navigator.sendBeacon('http://{at}/b')</script>",
        "<p>x<script>new Worker('http://{at}/w.js'); new EventSource('http://{at}/e')</script>",
        "<p>x<form action='http://{at}/s'></form><script>document.forms[0].submit()</script>",
    ],
)
def test_nothing_is_fetched(page: str) -> None:
    with server() as (at, asked):
        try:
            draw_page(page.format(at=at), scripts="on", timeout="5")
        except DrawingError as error:
            assert re.search(rf"{at}|is not drawn|did not draw", error.message)
        time.sleep(0.1)
        assert asked == []


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("<p>x<img src='{url}'>", "a.html"),
        ("<p>x<iframe src='{url}'></iframe>", "a.html"),
        ("<p>x<object data='{url}'></object>", "a.html"),
        ("<meta http-equiv=refresh content='0;url={url}'><p>x", "a.html"),
        ("<p>x<script>location = '{url}'</script>", "a.html"),
        (
            "<p>x<script>fetch('{url}').then(r => r.text()).then(t => document.body.append(t))"
            "</script>",
            "a.html",
        ),
        (FLOW % "<image href='{url}' width='9' height='9'/>", "a.svg"),
        (FLOW % "<use href='{url}#a'/>", "a.svg"),
        ("<!DOCTYPE svg [<!ENTITY a SYSTEM '{url}'>]>" + FLOW % "<text>&a;</text>", "a.svg"),
        ('<?xml version="1.0"?><!DOCTYPE svg SYSTEM "{url}">' + FLOW % "", "a.svg"),
    ],
)
def test_no_file_is_read(page: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET)
    url = (tmp_path / "secret").as_uri()
    try:
        drawn = draw_page(page.replace("{url}", url), name=name, scripts="on", timeout="5")
    except DrawingError:
        return
    with pypdfium2.PdfDocument(drawn.files["pdf"]) as document:
        assert SECRET not in document[0].get_textpage().get_text_range()


@pytest.mark.parametrize(
    "page",
    [
        "<p>x<script>for (;;);</script>",
        "<p>x<script>setTimeout(() => { for (;;); }, 40)</script>",
        "<p>x<script>setInterval(() => document.body.append('x'), 50)</script>",
        "<p>x<script>for (;;) document.body.append(document.createElement('p'))</script>",
    ],
)
def test_a_script_that_never_ends_is_ended_and_the_next_page_is_drawn(page: str) -> None:
    with pytest.raises(DrawingError, match=r"the browser (did not|cannot) draw it|come to rest"):
        draw_page(page, scripts="on", timeout="2")
    assert draw_page("<p>next").width > 10


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<div style='width:32000px;height:32000px;background:red'>x", "more than 8000"),
        ("<canvas width=32000 height=32000></canvas>", "more than 8000"),
        ("<meta http-equiv=refresh content=0><p>x", "leads to"),
        ("<p>x<iframe srcdoc='y'></iframe>", "<iframe> is not drawn"),
        ("<p>x<img src=gone.png>", "needs the file gone.png"),
        ("<p>x<img src='data:image/png;base64,AAAA' width=9>", "cannot be shown"),
        ("", "shows nothing"),
    ],
)
def test_what_cannot_be_drawn_is_told(page: str, told: str) -> None:
    with pytest.raises(DrawingError, match=told):
        draw_page(page, scripts="on", timeout="20")


def test_windows_questions_and_service_workers_are_ignored() -> None:
    page = (
        "<p>x<script>alert(1); confirm(2); window.open('about:blank'); window.print();"
        "navigator.serviceWorker?.register('sw.js').catch(() => 0)</script>"
    )
    assert draw_page(page, scripts="on").width < 20


def test_the_ten_thousand_million_uses_of_an_svg_do_not_hang() -> None:
    uses = [f"<use href='#g{i}'/>" * 10 for i in range(10)]
    groups = "".join(f"<g id='g{i}'>{each}</g>" for i, each in enumerate(uses, 1))
    page = FLOW % f"<g id='g0'><circle r='3'/></g>{groups}"
    with pytest.raises(DrawingError):
        draw_page(page, name="a.svg", timeout="2")


def running(mark: str) -> list[str]:
    """The programs that run and have the mark among their arguments."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += [path.parent.name] if mark in path.read_text(errors="replace") else []
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL, None])
def test_no_browser_outlives_its_process(number: signal.Signals | None) -> None:
    with tempfile.TemporaryDirectory(prefix="ended-", dir="/tmp") as folder:
        end_and_look(number, Path(folder))


def end_and_look(number: signal.Signals | None, tmp_path: Path) -> None:
    tests = Path(__file__).parents[2]
    begin = "from browsers import draw_page; draw_page('<p>x'); print('drawn', flush=True); "
    then = "draw_page('<p>x<script>for (;;);</script>', scripts='on')" if number else ""
    child = subprocess.Popen(
        [sys.executable, "-c", begin + then],
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(tests)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with child:
        assert child.stdout is not None and child.stdout.readline() == b"drawn\n"
        if number:
            assert running(str(tmp_path))
            time.sleep(0.5)
            child.send_signal(number)
        child.wait(30)
    deadline = time.monotonic() + 15
    while running(str(tmp_path)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert running(str(tmp_path)) == []
    while list(tmp_path.glob("chapbook-browser-*")) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert list(tmp_path.glob("chapbook-browser-*")) == []
