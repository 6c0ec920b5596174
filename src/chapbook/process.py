"""Run other programs: argument lists only, a time limit, a clean environment, no orphans."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chapbook.amounts import amount
from chapbook.errors import ToolError

#: Variables that a child may see; everything else of the user's environment is left out, so
#: that a build does not depend on it.
_PASSED_ON = ("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "JAVA_HOME", "FONTCONFIG_FILE")


#: Programs that threads wait for: an interrupt reaches the main thread alone, which stops them.
_running: set[subprocess.Popen[bytes]] = set()


@dataclass(frozen=True)
class Completed:
    """What a program left behind: its exit code and both outputs as bytes."""

    args: tuple[str, ...]
    code: int
    stdout: bytes
    stderr: bytes

    @property
    def complaint(self) -> str:
        """The program's error output as text."""
        return self.stderr.decode("utf-8", "replace").strip()


def find_program(name: str) -> Path | None:
    """The program's path on PATH, or None."""
    found = shutil.which(name)
    return Path(found) if found else None


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment for a child: a UTF-8 locale, UTC, and the few variables it needs."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", **(extra or {})}


def run(
    args: Sequence[str | Path],
    *,
    stdin: bytes = b"",
    cwd: Path | None = None,
    timeout: float = 120,
    env: Mapping[str, str] | None = None,
) -> Completed:
    """Run a program and wait for it, at most `timeout` seconds.

    Raises `ToolError` when it cannot be started or runs over its time. The program leads its own
    process group, which is killed whole on a time-out or an interrupt.
    """
    argv = tuple(str(arg) for arg in args)
    try:
        child = subprocess.Popen(
            argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env=clean_environment(env),
            start_new_session=True,
        )
    except OSError as error:
        raise _cannot_start(argv[0], error) from error
    _running.add(child)
    try:
        stdout, stderr = child.communicate(stdin, timeout=timeout)
    except subprocess.TimeoutExpired as error:
        _kill_group(child)
        child.wait()
        limit = amount(timeout, "second")
        raise ToolError(
            f"{Path(argv[0]).name} did not finish within {limit} and was stopped",
            hint="look for input that makes it loop, or raise the time limit with --timeout",
        ) from error
    except BaseException:
        _kill_group(child)
        child.wait()
        raise
    finally:
        _running.discard(child)
        _close(child)
    return Completed(argv, child.returncode, stdout, stderr)


class Service:
    """A program that stays, and answers each line on its input with a line.

    It leads its own process group. It has to end when its input does, and so outlives us in no
    case, even where we are killed. One that has nothing to put away ends `at_once` on Ctrl-C, too.
    """

    def __init__(
        self,
        args: Sequence[str | Path],
        env: Mapping[str, str] | None = None,
        *,
        at_once: bool = False,
    ) -> None:
        self._at_once = at_once
        argv = [str(arg) for arg in args]
        try:
            self._child = subprocess.Popen(
                argv,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=clean_environment(env),
                start_new_session=True,
            )
        except OSError as error:
            raise _cannot_start(argv[0], error) from error
        _services.add(self)

    def ask(self, line: str | None, timeout: float) -> str:
        """Say a line, or nothing, and wait for the next one from the program.

        Raises `ToolError` when it ends or does not answer in `timeout` seconds; it runs on then.
        """
        deadline, said = time.monotonic() + timeout, b""
        stdin, stdout = self._child.stdin, self._child.stdout
        if stdin is None or stdout is None:  # they are pipes
            raise ToolError("the program has no input or output")
        try:
            if line is not None:
                stdin.write(f"{line}\n".encode())
                stdin.flush()
            while not said.endswith(b"\n"):
                left = deadline - time.monotonic()
                if left <= 0 or not select.select([stdout], [], [], left)[0]:
                    raise ToolError(
                        f"the program did not answer within {amount(timeout, 'second')}"
                    )
                part = os.read(stdout.fileno(), 65536)
                if not part:
                    raise ToolError("the program ended without an answer")
                said += part
        except (OSError, ValueError) as error:
            raise ToolError(f"the program has ended: {error}") from error
        return said.decode("utf-8", "replace").rstrip("\n")

    def stop(self, patience: float = 0) -> None:
        """End it: by closing its input, and by force after `patience` seconds."""
        self.dismiss()
        if patience:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(patience)
        _kill_group(self._child)
        self._child.wait()
        _services.discard(self)
        _close(self._child)

    def dismiss(self) -> None:
        """Close its input, at which it ends."""
        if self._child.stdin is not None:
            with contextlib.suppress(OSError):
                self._child.stdin.close()
        if self._at_once:
            _kill_group(self._child)


#: Services that run; they end themselves.
_services: set[Service] = set()


def hand_over(args: Sequence[str | Path], env: Mapping[str, str]) -> int:
    """Run a program in our place: our input and outputs are its own; returns its exit code.

    It has no time limit, since it may wait for a person, and just the environment given.
    """
    argv = [str(arg) for arg in args]
    try:
        return subprocess.run(argv, env=dict(env), check=False).returncode
    except OSError as error:
        raise _cannot_start(argv[0], error) from error


def stop_running() -> None:
    """Kill every program that this process is waiting for, and dismiss services (on Ctrl-C).

    It can be called in a signal handler: whoever waits for a program goes on doing so, since
    waiting here for one that the interrupted code waits for would never end.
    """
    for child in list(_running):
        _kill_group(child)
    for service in list(_services):
        service.dismiss()


def _cannot_start(program: str, error: OSError) -> ToolError:
    return ToolError(
        f"cannot start {program}: {error.strerror or error}",
        hint="run `publish doctor` to see which tools are missing and how to install them",
    )


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.kill()


def _close(child: subprocess.Popen[bytes]) -> None:
    for stream in (child.stdin, child.stdout, child.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
