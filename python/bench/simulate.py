"""Predicts a run on many cores from measured times, event by event.

    python simulate.py ROWS.parquet --cores 64 --titles 10000 --latency 0.03

ROWS are those of a measured run. What is assumed, and nothing else:

- a title takes the time of one of the measured titles, drawn by a seed, and `--overhead` of a worker's own. It is the
  time of its processor, as if nothing else ran on the machine; `--times wall` takes what the clock showed, which is to
  be compared with a run on the same busy machine
- it waits for the store six times: a listing, its manifest, its files side by side, the old manifest, its books side by
  side, the new manifest; each wait is drawn between half and twice `--latency` (0 for a disk)
- a worker has one core and `--threads` titles in hand, and only one of these uses the core at a time
- the driver gives out batches as the engines do, `--driver` seconds of its one core for each; while it is busy, workers
  wait
- workers are there after `--start` seconds; the store and the network never become narrow, and nothing dies
"""

from __future__ import annotations

import argparse
import heapq
import json
import random
from dataclasses import dataclass
from pathlib import Path

from sahhaf.lists.engines import batch_size

WAITS_BEFORE, WAITS_AFTER = 3, 3


@dataclass(frozen=True)
class Model:
    """What is assumed of a run."""

    cores: int
    titles: int
    latency: float
    overhead: float
    driver: float
    start: float
    threads: int
    seed: int


def simulate(model: Model, measured: list[float]) -> float:
    """Seconds from the start of the run until its last title is done."""
    draw = random.Random(model.seed)
    # A worker is free for a batch when all of its last one is done; workers are a heap by that moment.
    workers = [(model.start, worker) for worker in range(model.cores)]
    core_free = [model.start] * model.cores
    driver_free, left, end = model.start, model.titles, model.start
    batch = batch_size(model.titles, model.cores)
    while left > 0:
        free, worker = heapq.heappop(workers)
        driver_free = max(driver_free, free) + model.driver
        size = min(batch, left)
        left -= size
        ends = _batch(model, draw, measured, driver_free, core_free, worker, size)
        end = max(end, ends[-1])
        heapq.heappush(workers, (max(ends), worker))
    return end


def _batch(
    model: Model,
    draw: random.Random,
    measured: list[float],
    begin: float,
    core_free: list[float],
    worker: int,
    size: int,
) -> list[float]:
    """When the titles of a batch end; a worker's threads take them one after another."""
    threads = [begin] * min(model.threads, size)
    ends = []
    for _ in range(size):
        at = heapq.heappop(threads)
        ready = at + _waits(model, draw, WAITS_BEFORE)
        core_free[worker] = max(core_free[worker], ready) + draw.choice(measured) + model.overhead
        done = core_free[worker] + _waits(model, draw, WAITS_AFTER)
        heapq.heappush(threads, done)
        ends.append(done)
    return sorted(ends)


def _waits(model: Model, draw: random.Random, count: int) -> float:
    return sum(model.latency * draw.uniform(0.5, 2.0) for _ in range(count)) if model.latency else 0.0


def measured_times(path: Path, column: str) -> list[float]:
    """Seconds of the titles of a run."""
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(path)
    return [float(one) for one in table[column].to_pylist()]


def main() -> None:
    """Predicts what the command line asks for."""
    parser = argparse.ArgumentParser(description="Predicts a run on many cores.")
    parser.add_argument("rows", type=Path)
    parser.add_argument("--cores", type=int, default=64)
    parser.add_argument("--titles", type=int, default=10_000)
    parser.add_argument("--latency", type=float, default=0.03, help="seconds of the store [default: %(default)g]")
    parser.add_argument("--overhead", type=float, default=0.004, help="seconds of a core [default: %(default)g]")
    parser.add_argument("--driver", type=float, default=0.01, help="seconds of the driver [default: %(default)g]")
    parser.add_argument("--start", type=float, default=8.0, help="seconds of start [default: %(default)g]")
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", choices=("cpu", "wall"), default="cpu")
    typed = vars(parser.parse_args())
    column = {"cpu": "cpu_seconds", "wall": "bind_seconds"}[typed.pop("times")]
    times = measured_times(typed.pop("rows"), column)
    model = Model(**typed)
    seconds = simulate(model, times)
    ideal = sum(times) / len(times) * model.titles / model.cores
    said = {
        "cores": model.cores,
        "titles": model.titles,
        "seconds": round(seconds, 1),
        "efficiency": round(ideal / seconds, 3),
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main()
