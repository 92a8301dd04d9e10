"""Lists on Spark: one machine, two cores."""

from __future__ import annotations

import sys

import pytest

pytest.importorskip("pyspark")
pytest.importorskip("pandas")
pytest.importorskip("obstore")

from conftest import House
from pyspark.sql import SparkSession

from sahhaf.lists import report, run

pytestmark = pytest.mark.spark


def test_spark_binds_and_keeps(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rows as of any engine."""
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        titles = house.fill(20)
        house.put("t003", {"book.toml": b"[book"})
        done = run(house.plan(), "spark", name="first")
        assert done.outcomes == {"bound": 19, "mistakes": 1}
        assert house.rows("first").keys() == set(titles)
        assert run(house.plan(), "spark").outcomes == {"kept": 20}
        assert [row.title for row in report(house.sink).unbound] == ["t003"]
    finally:
        session.stop()
