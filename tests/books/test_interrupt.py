"""Ctrl-C, and signals that end a run: a short message, exit code 130, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
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

    started = start_hanging_build(book, tmp_path, jobs, hangs)
    started.run.send_signal(sent)
    begun = time.monotonic()
    out, err = started.end()
    assert time.monotonic() - begun < 20  # far below the hundred seconds that the program takes
    assert started.run.returncode == 130, (out, err)
    assert "interrupted; earlier files are as they were" in err
    assert "Traceback" not in out + err
    after = {path.name: path.read_bytes() for path in book.out.iterdir()}
    assert after["book.docx"] == before["book.docx"]
    assert set(after) == set(before)
    assert list((tmp_path / "temporary").iterdir()) == []
    wait_until(lambda: not any(lives(pid) for pid in started.programs()), 10)


@pytest.mark.parametrize(("jobs", "hangs"), [("1", "*docx*"), ("2", "*markdown*"), ("2", "*docx*")])
def test_further_interrupts_disturb_nothing(
    new_book: Callable[..., BookTest], tmp_path: Path, jobs: str, hangs: str
) -> None:
    started = start_hanging_build(new_book(FILES), tmp_path, jobs, hangs)
    for _ in range(12):
        if started.run.poll() is None:
            started.run.send_signal(signal.SIGINT)
        time.sleep(0.04)
    out, err = started.end()
    assert started.run.returncode == 130, (out, err)
    assert err.strip() == "publish: interrupted; earlier files are as they were"
    assert list((tmp_path / "temporary").iterdir()) == []
    wait_until(lambda: not any(lives(pid) for pid in started.programs()), 10)


@pytest.mark.parametrize("ending", ["", "raise SystemExit(1)"])
def test_an_interrupt_while_the_program_leaves_prints_nothing(ending: str) -> None:
    code = f"""
import threading, time
from chapbook import interrupts
interrupts.listen()
interrupts.settle()
threading.Thread(target=time.sleep, args=(1.5,)).start()
print("done", flush=True)
{ending}
"""
    run = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "done\n"
    time.sleep(0.3)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert err == ""
    assert run.returncode == (1 if ending else 0)


def test_one_who_waits_in_vain_ends_the_run_by_another_interrupt() -> None:
    code = """
import time
from chapbook import interrupts
interrupts.listen(patience=0.2)
try:
    print("ready", flush=True)
    time.sleep(60)
finally:
    time.sleep(60)
"""
    run = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "ready\n"
    run.send_signal(signal.SIGINT)
    time.sleep(1)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert (run.returncode, err) == (130, "")


@dataclass(frozen=True)
class Started:
    """A build that hangs in Pandoc, with the files that note the programs' numbers."""

    run: subprocess.Popen[str]
    pids: Path

    def programs(self) -> list[int]:
        """The process numbers of the programs that hang."""
        return [int(note.name) for note in self.pids.iterdir()]

    def end(self) -> tuple[str, str]:
        """Both outputs, once it has ended."""
        try:
            return self.run.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            self.run.kill()
            raise


def start_hanging_build(book: BookTest, folder: Path, jobs: str, hangs: str) -> Started:
    """Start a build that hangs where Pandoc's arguments look like `hangs`."""
    pids = folder / "pids"
    pids.mkdir()
    script = (
        f'case "$*" in *--version*) ;; {hangs}) echo $$ > {pids}/$$; exec sleep 100;; esac\n'
        f'exec {find_pandoc()} "$@"'
    )
    env = {
        "PYPANDOC_PANDOC": str(fake_program(folder / "pandoc", script)),
        "CHAPBOOK_CACHE": str(folder / "store"),
        "TMPDIR": str(folder / "temporary"),
    }
    (folder / "temporary").mkdir()
    run = book.start("build", "BOOK", "--out", "OUT", "--to", "docx,epub", "--jobs", jobs, env=env)
    wait_until(lambda: list(pids.iterdir()) or run.poll() is not None, 60)
    time.sleep(0.3)
    assert run.poll() is None, run.communicate()
    return Started(run, pids)


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
