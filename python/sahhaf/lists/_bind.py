"""Binds one title: its name in, a row out. Nothing here knows an engine."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import sahhaf

from . import _manifest as manifest
from ._plan import Plan
from ._row import KEPT, Row
from ._sources import ChangedError, SourceError, fetch, key_of, look
from ._store import Object, Store, StoreError
from ._style import overlay
from ._titles import name_of, place_of
from ._work import OUT, OutsideError, deliver, folder_of_title, lay, sweep, work


@dataclass(frozen=True)
class Style:
    """A house style as it was when the worker began."""

    objects: tuple[Object, ...]
    files: dict[str, bytes]

    @classmethod
    def load(cls, url: str | None) -> Style:
        """Reads the style; none is an empty one."""
        if url is None:
            return cls((), {})
        store = Store(url)
        objects = store.objects()
        return cls(tuple(objects), {one.name: store.get(one.name)[0] for one in objects})


class Binder:
    """A worker's hands: stores, house style and threads, opened once and used for all of its titles."""

    def __init__(self, plan: Plan, source: Store | None = None, sink: Store | None = None) -> None:
        if plan.version != sahhaf.__version__:
            raise RuntimeError(
                f"this worker has sahhaf {sahhaf.__version__}, the driver {plan.version}: install one of them"
            )
        self.plan = plan.identified()
        self.source = source or Store(plan.source)
        self.sink = sink or Store(plan.sink, make=True)
        self.style = Style.load(plan.style)
        self.worker = f"{socket.gethostname()}:{os.getpid()}"
        self.cores = threading.Semaphore(plan.cores)
        # Titles wait for their objects; these threads wait for the store.
        self.fetchers = ThreadPoolExecutor(max_workers=2 * plan.threads, thread_name_prefix="fetch")
        self.titles = ThreadPoolExecutor(max_workers=plan.threads, thread_name_prefix="title")
        sweep()

    def bind(self, titles: Sequence[str]) -> list[Row]:
        """Binds titles, several in hand at once, and returns their rows in the same order."""
        return list(self.titles.map(self.bind_one, titles))

    def bind_one(self, title: str) -> Row:
        """Binds one title; whatever happens becomes its row."""
        return bind_title(title, self)

    def close(self) -> None:
        """Ends the threads."""
        self.titles.shutdown()
        self.fetchers.shutdown()


def bind_title(title: str, binder: Binder) -> Row:
    """Binds one title, again and again while the outside world fails, as often as the plan allows.

    A title is kept where its manifest holds the key of what lies in the source. Otherwise its manifest goes first and
    comes last: where one lies, the books beside it are those that it names.
    """
    start = time.monotonic()
    retries = binder.plan.retries
    reason = ""
    for number in range(1, retries.outside + 1):
        attempt = Attempt(binder, title, number, start)
        try:
            return _once(attempt)
        except (ChangedError, OutsideError, StoreError, OSError) as error:
            reason = str(error)
        if number < retries.outside:
            time.sleep(retries.pause * 4 ** (number - 1))
    return attempt.row(Row(title, "failed", reason=reason))


@dataclass(frozen=True)
class Attempt:
    """One try of a title."""

    binder: Binder
    title: str
    number: int
    """From 1."""
    start: float
    """When the first try began."""

    def row(self, made: Row) -> Row:
        """A row with what is known of the tries and of who made them."""
        return replace(made, tries=self.number, seconds=time.monotonic() - self.start, worker=self.binder.worker)

    def record(self, made: Row, messages: str) -> Row:
        """A row whose manifest is written, last of all, if it stays true while nothing changes."""
        row = self.row(made)
        if row.outcome in KEPT:
            manifest.write(self.binder.sink, manifest.Manifest(row, messages, self.binder.plan.limits))
        return row


def _once(attempt: Attempt) -> Row:
    title, binder = attempt.title, attempt.binder
    sources = look(binder.source, title)
    if not sources.objects:
        return attempt.row(Row(title, "gone", reason=f"nothing lies at {title}"))
    key = key_of(binder.plan, sources, binder.style.objects)
    before = manifest.read(binder.sink, title)
    if before is not None and before.holds(key, binder.plan):
        return before.row_kept()
    try:
        files = fetch(binder.source, sources, binder.plan.limits.sources, binder.fetchers)
    except SourceError as error:
        row = Row(title, "mistakes", key=key, reason=str(error), errors=1, codes={"bad-source": 1})
        return attempt.record(replace(row, source_bytes=sources.size), "")
    with folder_of_title() as folder:
        lay(overlay(files, binder.style.files), folder / name_of(title))
        ended = work(binder.plan, folder, name_of(title), binder.cores)
        row = replace(ended.row(title), key=key, source_bytes=sources.size)
        if row.outcome == "bound":
            if before is not None:
                manifest.remove(binder.sink, title)
            outputs = deliver(binder.sink, place_of(title), folder / OUT, binder.fetchers)
            row = replace(row, outputs=outputs)
        return attempt.record(row, ended.messages)
