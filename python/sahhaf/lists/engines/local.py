"""The engine of one machine: a process for each core, batches of titles in, rows out.

A worker that dies takes the pool of the standard library with it. What was in hand then goes to a new pool; a title
that was in hand twice is given to a worker alone, and is poison if that one dies, too.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from .._bind import Binder
from .._plan import Plan
from .._row import Row
from . import batch_size

# Deaths of a worker that a title may be in hand at before it is suspected.
_DEATHS = 2

# The hands of this worker; a process has one.
_binder: Binder | None = None


def work(plan: Plan, titles: Sequence[str], workers: int | None) -> Iterator[list[Row]]:
    """Binds titles in processes of this machine."""
    processes = workers or os.cpu_count() or 1
    size = batch_size(len(titles), processes)
    batches = [list(titles[at : at + size]) for at in range(0, len(titles), size)]
    deaths: Counter[str] = Counter()
    while batches:
        lost: list[str] = []
        yield from _pool(plan, batches, processes, lost)
        deaths.update(lost)
        batches += [[title] for title in lost if deaths[title] < _DEATHS]
        for title in lost:
            if deaths[title] >= _DEATHS:
                yield _alone(plan, title)


def _pool(plan: Plan, batches: list[list[str]], processes: int, lost: list[str]) -> Iterator[list[Row]]:
    """Takes batches with one pool until none is left or a worker dies; titles in hand at that moment are lost."""
    given: dict[Future[list[Row]], list[str]] = {}
    try:
        with _processes(plan, min(processes, len(batches))) as pool:
            while batches or given:
                while batches and len(given) < 2 * processes:
                    batch = batches.pop(0)
                    given[pool.submit(_bind, batch)] = batch
                done, _ = wait(given, return_when=FIRST_COMPLETED)
                for future in done:
                    rows = future.result()
                    del given[future]
                    yield rows
    except BrokenProcessPool:
        lost += [title for batch in given.values() for title in batch]


def _alone(plan: Plan, title: str) -> list[Row]:
    """Binds a suspected title by a worker of its own."""
    try:
        with _processes(plan, 1) as pool:
            return pool.submit(_bind, [title]).result()
    except BrokenProcessPool:
        reason = f"its worker died {_DEATHS + 1} times"
        return [Row(title, "poison", reason=reason, kills=_DEATHS + 1)]


def _processes(plan: Plan, count: int) -> ProcessPoolExecutor:
    # A fresh interpreter each: a fork would copy threads' locks without the threads.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, context, initializer=_begin, initargs=(plan,))


def _begin(plan: Plan) -> None:
    global _binder  # noqa: PLW0603
    threading.Thread(target=_follow, daemon=True).start()
    _binder = Binder(plan)


def _bind(titles: list[str]) -> list[Row]:
    assert _binder is not None, "the pool begins each worker"
    return _binder.bind(titles)


def _follow() -> None:
    """Ends this worker when the driver is gone: nobody would hear of what it does."""
    driver = multiprocessing.parent_process()
    if driver is not None:
        multiprocessing.connection.wait([driver.sentinel])
        os._exit(1)
