"""The engine of a cluster: Ray Data with actors. Names of titles in blocks in, rows in blocks out.

An actor is a worker that lives as long as the run. Ray gives the titles of a dead worker, or of a dead machine, to
others: what they find done they keep.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import ray
import ray.data
from ray.data import ActorPoolStrategy

from .._bind import Binder
from .._plan import Plan
from .._row import Row
from .._rows import table
from . import batch_size


class Worker:
    """An actor: opens its stores once."""

    def __init__(self, plan: Plan) -> None:
        self.binder = Binder(plan)

    def __call__(self, batch: dict[str, Any]) -> Any:
        """Binds the titles of a batch."""
        return table(self.binder.bind([str(title) for title in batch["title"]]))


def work(plan: Plan, titles: Sequence[str], workers: int | None) -> Iterator[list[Row]]:
    """Binds titles on the cluster that this process is connected to, or on this machine."""
    if not ray.is_initialized():
        ray.init(log_to_driver=False, logging_level="error")
    most = workers or max(1, int(ray.cluster_resources().get("CPU", 1)) // plan.cores)
    # The run tells its own progress.
    ray.data.DataContext.get_current().enable_progress_bars = False
    size = batch_size(len(titles), most)
    names = ray.data.from_items([{"title": title} for title in titles], override_num_blocks=-(-len(titles) // size))
    made = names.map_batches(
        Worker,
        fn_constructor_args=(plan,),
        batch_size=size,
        num_cpus=plan.cores,
        compute=ActorPoolStrategy(min_size=1, max_size=most, initial_size=most),
    )
    for part in made.iter_batches(batch_size=None, batch_format="pyarrow"):
        yield [Row.of_flat(flat) for flat in part.to_pylist()]
