"""The simulator agrees with what can be reckoned by hand."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("obstore")


@pytest.fixture(scope="module")
def simulate() -> Any:
    """The script."""
    path = Path(__file__).parents[1] / "bench" / "simulate.py"
    spec = importlib.util.spec_from_file_location("simulate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["simulate"] = module
    spec.loader.exec_module(module)
    return module


def seconds(simulate: Any, **changes: Any) -> float:
    """A run of titles that take a tenth of a second each."""
    usual = {"cores": 2, "titles": 1_000, "latency": 0.0, "overhead": 0.0, "driver": 0.0, "start": 0.0, "threads": 8}
    return float(simulate.simulate(simulate.Model(**{**usual, "seed": 1, **changes}), [0.1]))


def test_cores_share_the_work(simulate: Any) -> None:
    """Without waits it is the sum of all times by the number of cores."""
    assert seconds(simulate) == pytest.approx(50, rel=0.05)
    assert seconds(simulate, cores=1) == pytest.approx(100)
    assert seconds(simulate, overhead=0.1, start=7.0) == pytest.approx(107, rel=0.05)


def test_waits_hide_behind_work(simulate: Any) -> None:
    """With titles in hand the store costs little; with one at a time all of it."""
    assert seconds(simulate, latency=0.03) < 55
    assert seconds(simulate, latency=0.03, threads=1) > 100


def test_a_slow_driver_is_waited_for(simulate: Any) -> None:
    """Its batches come one after another."""
    assert seconds(simulate, cores=1_000, driver=1.0) >= 1_000 / 125
