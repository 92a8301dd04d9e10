"""A run over a list: a plan and an engine in; rows in the sink, and what came of it, out."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone

from ._plan import Plan
from ._rows import Rows
from ._store import Store
from ._titles import Shard, place_of, titles_of
from ._work import misunderstood
from .engines import Name, engine


@dataclass(frozen=True)
class Progress:
    """How far a run is."""

    done: int
    total: int
    outcomes: dict[str, int]
    """How many titles came out how; those that nothing was done for count as `kept`."""
    seconds: float

    def __str__(self) -> str:
        """In a line.

        >>> print(Progress(3, 9, {"bound": 2, "kept": 1}, 4.2))
        3 of 9 titles in 4 s: 2 bound, 1 kept
        """
        return f"{self.done} of {self.total} titles in {self.seconds:.0f} s: {counted(self.outcomes)}"


def counted(outcomes: Mapping[str, int]) -> str:
    """Outcomes in words.

    >>> counted({"poison": 1, "mistakes": 3})
    '3 mistakes, 1 poison'
    """
    return ", ".join(f"{count} {name}" for name, count in sorted(outcomes.items()))


@dataclass
class Run:
    """What came of a run."""

    name: str
    """Its rows lie in `rows/NAME` of the sink."""
    total: int
    outcomes: Counter[str] = field(default_factory=Counter)
    """How many titles came out how; those that nothing was done for count as `kept`."""
    unbound: Counter[str] = field(default_factory=Counter)
    """How many titles have no books of what lies in the source, kept ones among them."""
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """As of the program: 3 where the outside world failed, 1 where an author has to mend something.

        It is the same of a run that finds nothing to do: what was wrong still is.
        """
        if self.unbound["failed"]:
            return 3
        return 1 if self.unbound else 0


def run(
    plan: Plan,
    on: Name = "local",
    *,
    titles: Sequence[str] | None = None,
    listed: str | None = None,
    shard: Shard | None = None,
    workers: int | None = None,
    name: str | None = None,
    progress: Callable[[Progress], object] | None = None,
) -> Run:
    """Binds a list on an engine.

    The titles are those given, or those that a list names (`listed`, the URL of a CSV or Parquet file), or all of the
    source; of these, a shard. A run that is broken off is begun again with the same words: what is done is kept.
    """
    work = engine(on)
    plan = plan.identified()
    chosen = distinct(_shard(titles, shard) if titles is not None else titles_of(plan.source, listed, shard))
    done = Run(name or _name(), len(chosen))
    if chosen and (words := misunderstood(plan)):
        raise ValueError(f"the program says: {words.removeprefix('error: ')}")
    start = time.monotonic()
    with Rows(Store(plan.sink, make=True), done.name) as rows:
        for part in work(plan, chosen, workers) if chosen else ():
            rows.add(part)
            done.outcomes.update("kept" if row.kept else row.outcome for row in part)
            done.unbound.update(row.outcome for row in part if row.outcome != "bound")
            done.seconds = time.monotonic() - start
            if progress:
                progress(Progress(sum(done.outcomes.values()), done.total, dict(done.outcomes), done.seconds))
    return done


def _shard(titles: Iterable[str], shard: Shard | None) -> list[str]:
    return sorted({title for title in titles if shard is None or shard.holds(title)})


def distinct(titles: list[str]) -> list[str]:
    """The same titles, once it is sure that no two of them share a place in the sink.

    >>> distinct(["hafez", "hafez.zip"])
    Traceback (most recent call last):
        ...
    ValueError: these titles would be bound to one place: hafez, hafez.zip
    """
    places: dict[str, list[str]] = {}
    for title in titles:
        places.setdefault(place_of(title), []).append(title)
    shared = [title for several in places.values() if len(several) > 1 for title in several]
    if shared:
        raise ValueError(f"these titles would be bound to one place: {', '.join(shared)}")
    return titles


def _name() -> str:
    """A name for a run: the time in UTC, so that names sort, and the process."""
    return f"{datetime.now(timezone.utc):%Y%m%dT%H%M%SZ}-{os.getpid()}"
