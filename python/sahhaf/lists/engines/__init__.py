"""Engines: a plan and titles in, rows out as they come.

Only names of titles and rows travel through an engine; workers fetch the files and deliver the books themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Literal, Optional, cast

from .._plan import Plan
from .._row import Row

Name = Literal["local", "ray", "spark"]

Engine = Callable[[Plan, Sequence[str], Optional[int]], Iterator[list[Row]]]
"""Takes a plan, titles and the number of workers, if somebody has chosen one."""

# A worker takes a list in about so many batches: more of them share it more evenly, and at the end of each the worker
# waits for the store.
_BATCHES = 8

# A driver gives out about a hundred batches in a second, in which a worker binds twelve small titles: with smaller
# batches a thousand workers would wait for it.
_WORKERS_A_TITLE = 8

_SMALLEST, _LARGEST = 4, 256


def batch_size(titles: int, workers: int) -> int:
    """How many titles a worker is given at once.

    >>> [batch_size(*asked) for asked in ((40, 2), (2_000, 2), (10_000, 64), (1_000_000, 1_000))]
    [4, 125, 19, 125]
    """
    even = titles // (workers * _BATCHES)
    return min(_LARGEST, max(_SMALLEST, even, workers // _WORKERS_A_TITLE))


NAMES: tuple[Name, ...] = ("local", "ray", "spark")


def engine(name: Name) -> Engine:
    """An engine by its name; what it needs is imported now, and missed now."""
    if name not in NAMES:
        raise ValueError(f"no engine is named {name!r}; there are {', '.join(NAMES)}")
    return cast(Engine, import_module(f"{__name__}.{name}").work)
