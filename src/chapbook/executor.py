"""Where tasks run: a pool of local processes, or this process when there is one job."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from heapq import heappop, heappush
from itertools import count
from multiprocessing import active_children, get_context, parent_process
from threading import RLock, Thread
from typing import Any, TypeVar

from chapbook.errors import ToolError
from chapbook.garbage import collect_seldom
from chapbook.process import stop_running

#: By how much worker processes stand back for the programs that the parent runs.
_NICENESS = 5

#: The signals that end a run, which copies of this process must not take for theirs.
_HELD = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)

#: How many seconds a worker process may take to end when it is told to.
_PATIENCE = 2.0

#: Into how many batches a long list of tasks is divided. Tasks share the book and its outline,
#: which are sent once for each batch: sent with each task, they would cost chapters times chapters.
_BATCHES = 32

In = TypeVar("In")
Out = TypeVar("Out")


def default_jobs() -> int:
    """The processors that this process may use."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)


@dataclass(frozen=True, order=True)
class _Waiting:
    """A task that no process has yet: ordered by urgency, then by when it came."""

    urgency: int
    place: int
    future: Future[Any] = field(compare=False)
    start: Callable[[], Future[Any]] = field(compare=False)


class Queue:
    """Hands tasks to a pool of processes, the most urgent first.

    A pool takes tasks as they come; the few that are in its hands at a time are chosen here, so
    that the target named first (the PDF, which takes longest) does not wait for the others'.
    """

    def __init__(self, pool: ProcessPoolExecutor, jobs: int) -> None:
        self._pool = pool
        self._places = jobs + 1  # one more than runs, so that no process waits for its next task
        self._waiting: list[_Waiting] = []
        self._count = count()
        self._lock = RLock()

    def submit(self, urgency: int, function: Callable[[In], Out], item: In) -> Future[Out]:
        """A task's future; of waiting tasks, that of the lowest `urgency` number is next."""
        future: Future[Out] = Future()
        start = partial(self._pool.submit, function, item)
        with self._lock:
            heappush(self._waiting, _Waiting(urgency, next(self._count), future, start))
            self._hand_over()
        return future

    def _hand_over(self) -> None:
        while self._places and self._waiting:
            task = heappop(self._waiting)
            future = task.future
            if not future.set_running_or_notify_cancel():
                continue
            try:
                running = task.start()
            except (BrokenExecutor, RuntimeError) as error:
                future.set_exception(error)
                continue
            self._places -= 1
            running.add_done_callback(partial(self._pass_on, future))

    def _pass_on(self, future: Future[Any], running: Future[Any]) -> None:
        try:
            future.set_result(running.result())
        except BaseException as error:
            future.set_exception(error)
        with self._lock:
            self._places += 1
            self._hand_over()


@dataclass(frozen=True)
class Executor:
    """Runs a picklable function over items; results come back in the items' order.

    `others` are child processes that were there before and are none of its own. Tasks of a lower
    `urgency` number go first.
    """

    pool: ProcessPoolExecutor | None
    queue: Queue | None = None
    others: frozenset[int | None] = frozenset()
    urgency: int = 0

    def of_urgency(self, urgency: int) -> Executor:
        """The same processes, for tasks of another urgency."""
        return replace(self, urgency=urgency)

    def map(
        self,
        function: Callable[[In], Out],
        items: Sequence[In],
        done: Callable[[In], None] = lambda item: None,
    ) -> list[Out]:
        """Run `function` on each item; `done(item)` is called in this process as each one ends."""
        return self.begin(function, items, done)()

    def begin(
        self,
        function: Callable[[In], Out],
        items: Sequence[In],
        done: Callable[[In], None] = lambda item: None,
    ) -> Callable[[], list[Out]]:
        """Begin what `map` does; the function that is returned waits for the results.

        Where there are no other processes, all is done when that is called.
        """
        if self.queue is None or len(items) < 2:
            return lambda: list(_one_by_one(function, items, done))
        size = -(-len(items) // _BATCHES)
        futures: dict[Future[list[Out]], int] = {}
        for start in range(0, len(items), size):
            few = items[start : start + size]
            futures[self.queue.submit(self.urgency, partial(_each, function), few)] = start
        return lambda: _collect(futures, items, done)

    def stop(self) -> None:
        """End the processes, whatever they are doing, and the programs that they run."""
        if self.pool is None:
            return
        own = [child for child in active_children() if child.pid not in self.others]
        for child in own:
            child.terminate()
        deadline = time.monotonic() + _PATIENCE
        for child in own:
            child.join(max(0.0, deadline - time.monotonic()))
            if child.is_alive():
                child.kill()
        # The pool's thread ends with its processes; the interpreter would wait for it anyway.
        self.pool.shutdown(wait=True, cancel_futures=True)


def _collect(
    futures: Mapping[Future[list[Out]], int], items: Sequence[In], done: Callable[[In], None]
) -> list[Out]:
    """The results of batches in the items' order; each future has the place of its first item."""
    results: dict[int, Out] = {}
    try:
        for future in as_completed(futures):
            for index, result in enumerate(future.result(), futures[future]):
                results[index] = result
                done(items[index])
    except BrokenExecutor as error:
        raise ToolError(
            "a process of the build was stopped from outside",
            hint="memory may have run out; build again with fewer processes: --jobs 1",
        ) from error
    except BaseException:
        for future in futures:
            future.cancel()
        raise
    return [results[index] for index in range(len(items))]


def _each(function: Callable[[In], Out], items: Sequence[In]) -> list[Out]:
    return [function(item) for item in items]


def _one_by_one(
    function: Callable[[In], Out], items: Sequence[In], done: Callable[[In], None]
) -> Iterator[Out]:
    for item in items:
        yield function(item)
        done(item)


@contextmanager
def local_executor(jobs: int) -> Iterator[Executor]:
    """An executor with `jobs` processes; they start when the first task comes, or now as copies.

    A copy of this process (`fork`) need not import everything again. It can be had where this
    thread is the only one, for what another one has locked would stay locked in the copy; the
    Typst library has threads of its own.
    """
    if jobs <= 1:
        yield Executor(None)
        return
    others = frozenset(child.pid for child in active_children())
    is_alone = threading.active_count() == 1 and "typst" not in sys.modules
    method = "fork" if sys.platform == "linux" and is_alone else "spawn"
    pool = ProcessPoolExecutor(jobs, get_context(method), initializer=_obey_parent)
    if method == "fork":
        with _signals_held():
            pool.submit(_nothing)
    executor = Executor(pool, Queue(pool, jobs), others)
    try:
        yield executor
    except BaseException:
        executor.stop()
        raise
    pool.shutdown()


def _nothing() -> None:
    """The first task of copies, which has them start."""


@contextmanager
def _signals_held() -> Iterator[None]:
    """Let signals wait, here and in copies made meanwhile, until the latter obey this process."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _obey_parent() -> None:
    """Leave Ctrl-C to the parent, which ends the workers; they print no traceback of their own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    # The programs that write the files are what a build waits for in the end; they go first.
    os.nice(_NICENESS)
    signal.signal(signal.SIGTERM, _end)
    if hasattr(signal, "SIGHUP"):
        if callable(signal.getsignal(signal.SIGHUP)):  # a copy has the parent's handler
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the parent does: killed by force, it cannot tell us, and we would wait forever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        _end(signal.SIGKILL, None)


def _end(number: int, frame: object) -> None:
    stop_running()
    os._exit(128 + number)
