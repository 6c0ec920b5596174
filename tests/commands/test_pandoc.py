"""`publish pandoc`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from chapbook.commands.pandoc import pandoc_arguments

SCRIPT = Path("/bin/publish-all")
FILTER = ["--filter", "/bin/publish-all"]


def run_pandoc(folder: Path, *args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "chapbook", "pandoc", *args]
    return subprocess.run(
        command, cwd=folder, input=stdin, capture_output=True, text=True, check=False
    )


def test_all_filters_are_at_work(tmp_path: Path) -> None:
    (tmp_path / "chapter.md").write_text("# One\n\n> **Note:** A box.\n\n## Two\n")
    done = run_pandoc(tmp_path, "chapter.md", "-o", "out.html")
    assert (done.returncode, done.stderr) == (0, "")
    html = (tmp_path / "out.html").read_text()
    assert '<aside class="callout note"' in html
    assert '<span class="number">1.1</span>' in html


def test_standard_input_and_output_are_pandoc_s() -> None:
    done = run_pandoc(Path.cwd(), "-t", "plain", stdin="# Tides\n")
    assert done.stdout.split() == ["1", "Tides"]


def test_pandoc_s_exit_code_and_complaint_are_passed_on(tmp_path: Path) -> None:
    done = run_pandoc(tmp_path, "missing.md")
    assert done.returncode not in (0, 2)
    assert "missing.md" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_explains_itself() -> None:
    said = run_pandoc(Path.cwd(), "--help").stdout
    assert "Run Pandoc on a document, with all filters at work" in said
    assert "--filter" in run_pandoc(Path.cwd(), "--", "--help").stdout


@pytest.mark.parametrize(
    "args",
    [
        ("-f", "gfm", "a.md"),
        ("--from=gfm", "a.md"),
        ("-rgfm", "a.md"),
        ("in.docx", "-o", "out.md"),
        ("--list-extensions",),
        ("-d", "defaults.yaml", "a.md"),
    ],
)
def test_a_reader_that_is_named_or_does_not_fit_is_not_replaced(args: tuple[str, ...]) -> None:
    assert pandoc_arguments(args, SCRIPT) == [*FILTER, *args]


def test_markdown_is_read_as_books_are_with_its_metadata() -> None:
    arguments = pandoc_arguments(("a.md", "-o", "a.docx"), SCRIPT)
    assert arguments[0] == "--from"
    assert "+alerts" in arguments[1] and arguments[1].endswith("+yaml_metadata_block")
    assert arguments[2:] == [*FILTER, "a.md", "-o", "a.docx"]
