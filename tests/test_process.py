"""Programs are run without a shell, with a time limit, and none is left behind."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from chapbook.errors import ToolError
from chapbook.process import Service, clean_environment, find_program, run, stop_running

PYTHON = sys.executable


def lives(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def gone_soon(pid: int) -> bool:
    for _ in range(100):
        if not lives(pid):
            return True
        time.sleep(0.05)
    return False


def test_both_outputs_and_the_exit_code_come_back() -> None:
    code = "import sys; print(sys.stdin.read()); print('\\xff', file=sys.stderr); sys.exit(3)"
    done = run([PYTHON, "-c", code], stdin=b"in")
    assert (done.stdout, done.complaint, done.code) == (b"in\n", "ÿ", 3)


def test_arguments_reach_the_program_as_they_are() -> None:
    nasty = "$(touch x); `rm` '\"\n* \N{ROCKET}"
    done = run([PYTHON, "-c", "import sys; sys.stdout.write(sys.argv[1])", nasty])
    assert done.stdout.decode() == nasty


def test_a_program_that_is_not_there_is_an_error_with_advice() -> None:
    with pytest.raises(ToolError, match="cannot start /no/such") as caught:
        run(["/no/such"])
    assert "doctor" in (caught.value.hint or "")


def test_a_file_that_is_no_program_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("no program")
    with pytest.raises(ToolError, match="cannot start"):
        run([tmp_path / "x"])


def test_a_program_over_its_time_is_stopped_with_its_children(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    script = f"sleep 60 & echo $! > {note}; wait"
    with pytest.raises(ToolError, match=r"sh did not finish within 0.5 seconds"):
        run(["sh", "-c", script], timeout=0.5)
    assert gone_soon(int(note.read_text()))


def test_a_program_that_reads_nothing_is_no_trouble() -> None:
    assert run(["true"], stdin=b"x" * 1_000_000).code == 0


def test_a_stop_ends_programs_that_other_threads_wait_for() -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(run(["sleep", "60"]).code))
    thread.start()
    for _ in range(200):
        time.sleep(0.01)
        stop_running()
        if codes:
            break
    thread.join(10)
    assert codes == [-9]


def test_a_child_sees_little_of_the_users_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    found = clean_environment({"EXTRA": "1"})
    assert "SECRET" not in found
    assert (found["LANG"], found["TZ"], found["EXTRA"]) == ("C.UTF-8", "UTC", "1")
    assert found["PATH"] == os.environ["PATH"]


def test_a_program_is_found_on_path_or_not_at_all() -> None:
    assert find_program("sh") is not None
    assert find_program("no-such-program") is None


ECHO = [
    PYTHON,
    "-c",
    "for line in __import__('sys').stdin: print(line.upper(), end='', flush=True)",
]


def test_a_service_answers_each_line_and_ends_when_it_is_stopped() -> None:
    service = Service(ECHO)
    assert [service.ask(line, 30) for line in ("one", "two")] == ["ONE", "TWO"]
    service.stop(patience=30)
    with pytest.raises(ToolError, match="has ended"):
        service.ask("three", 30)


def test_a_service_that_does_not_answer_is_told_and_can_be_stopped() -> None:
    service = Service(
        [PYTHON, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(60)"]
    )
    pid = int(service.ask(None, 30))
    with pytest.raises(ToolError, match="did not answer within"):
        service.ask("one", 0.2)
    service.stop()
    assert gone_soon(pid)


def test_a_service_with_nothing_to_put_away_is_ended_at_once_on_an_interrupt() -> None:
    busy = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
    service = Service([PYTHON, "-c", busy], at_once=True)
    pid = int(service.ask(None, 30))
    stop_running()
    with pytest.raises(ToolError, match="ended"):
        service.ask(None, 30)
    service.stop()
    assert gone_soon(pid)


def test_a_service_that_ends_is_told() -> None:
    service = Service([PYTHON, "-c", ""])
    with pytest.raises(ToolError, match="ended"):
        service.ask(None, 30)
    service.stop()


def test_a_service_that_is_not_there_is_an_error_with_advice() -> None:
    with pytest.raises(ToolError, match="cannot start /no/such"):
        Service(["/no/such"])


def test_services_end_with_the_programs_that_are_stopped() -> None:
    service = Service(
        [PYTHON, "-c", "import os, sys; print(os.getpid(), flush=True); sys.stdin.read()"]
    )
    pid = int(service.ask(None, 30))
    stop_running()
    assert gone_soon(pid)
    service.stop()
