"""Lists on Ray: several nodes in one machine, one of which is killed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ray = pytest.importorskip("ray")
pytest.importorskip("ray.data")
pytest.importorskip("obstore")

from conftest import SCALE, House, driver
from ray.cluster_utils import Cluster

from sahhaf.lists import report, run, status

pytestmark = pytest.mark.ray


@pytest.fixture(scope="module")
def cluster(s3: str) -> Iterator[Any]:
    """A head that works not, and two nodes of a core each; the S3 is there before them, for their environment."""
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    for _ in range(2):
        made.add_node(num_cpus=1)
    ray.init(address=made.address, log_to_driver=False, logging_level="error")
    yield made
    ray.shutdown()
    made.shutdown()


def test_nothing_is_lost_with_a_worker(cluster: Any, house: House, tmp_path: Path) -> None:
    """An actor is killed by what it binds; Ray gives its titles to another."""
    titles = house.fill(40 * SCALE)
    house.put("t020", {"fault": f"worker {tmp_path / 'killed'}".encode()})
    house.put("t030", {"fault": b"kill"})
    house.put("t010", {"book.toml": b"[book"})
    done = run(house.plan(), "ray", name="first")
    assert (tmp_path / "killed").exists()
    rows = house.rows("first")
    assert rows.keys() == set(titles)
    assert sorted(row.outcome for row in rows.values()) == ["bound"] * (len(titles) - 2) + ["mistakes", "poison"]
    assert done.exit_code == 1
    assert {row.title for row in report(house.sink).unbound} == {"t010", "t030"}
    assert run(house.plan(), "ray").outcomes == {"kept": len(titles)}


def test_nothing_is_lost_with_a_node(
    cluster: Any, house: House, until: Callable[[Callable[[], object], float], None]
) -> None:
    """A machine goes away in the middle; what it had done stays as it was, the rest is bound by the other."""
    titles = house.fill(64 * SCALE)
    for title in titles:
        house.put(title, {"fault": b"sleep 0.1"})
    lost = cluster.add_node(num_cpus=1)
    before: dict[str, bytes] = {}

    def kill() -> None:
        until(lambda: len(house.manifests()) >= 12 * SCALE, 120 * SCALE)
        cluster.remove_node(lost, allow_graceful=False)
        before.update(house.manifests())

    killer = threading.Thread(target=kill)
    killer.start()
    run(house.plan(), "ray", name="first")
    killer.join()
    rows = house.rows("first")
    assert 12 <= len(before) < len(titles), "it was killed in the middle"
    assert rows.keys() == set(titles)
    assert {row.outcome for row in rows.values()} == {"bound"}
    after = house.manifests()
    assert {name: after[name] for name in before} == before, "nothing is bound twice"
    assert status(house.sink).outcomes == {"bound": len(titles)}


def test_nothing_is_lost_with_a_driver(
    cluster: Any,
    house: House,
    tmp_path: Path,
    until: Callable[[Callable[[], object], float], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is killed in the middle and started again with the same words: what was done stays as it was."""
    monkeypatch.setenv("RAY_ADDRESS", cluster.address)
    titles = house.fill(40 * SCALE)
    for title in titles:
        house.put(title, {"fault": b"sleep 0.2"})
    first = driver(house, tmp_path, "first", "ray")
    until(lambda: len(house.manifests()) >= 8 * SCALE, 120 * SCALE)
    first.kill()
    first.wait()
    before = house.manifests()
    assert len(before) < len(titles), "it was killed in the middle"

    second = driver(house, tmp_path, "second", "ray")
    assert second.wait(240 * SCALE) == 0
    rows = house.rows("second")
    assert rows.keys() == set(titles)
    assert sum(row.kept for row in rows.values()) >= len(before)
    after = house.manifests()
    assert {name: after[name] for name in before} == before, "nothing is bound twice"
    assert status(house.sink).outcomes == {"bound": len(titles)}
