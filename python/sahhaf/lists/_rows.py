"""Rows as Parquet in the sink: written while a run goes on, read back for a report."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from ._row import COLUMNS, Row
from ._store import Store

FOLDER = "rows"

# A file is written when it holds so many rows, or when so many seconds have gone: a driver that dies loses no more.
_ROWS = 5_000
_SECONDS = 30.0

# Arrow is imported where it is used: workers of one machine start sooner without it.


def schema() -> Any:
    """The columns of the files; whatever is no number is text."""
    import pyarrow

    types = {"bool": pyarrow.bool_(), "float": pyarrow.float64(), "int": pyarrow.int64()}
    return pyarrow.schema([(name, types.get(kind, pyarrow.string())) for name, kind in COLUMNS])


class Rows:
    """Writes the rows of a run as `rows/RUN/00001.parquet` and so on."""

    def __init__(self, sink: Store, run: str) -> None:
        self.sink = sink
        self.run = run
        self.waiting: list[Row] = []
        self.files = 0
        self.written = time.monotonic()

    def add(self, rows: list[Row]) -> None:
        """Adds rows, and writes a file when it is time."""
        self.waiting += rows
        if len(self.waiting) >= _ROWS or time.monotonic() - self.written > _SECONDS:
            self.flush()

    def flush(self) -> None:
        """Writes what waits."""
        if self.waiting:
            self.files += 1
            self.sink.put(f"{FOLDER}/{self.run}/{self.files:05}.parquet", _file(self.waiting))
        self.waiting = []
        self.written = time.monotonic()

    def __enter__(self) -> Rows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.flush()


def table(rows: list[Row]) -> Any:
    """Rows as a table of Arrow."""
    import pyarrow

    return pyarrow.Table.from_pylist([row.flat() for row in rows], schema())


def _file(rows: list[Row]) -> bytes:
    import pyarrow.parquet

    made = io.BytesIO()
    pyarrow.parquet.write_table(table(rows), made, compression="zstd")
    return made.getvalue()


def table_of(data: bytes, columns: list[str] | None = None) -> Any:
    """A Parquet file as a table of Arrow.

    Arrow's threads stay: one that still holds bytes of Python's when the interpreter ends takes the process with it
    (`terminate called without an active exception`). These files are small, so no thread is asked for.
    """
    import pyarrow.parquet

    file = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(data))
    return file.read(columns=columns, use_threads=False)


def read(sink: Store, run: str) -> Iterator[Row]:
    """The rows of a run."""
    for one in sink.objects(f"{FOLDER}/{run}"):
        data, _etag = sink.get(one.name)
        yield from (Row.of_flat(flat) for flat in table_of(data).to_pylist())


def runs(sink: Store) -> list[str]:
    """The runs that have rows, by name; names that `run` gives are in the order of time."""
    return sorted({one.name.split("/")[1] for one in sink.objects(FOLDER)})
