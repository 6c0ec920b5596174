"""Where tasks run: a pool of local processes, or this process when there is one job."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")


def default_jobs() -> int:
    """The processors that this process may use."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)


@dataclass(frozen=True)
class Executor:
    """Runs a picklable function over items; results come back in the items' order."""

    pool: ProcessPoolExecutor | None

    def map(
        self,
        function: Callable[[In], Out],
        items: Sequence[In],
        done: Callable[[In], None] = lambda item: None,
    ) -> list[Out]:
        """Run `function` on each item; `done(item)` is called in this process as each one ends."""
        if self.pool is None or len(items) < 2:
            return list(_one_by_one(function, items, done))
        futures: dict[Future[Out], int] = {
            self.pool.submit(function, item): index for index, item in enumerate(items)
        }
        results: dict[int, Out] = {}
        try:
            for future in as_completed(futures):
                results[futures[future]] = future.result()
                done(items[futures[future]])
        except BaseException:
            for future in futures:
                future.cancel()
            raise
        return [results[index] for index in range(len(items))]


def _one_by_one(
    function: Callable[[In], Out], items: Sequence[In], done: Callable[[In], None]
) -> Iterator[Out]:
    for item in items:
        yield function(item)
        done(item)


@contextmanager
def local_executor(jobs: int) -> Iterator[Executor]:
    """An executor with `jobs` processes; they start when the first task comes.

    The start method is `spawn`: forking after the Typst library has run deadlocks.
    """
    if jobs <= 1:
        yield Executor(None)
        return
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_quiet_interrupt)
    try:
        yield Executor(pool)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _quiet_interrupt() -> None:
    """Leave Ctrl-C to the parent, which stops the workers; they print no traceback of their own."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
