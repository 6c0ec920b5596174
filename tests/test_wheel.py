"""The installed command, from outside: `CHAPBOOK_PUBLISH` names the one to test.

Without the variable it is the one of this environment. `.ci/run` names that of a clean environment
which holds the wheel and nothing but what it depends on.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><title>A box</title>'
    '<rect x="5" y="5" width="70" height="30" fill="#246"/></svg>'
)
FILES = {
    "book.yaml": (
        "title: A Small Book\nlanguage: en-US\ncontents:\n"
        "  chapters: [chapters/01-one.md, chapters/02-two.md]\n"
    ),
    "chapters/01-one.md": "# One\n\nSee [the other](02-two.md).\n\n![A box](../box.svg)\n",
    "chapters/02-two.md": "# Two\n\n> **Note:** A callout.\n\n## A section\n\nMore words.\n",
    "box.svg": SVG,
}


def publish(*args: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    beside = Path(sys.executable).with_name("publish")
    program = os.environ.get("CHAPBOOK_PUBLISH") or str(beside)
    command = [program, *map(str, args)]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_publish_tells_its_version(tmp_path: Path) -> None:
    done = publish("--version", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("publish, version ")


def test_publish_doctor_finds_the_tools_that_come_with_the_wheel(tmp_path: Path) -> None:
    done = publish("doctor", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = done.stdout.lower()
    assert "pandoc" in said and "typst" in said


def test_publish_builds_a_book_with_nothing_but_what_the_wheel_depends_on(book: Path) -> None:
    out = book.parent / "out"
    done = publish("build", book, "--to", "docx,epub,typst", "--out", out, cwd=book.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    made = {path.suffix: path for path in out.iterdir() if path.suffix != ".json"}
    assert set(made) == {".docx", ".epub", ".pdf"}
    assert made[".pdf"].read_bytes().startswith(b"%PDF-")
    assert "word/document.xml" in zipfile.ZipFile(made[".docx"]).namelist()
    with zipfile.ZipFile(made[".epub"]) as epub:
        assert epub.namelist()[0] == "mimetype"
        text = "".join(epub.read(n).decode() for n in epub.namelist() if n.endswith(".xhtml"))
    assert "A callout." in text


def test_publish_checks_a_book(book: Path) -> None:
    chapter = book / "chapters" / "02-two.md"
    chapter.write_text(chapter.read_text() + "\n![Gone](../gone.svg)\n")
    done = publish("check", book, cwd=book.parent)
    assert done.returncode == 1
    assert "chapters/02-two.md:9:9: error missing-image" in done.stdout
    assert "Traceback" not in done.stderr
