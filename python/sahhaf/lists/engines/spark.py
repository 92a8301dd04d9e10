"""The engine of houses that have Spark: one `mapInPandas`, for EMR, Databricks, Dataproc or a machine alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas
from pyspark.sql import SparkSession

from .._bind import Binder
from .._plan import Plan
from .._row import COLUMNS, Row
from . import batch_size

_TYPES = {"bool": "boolean", "float": "double", "int": "bigint"}

# Rows that come back to the driver at once.
_ROWS = 1_000


def work(plan: Plan, titles: Sequence[str], workers: int | None) -> Iterator[list[Row]]:
    """Binds titles on the Spark that this process has a session of, or on this machine."""
    spark = _session()
    size = batch_size(len(titles), workers or int(spark.sparkContext.defaultParallelism))
    tasks = -(-len(titles) // size)
    names = spark.createDataFrame([(title,) for title in titles], "title string").repartition(tasks)
    made = names.mapInPandas(lambda parts: _bind(plan, parts), schema()).persist()
    try:
        # All tasks at once; the iterator alone would call for them one after another.
        made.count()
        yield from _parts(Row.of_flat(row.asDict()) for row in made.toLocalIterator())
    finally:
        made.unpersist()


def _session() -> Any:
    """The session of this process. Where there is none, Spark starts on this machine with the Python that runs here."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return SparkSession.builder.appName("sahhaf.lists").getOrCreate()


def schema() -> str:
    """The columns of a row as Spark writes them."""
    return ", ".join(f"`{name}` {_TYPES.get(kind, 'string')}" for name, kind in COLUMNS)


def _bind(plan: Plan, parts: Iterable[Any]) -> Iterator[Any]:
    """Binds the titles of a partition in a worker of Spark."""
    binder = Binder(plan)
    try:
        for part in parts:
            rows = binder.bind([str(title) for title in part["title"]])
            yield pandas.DataFrame([row.flat() for row in rows], columns=[name for name, _ in COLUMNS])
    finally:
        binder.close()


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    part: list[Row] = []
    for row in rows:
        part.append(row)
        if len(part) == _ROWS:
            yield part
            part = []
    yield part
