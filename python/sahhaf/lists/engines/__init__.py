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

BATCH = 16
"""Titles that a worker is given at once: a second of work or less, so that the last one is not waited for."""

NAMES: tuple[Name, ...] = ("local", "ray", "spark")


def engine(name: Name) -> Engine:
    """An engine by its name; what it needs is imported now, and missed now."""
    if name not in NAMES:
        raise ValueError(f"no engine is named {name!r}; there are {', '.join(NAMES)}")
    return cast(Engine, import_module(f"{__name__}.{name}").work)
