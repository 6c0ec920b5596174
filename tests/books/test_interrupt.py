"""Ctrl-C, and signals that end a run: a short message, exit code 130, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support import BookTest, contents, fake_program

from chapbook.pandoc import find_pandoc

FILES = {
    "book.yaml": contents(chapters=["a.md", "b.md", "c.md"]),
    "a.md": "# A\n\nText.\n",
    "b.md": "# B\n\nText.\n",
    "c.md": "# C\n\nText.\n",
}


@pytest.mark.parametrize(
    ("sent", "jobs", "hangs"),
    [
        (signal.SIGINT, "1", "*markdown*"),
        (signal.SIGINT, "2", "*markdown*"),
        (signal.SIGINT, "1", "*docx*"),
        (signal.SIGINT, "2", "*docx*"),
        (signal.SIGTERM, "2", "*markdown*"),
        (signal.SIGTERM, "2", "*docx*"),
        (signal.SIGHUP, "1", "*docx*"),
    ],
)
def test_an_interrupt_ends_everything_at_once(
    new_book: Callable[..., BookTest], tmp_path: Path, sent: signal.Signals, jobs: str, hangs: str
) -> None:
    book = new_book(FILES)
    book.build("docx", "epub", store=tmp_path / "store")
    before = {path.name: path.read_bytes() for path in book.out.iterdir()}
    book.write({name: text + "\nMore.\n" for name, text in FILES.items() if name != "book.yaml"})

    pids = tmp_path / "pids"
    pids.mkdir()
    script = (
        f'case "$*" in *--version*) ;; {hangs}) echo $$ > {pids}/$$; exec sleep 100;; esac\n'
        f'exec {find_pandoc()} "$@"'
    )
    env = {
        "PYPANDOC_PANDOC": str(fake_program(tmp_path / "pandoc", script)),
        "CHAPBOOK_CACHE": str(tmp_path / "store"),
        "TMPDIR": str(tmp_path / "temporary"),
    }
    (tmp_path / "temporary").mkdir()
    run = book.start("build", "BOOK", "--out", "OUT", "--to", "docx,epub", "--jobs", jobs, env=env)
    wait_until(lambda: list(pids.iterdir()) or run.poll() is not None, 60)
    time.sleep(0.3)
    assert run.poll() is None, run.communicate()
    run.send_signal(sent)
    begun = time.monotonic()
    try:
        out, err = run.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        run.kill()
        raise
    assert time.monotonic() - begun < 20  # far below the hundred seconds that the program takes
    assert run.returncode == 130, (out, err)
    assert "interrupted; earlier files are as they were" in err
    assert "Traceback" not in out + err
    after = {path.name: path.read_bytes() for path in book.out.iterdir()}
    assert after["book.docx"] == before["book.docx"]
    assert set(after) == set(before)
    assert list((tmp_path / "temporary").iterdir()) == []
    wait_until(lambda: not any(lives(int(note.name)) for note in pids.iterdir()), 10)


def wait_until(holds: Callable[[], object], seconds: float) -> None:
    for _ in range(int(seconds / 0.05)):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} seconds")


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
