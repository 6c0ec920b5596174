"""Tasks run here or in other processes, and give the same results."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from chapbook.errors import BookError, ToolError
from chapbook.executor import default_jobs, local_executor
from chapbook.process import run


def double(value: int) -> int:
    return 2 * value


def fail(value: int) -> int:
    if value == 1:
        raise BookError("broken", hint="mend it", path=Path("x"), line=1)
    return value


def die(value: int) -> int:
    os._exit(1)


class Shared:
    """What many tasks hold; counts how often it is sent to another process."""

    sent = 0

    def __reduce__(self) -> tuple[type[Shared], tuple[()]]:
        Shared.sent += 1
        return Shared, ()


def number_of(task: tuple[int, Shared]) -> int:
    return task[0]


def sleep_in_a_program(note: str) -> int:
    done = run(["sh", "-c", f"echo $$ > {note}; exec sleep 60"])
    return done.code


def test_one_job_runs_in_this_process() -> None:
    with local_executor(1) as executor:
        done: list[int] = []
        assert executor.map(double, [3, 1, 2], done.append) == [6, 2, 4]
        assert done == [3, 1, 2]
        executor.stop()


def test_several_jobs_keep_the_order() -> None:
    with local_executor(2) as executor:
        done: list[int] = []
        assert executor.map(double, [3, 1, 2], done.append) == [6, 2, 4]
        assert sorted(done) == [1, 2, 3]
        assert executor.map(double, []) == []


def test_what_all_tasks_share_is_not_sent_with_each_of_many() -> None:
    shared, done = Shared(), list[tuple[int, Shared]]()
    with local_executor(2) as executor:
        results = executor.map(number_of, [(n, shared) for n in range(1000)], done.append)
    assert results == list(range(1000))
    assert sorted(number for number, _ in done) == results
    assert Shared.sent <= 40


def test_an_error_of_a_task_arrives_whole() -> None:
    with pytest.raises(BookError, match="broken") as caught, local_executor(2) as executor:
        executor.map(fail, [0, 1, 2])
    assert (caught.value.hint, caught.value.place) == ("mend it", "x:1")


def test_a_process_that_dies_is_an_error_with_advice() -> None:
    with (
        pytest.raises(ToolError, match="stopped from outside") as caught,
        local_executor(2) as executor,
    ):
        executor.map(die, [1, 2])
    assert "--jobs 1" in (caught.value.hint or "")


def test_what_goes_wrong_ends_the_programs_of_all_processes(tmp_path: Path) -> None:
    notes = [tmp_path / "a", tmp_path / "b"]
    begun = time.monotonic()
    with pytest.raises(RuntimeError), local_executor(2) as executor:
        assert executor.pool is not None
        futures = [executor.pool.submit(sleep_in_a_program, str(note)) for note in notes]
        while not all(note.exists() and note.read_text() for note in notes):
            time.sleep(0.05)
        raise RuntimeError
    for note in notes:
        pid = int(note.read_text())
        while Path(f"/proc/{pid}").exists() and time.monotonic() - begun < 30:
            time.sleep(0.05)
        assert not Path(f"/proc/{pid}").exists()
    assert all(future.done() or future.cancelled() for future in futures)


def test_there_is_at_least_one_job() -> None:
    assert default_jobs() >= 1


KILLED = """
import os, signal, threading, time
from multiprocessing import active_children
from chapbook.executor import local_executor

def end():
    while len(active_children()) < 2:
        time.sleep(0.05)
    time.sleep(1.5)
    print(*(child.pid for child in active_children()), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

threading.Thread(target=end).start()
with local_executor(2) as executor:
    executor.map(time.sleep, [60, 60])
"""


def test_workers_end_with_a_parent_that_is_killed() -> None:
    pids = run([sys.executable, "-c", KILLED], timeout=60).stdout.split()
    assert len(pids) == 2
    deadline = time.monotonic() + 10
    while any(map(lives, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(lives, pids))


def lives(pid: bytes) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid.decode()}/status").read_text()
    except OSError:
        return False


PROGRAM = """\
import multiprocessing, os, sys
from chapbook.executor import local_executor

def place(number):
    return os.getpid(), sys.modules.get("noticed")

sys.modules["noticed"] = 7
with local_executor(2) as executor:
    found = executor.map(place, [1, 2, 3])
    wait = executor.begin(place, [1, 2])
    assert len(wait()) == 2
print(os.getpid() in {pid for pid, _ in found}, {noticed for _, noticed in found})
"""


@pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux alone")
def test_workers_are_copies_of_a_program_that_does_one_thing(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    done = run([sys.executable, tmp_path / "program.py"], timeout=60)
    assert done.stdout.decode().split("\n")[0] == "False {7}", done.complaint


def test_what_was_begun_is_waited_for_later() -> None:
    for jobs in (1, 2):
        with local_executor(jobs) as executor:
            wait = executor.begin(double, [3, 1, 2])
            assert wait() == [6, 2, 4]
