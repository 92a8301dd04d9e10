"""Times a list on two cores: a plain loop of the program, the engines, a second run, a run after one change.

    python lists.py /tmp/titles /tmp/bench --program ../../target/release/sahhaf --workers 2

Prints a line of JSON for each run; `simulate.py` reads their rows. The loop is what a shell does: as many programs at
once as there are workers, each with one thread, files from a folder, files into a folder.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sahhaf.lists import Plan, run
from sahhaf.lists import _rows as rows
from sahhaf.lists._store import Store


def cpu() -> float:
    """Seconds of processors of this process and of all that it has waited for: of Ray's, none."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def loop(titles: Path, into: Path, program: str, workers: int) -> dict[str, Any]:
    """The plain loop."""
    environment = {**os.environ, "RAYON_NUM_THREADS": "1", "NO_COLOR": "1"}

    def bind(title: Path) -> None:
        command = [program, "build", str(title), "--output", str(into / title.name)]
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

    folders = sorted(titles.iterdir())
    start, before = time.monotonic(), cpu()
    with ThreadPoolExecutor(workers) as threads:
        list(threads.map(bind, folders))
    seconds, used = time.monotonic() - start, cpu() - before
    shutil.rmtree(into)
    return {"run": "loop", "titles": len(folders), "seconds": round(seconds, 2), "cpu": round(used, 2)}


def timed(plan: Plan, engine: Any, workers: int, name: str) -> dict[str, Any]:
    """A run, with the times of its rows."""
    start, before = time.monotonic(), cpu()
    done = run(plan, engine, workers=workers, name=name)
    seconds = time.monotonic() - start
    found = [row for row in rows.read(Store(plan.sink), name) if not row.kept]
    bind = [row.bind_seconds for row in found] or [0.0]
    return {
        "run": name,
        "seconds": round(seconds, 2),
        "cpu": round(cpu() - before, 2),
        "outcomes": dict(done.outcomes),
        "bind_median": round(statistics.median(bind), 4),
        "bind_sum": round(sum(bind), 2),
        "cpu_sum": round(sum(row.cpu_seconds for row in found), 2),
    }


def say(**values: Any) -> None:
    """Prints a line of JSON."""
    print(json.dumps(values), flush=True)


def measure(typed: argparse.Namespace, engine: str) -> None:
    """All runs of one engine. A cluster is there before its runs are timed; what it takes to start stands alone."""
    if engine == "ray":
        import ray

        start = time.monotonic()
        ray.init(log_to_driver=False, logging_level="error", num_cpus=typed.workers)
        say(run="start", engine=engine, seconds=round(time.monotonic() - start, 2))
    sink = typed.into / engine
    plan = Plan(typed.titles.resolve().as_uri(), sink.resolve().as_uri(), program=(typed.program,))
    say(engine=engine, **timed(plan, engine, typed.workers, "first"))
    say(engine=engine, **timed(plan, engine, typed.workers, "unchanged"))
    chapter = min(typed.titles.iterdir()) / "01.md"
    chapter.write_text(chapter.read_text() + "\nیک بند دیگر.\n")
    say(engine=engine, **timed(plan, engine, typed.workers, "one-changed"))


def main() -> None:
    """Measures what the command line asks for."""
    parser = argparse.ArgumentParser(description="Times a list on a few cores.")
    parser.add_argument("titles", type=Path)
    parser.add_argument("into", type=Path)
    parser.add_argument("--program", required=True)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--engine", action="append", choices=("local", "ray", "spark"))
    typed = parser.parse_args()
    typed.program = str(Path(typed.program).resolve())
    for engine in typed.engine or ["local"]:
        say(**loop(typed.titles, typed.into / "loop", typed.program, typed.workers))
        measure(typed, engine)
    say(**loop(typed.titles, typed.into / "loop", typed.program, typed.workers))


if __name__ == "__main__":
    main()
