"""What is printed where, and how."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path, PurePosixPath

import pytest
from rich.console import Console

from chapbook.book import Artifact
from chapbook.errors import ChapbookError
from chapbook.finding import Failure, Finding, Severity
from chapbook.terminal import Terminal, shown, size

BOOK = Path("/a/[book]")


class Screen:
    """A terminal whose two outputs can be read."""

    def __init__(self, quiet: bool = False, verbose: bool = False, is_terminal: bool = False):
        self.streams = io.StringIO(), io.StringIO()
        standard = Terminal.standard(quiet, verbose)
        consoles = (standard.out, standard.err)
        for console, stream in zip(consoles, self.streams, strict=True):
            console.file = stream
        if is_terminal:
            err = Console(file=self.streams[1], force_terminal=True, emoji=False)
            standard = Terminal(standard.out, err, quiet, verbose)
        self.terminal = standard

    @property
    def out(self) -> str:
        return self.streams[0].getvalue()

    @property
    def err(self) -> str:
        return self.streams[1].getvalue()


def finding(line: int, severity: Severity = Severity.ERROR, hint: str | None = None) -> Finding:
    path = PurePosixPath("chapters/01.md")
    return Finding("bad-thing", "it is [bold] wrong :smile:", path, line, 5, severity, hint)


def test_a_finding_is_a_line_that_editors_can_follow() -> None:
    screen = Screen()
    screen.terminal.print_findings([finding(100, hint="do [this]")], BOOK)
    assert screen.out == (
        "/a/[book]/chapters/01.md:100:5: error bad-thing it is [bold] wrong :smile:\n"
        "  hint: do [this]\n"
    )
    assert screen.err == ""


def test_infos_are_shown_when_asked_for() -> None:
    for verbose in (False, True):
        screen = Screen(verbose=verbose)
        screen.terminal.print_findings([finding(1, Severity.INFO)], BOOK)
        assert ("bad-thing" in screen.out) is verbose


def test_a_long_line_is_not_broken() -> None:
    screen = Screen()
    screen.terminal.say("word " * 200)
    assert screen.out.count("\n") == 1


def test_quiet_leaves_out_what_went_well() -> None:
    screen = Screen(quiet=True)
    screen.terminal.say("hello")
    screen.terminal.print_artifact(Artifact("pdf", Path("x.pdf"), 1, 1.0))
    screen.terminal.print_findings([finding(1)], BOOK)
    screen.terminal.print_json({"a": 1})
    assert "hello" not in screen.out
    assert "x.pdf" not in screen.out
    assert "bad-thing" in screen.out
    assert '"a": 1' in screen.out


@pytest.mark.parametrize(
    ("pages", "octets", "line"),
    [
        (368, 9_100_000, "368 pages, 9.1 MB  17.3 s"),
        (None, 812_345, "812 kB  17.3 s"),
        (None, 3, "1 kB  17.3 s"),
    ],
)
def test_an_artifact_is_one_line(pages: int | None, octets: int, line: str) -> None:
    screen = Screen()
    artifact = Artifact("pdf", Path("/out/[x].pdf"), octets, 17.31, pages, "a [note]")
    screen.terminal.print_artifact(artifact)
    first, second = screen.out.splitlines()
    assert first.split("  ", 1)[0] == "pdf"
    assert first.endswith(f"/out/[x].pdf  {line}")
    assert second == "  note: a [note]"


def test_errors_and_failures_go_to_standard_error_with_place_and_next_step() -> None:
    screen = Screen(quiet=True)
    error = ChapbookError("it [broke]", hint="mend [it]", path=Path("book.yaml"), line=3)
    screen.terminal.print_error(error)
    screen.terminal.print_failure(Failure("pdf", "no", "yes", "a.md:1"))
    assert screen.err.splitlines() == [
        "publish: error: book.yaml:3: it [broke]",
        "  hint: mend [it]",
        "publish: pdf failed: a.md:1: no",
        "  hint: yes",
    ]
    assert screen.out == ""


def test_json_keeps_every_character() -> None:
    screen = Screen()
    value = {"a": "é [b] :smile: " + "x" * 500}
    screen.terminal.print_json(value)
    assert json.loads(screen.out) == value
    assert "é" in screen.out


@pytest.mark.parametrize(("quiet", "is_terminal"), [(False, False), (True, True)])
def test_progress_is_shown_on_a_terminal_only(quiet: bool, is_terminal: bool) -> None:
    screen = Screen(quiet=quiet, is_terminal=is_terminal)
    with screen.terminal.progress() as progress:
        progress.begin("parse", 2)
        progress.step("parse", "01")
        progress.end("parse")
    assert screen.err == ""


def test_the_progress_bar_names_what_is_done() -> None:
    screen = Screen(is_terminal=True)
    with screen.terminal.progress() as progress:
        progress.begin("parse", 2)
        progress.begin("drawings", 0)
        progress.step("parse", "01-one")
        time.sleep(0.5)  # bars are drawn ten times a second
        progress.end("parse")
        progress.end("drawings")
    assert "01-one" in screen.err
    assert "1/2" in screen.err


def test_a_path_is_shown_as_one_would_type_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "a/b") == "a/b"
    assert shown(Path("a/b")) == "a/b"
    assert shown(Path("/elsewhere/x")) == "/elsewhere/x"


@pytest.mark.parametrize(("octets", "said"), [(0, "1 kB"), (999_499, "999 kB"), (10**6, "1.0 MB")])
def test_sizes_are_told_in_kilobytes_or_megabytes(octets: int, said: str) -> None:
    assert size(octets) == said
