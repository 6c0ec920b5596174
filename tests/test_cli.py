"""The command `publish` itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import publish

from chapbook import __version__, cli
from chapbook.errors import ChapbookError, RenderError, ToolError


def test_help_lists_the_commands_and_exit_codes() -> None:
    said = publish("--help").ends(0)
    said.says("build", "check", "Exit codes:", "130 interrupted")
    publish("build", "-h").ends(0).says("Usage: publish build", "--strict")


def test_the_version_is_told() -> None:
    assert publish("--version").ends(0).out.split()[-1] == __version__


@pytest.mark.parametrize("args", [["nonsense"], ["--nonsense"], ["check", "--format", "x", "."]])
def test_wrong_use_has_exit_code_2(args: list[str]) -> None:
    publish(*args).ends(2).says("Usage: publish", "Error:")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (ChapbookError("broken", hint="mend it"), 2, "publish: error: broken\n  hint: mend it\n"),
        (ToolError("gone", path=Path("x"), line=1), 3, "publish: error: x:1: gone\n"),
        (RenderError("no"), 4, "publish: error: no\n"),
        (
            PermissionError(13, "Permission denied", "/x/y.md"),
            2,
            "publish: error: '/x/y.md': Permission denied\n"
            "  hint: check permissions and space there and in the cache; no file is half-written\n",
        ),
        (
            OSError(5, "odd"),
            70,
            "publish: error: a fault in chapbook: OSError: [Errno 5] odd\n"
            "  hint: run it again with CHAPBOOK_TRACEBACK=1 and report what it prints\n",
        ),
        (KeyboardInterrupt(), 130, "publish: interrupted; earlier files are as they were\n"),
    ],
)
def test_an_error_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def fail(*args: object, **more: object) -> None:
        raise error

    monkeypatch.setattr("chapbook.commands.check.examine", fail)
    monkeypatch.setattr("chapbook.commands.check.chosen_book", lambda name: Path())
    found = publish("check")
    assert (found.code, found.err.lstrip("\n"), found.out) == (code, said, "")


def start(*args: str, **how: object) -> subprocess.Popen[bytes]:
    argv = [sys.executable, "-m", "chapbook", *args]
    return subprocess.Popen(argv, stdout=-1, stderr=-1, **how)  # type: ignore[call-overload,no-any-return]


def test_a_reader_that_goes_away_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "01-a.md").write_text("# A\n\n" + "".join(f"[x](z{n}.md)\n" for n in range(5000)))
    run = start("check", str(tmp_path), "--jobs", "1")
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.read(100)
    run.stdout.close()
    said = run.stderr.read().decode()
    run.stderr.close()
    run.wait()
    assert "Traceback" not in said
    assert "Exception" not in said


def test_a_terminal_that_knows_ascii_alone_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "01-a.md").write_text("# A\n\n[x](zé→.md)\n", "utf-8")
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    for style in ("text", "json", "sarif"):
        run = start("check", str(tmp_path), "--jobs", "1", "--format", style, env=env)
        out, err = run.communicate()
        assert b"Traceback" not in err
        assert b"broken-link" in out
        assert style == "text" or "zé→.md" in json.dumps(json.loads(out), ensure_ascii=False)


def test_start_up_loads_no_heavy_library() -> None:
    code = (
        "import sys; from chapbook import cli\n"
        "try: cli.main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('typst', 'lxml', 'pikepdf', 'citeproc', 'svg2pdf_py')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_the_module_and_the_command_are_one() -> None:
    out, _ = start("--version").communicate()
    assert __version__ in out.decode()
    assert cli.publish.name == "publish"
