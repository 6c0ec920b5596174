"""The programs' door: an interrupt is heard before anything else is imported."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from chapbook.standalone import FAILED

ROOT = Path(__file__).resolve().parents[1]

#: Stands in for a library whose import takes long.
SLOW = 'import time\nprint("importing", flush=True)\ntime.sleep(60)\n'


@pytest.mark.parametrize(
    ("door", "library", "code", "said"),
    [
        ("publish", "click", 130, "publish: interrupted; earlier files are as they were\n"),
        ("run_filter", "panflute", FAILED, ""),
    ],
)
def test_an_interrupt_while_modules_are_imported_prints_no_traceback(
    tmp_path: Path, door: str, library: str, code: int, said: str
) -> None:
    (tmp_path / f"{library}.py").write_text(SLOW)
    run = subprocess.Popen(
        [sys.executable, "-c", f"from chapbook.__main__ import {door}; {door}()"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "importing\n"
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert (run.returncode, err) == (code, said)


def test_every_program_enters_by_the_door() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    doors = {
        name: f"chapbook.__main__:{'publish' if name == 'publish' else 'run_filter'}"
        for name in scripts
    }
    assert scripts == doors
