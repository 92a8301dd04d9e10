"""`python -m sahhaf.lists`: lists on a command line."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from typing import NoReturn

from ._plan import Limits, Plan, Retries, own_program
from ._report import Report, report, status
from ._run import Progress, counted, run
from ._store import StoreError, url_of
from ._titles import Shard
from .engines import NAMES

_EXIT_CODES = """\
exit codes:
  0  every title is bound
  1  some titles have mistakes, are poison or gone: `report` says which
  2  the command line cannot be understood
  3  the outside world failed for some titles: run it again"""


# Seconds between two lines of progress.
_BETWEEN = 5.0


def main(typed: list[str] | None = None) -> NoReturn:
    """Does what the command line says."""
    arguments = _parser().parse_args(typed)
    try:
        sys.exit(arguments.act(arguments))
    except (ImportError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)
    except StoreError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(3)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sahhaf-lists",
        description="Binds whole lists of titles.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_run(commands.add_parser("run", help="bind a list; what is unchanged is kept"))
    said = commands.add_parser("status", help="what the manifests say, whatever became of the runs")
    said.set_defaults(act=lambda arguments: _say(status(arguments.sink), arguments.json))
    told = commands.add_parser("report", help="mistakes by code, titles without books, slowest, largest")
    told.add_argument("--run", metavar="NAME", help="which run [default: the last one]")
    told.set_defaults(act=lambda arguments: _say(report(arguments.sink, arguments.run), arguments.json))
    for command in (said, told):
        command.add_argument("sink", type=url_of, help="where the books lie: a folder or a URL")
        command.add_argument("--json", action="store_true", help="one JSON object for scripts")
    return parser


def _add_run(parser: argparse.ArgumentParser) -> None:
    limits, retries = Limits(), Retries()
    parser.set_defaults(act=_run)
    add = parser.add_argument
    add("source", type=url_of, help="a folder or a URL (s3://…, gs://…, az://…) whose folders and zip files are titles")
    add("sink", type=url_of, help="a folder or a URL that takes books, manifests and rows")
    add("--engine", choices=NAMES, default="local", help="who does the work [default: local]")
    add("--workers", type=int, metavar="N", help="how many workers [default: one for each core]")
    add("--titles", metavar="URL", type=url_of, help="a CSV or Parquet file whose column `title` names the titles")
    add("--shard", type=Shard.parse, metavar="I/N", help="only this part of the list, for batch systems")
    add("--format", default="epub,pdf", help="what to bind [default: epub,pdf]")
    add("--style", metavar="URL", type=url_of, help="a folder of a house style, laid over every title")
    add("--option", action="append", default=[], metavar="WORD", help="a further word for `sahhaf build`")
    add("--program", metavar="PATH", help="another program [default: this package's]")
    add("--seconds", type=float, default=limits.seconds, help="limit for a title [default: %(default)g]")
    add("--memory", type=int, default=limits.memory >> 20, help="limit in MiB [default: %(default)d]")
    add("--tries", type=int, default=retries.outside, help="when the world fails [default: %(default)d]")
    add("--threads", type=int, default=8, help="titles in hand for each worker [default: %(default)d]")
    add("--run", metavar="NAME", help="the name of the run [default: the time]")
    add("--quiet", action="store_true", help="no progress on standard error")


def _run(arguments: argparse.Namespace) -> int:
    plan = Plan(
        source=arguments.source,
        sink=arguments.sink,
        formats=tuple(arguments.format.split(",")),
        options=tuple(arguments.option),
        style=arguments.style,
        limits=Limits(seconds=arguments.seconds, memory=arguments.memory << 20),
        retries=Retries(outside=arguments.tries),
        threads=arguments.threads,
        program=(arguments.program,) if arguments.program else own_program(),
    )
    done = run(
        plan,
        arguments.engine,
        listed=arguments.titles,
        shard=arguments.shard,
        workers=arguments.workers,
        name=arguments.run,
        progress=None if arguments.quiet else _Show(),
    )
    print(f"{done.name}: {Progress(done.total, done.total, dict(done.outcomes), done.seconds)}")
    if done.unbound:
        print(f"without books: {counted(done.unbound)}; sahhaf-lists report {arguments.sink} says which and why")
    return done.exit_code


class _Show:
    """Prints progress now and then, and its end."""

    def __init__(self) -> None:
        self.last = 0.0

    def __call__(self, progress: Progress) -> None:
        if progress.done == progress.total or progress.seconds - self.last >= _BETWEEN:
            self.last = progress.seconds
            print(progress, file=sys.stderr, flush=True)


def _say(said: Report, as_json: bool) -> int:
    # Whoever reads may have read enough: `report SINK | head`.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    print(json.dumps(said.data(), ensure_ascii=False) if as_json else said.text())
    return 0


if __name__ == "__main__":
    main()
