"""The program at work on one title: files in a folder of its own, books out of it into the sink."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ._child import Ended, call
from ._plan import Plan
from ._row import Outcome, Row
from ._store import Store

OUT = "out"
"""The folder that the program writes to, beside the title's."""

# Folders of titles that are being bound, in the system's folder for such: the process that owns one is in its name.
_PREFIX = "sahhaf-lists-"

# The program's exit codes, as its help tells them.
_FINE, _MISTAKES, _NOT_UNDERSTOOD, _OUTSIDE = 0, 1, 2, 3

# Words of a failure that stand in a row; the manifest has all.
_REASON = 300


class OutsideError(Exception):
    """The outside world failed: the title is tried again."""


@dataclass(frozen=True)
class Worked:
    """What came of the program's work on a title."""

    ended: Ended
    kills: int
    outcome: Outcome

    @property
    def messages(self) -> str:
        """What the program found, as JSON lines."""
        return self.ended.messages

    def row(self, title: str) -> Row:
        """As a row without key and books."""
        found = list(objects(self.messages))
        severities = Counter(one["severity"] for one in found)
        return Row(
            title,
            self.outcome,
            reason="" if self.outcome == "bound" else self._reason(found),
            errors=severities["error"],
            warnings=severities["warning"],
            hints=severities["hint"],
            codes=dict(Counter(one["code"] for one in found)),
            bind_seconds=self.ended.seconds,
            cpu_seconds=self.ended.cpu_seconds,
            memory=self.ended.memory,
            kills=self.kills,
        )

    def _reason(self, found: list[dict[str, Any]]) -> str:
        # Where warnings prevent a book, there may be no error.
        worst = (_line(one) for severity in ("error", "warning") for one in found if one["severity"] == severity)
        words = self.ended.killed or next(worst, "") or _first_line(self.ended.messages)
        return words[:_REASON] or f"the program ended with code {self.ended.code}"


def _first_line(words: str) -> str:
    return words.strip().partition("\n")[0]


def _line(found: dict[str, Any]) -> str:
    """A message with its place, as editors understand it.

    >>> _line({"file": "01.md", "line": 3, "column": 5, "code": "unknown-note", "message": "there is no note 1"})
    '01.md:3:5: unknown-note: there is no note 1'
    """
    place = ":".join(str(found[part]) for part in ("file", "line", "column") if found.get(part) is not None)
    return f"{place}: {found['code']}: {found['message']}" if place else f"{found['code']}: {found['message']}"


def objects(lines: str) -> Iterator[dict[str, Any]]:
    """The messages among what the program wrote to standard error; a killed one may have written half a line."""
    for line in lines.split("\n"):
        with contextlib.suppress(ValueError):
            found = json.loads(line)
            if isinstance(found, dict) and found.get("code") and "severity" in found:
                yield found


def work(plan: Plan, folder: Path, name: str, cores: AbstractContextManager[Any]) -> Worked:
    """Calls the program, again where it is killed, as often as the plan allows.

    Raises `OutsideError` where the program says that the outside world failed.
    """
    command = _command(plan, folder)
    for kills in range(plan.retries.kills):
        with cores:
            ended = call(command, folder / name, folder / "messages", plan.limits)
        if ended.code == _OUTSIDE:
            raise OutsideError(_failure(ended.messages))
        if not ended.killed:
            outcomes: dict[int, Outcome] = {_FINE: "bound", _MISTAKES: "mistakes"}
            return Worked(ended, kills, outcomes.get(ended.code, "failed"))
    return Worked(ended, plan.retries.kills, "poison")


def _command(plan: Plan, folder: Path) -> list[str]:
    # From inside the title: its messages then name its files as its author knows them.
    command = [*plan.program, "build", ".", "--output", str(folder / OUT)]
    return [*command, "--message-format", "json", "--format", ",".join(plan.formats), *plan.options]


def misunderstood(plan: Plan) -> str:
    """What the program says about formats and options that it does not know; empty where it knows all.

    It is asked once, with the smallest of books: ten thousand titles need not fail by a word that was mistyped.
    """
    with folder_of_title() as folder:
        lay({"1.md": b"# 1\n"}, folder / "asked")
        ended = call(_command(plan, folder), folder / "asked", folder / "messages", plan.limits)
    return _first_line(ended.messages) if ended.code == _NOT_UNDERSTOOD else ""


def _failure(messages: str) -> str:
    """The failure among what the program wrote: an object with `failure`, or words."""
    last = messages.strip().rpartition("\n")[2]
    with contextlib.suppress(ValueError, AttributeError):
        said = json.loads(last)
        return str(said.get("failure") or said.get("message") or last)
    return last or "the program says that the outside world failed"


def lay(files: dict[str, bytes], folder: Path) -> None:
    """Writes the files of a title."""
    folder.mkdir(parents=True)
    made = {folder}
    for path, data in files.items():
        file = folder / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(data)


def deliver(sink: Store, place: str, made: Path, threads: Executor) -> dict[str, int]:
    """Puts the books of a title into the sink, side by side; their names there and sizes."""
    files = sorted(made.iterdir())
    stem = place.rpartition("/")[2]
    names = {file: f"{place}/{_named(file.name, stem)}" for file in files}
    list(threads.map(lambda file: sink.put(names[file], file.read_bytes()), files))
    return {names[file]: file.stat().st_size for file in files}


def _named(file: str, stem: str) -> str:
    """The name of a book in the sink: that of its title, be it in Persian, with the program's ending.

    >>> _named("book.cover.pdf", "گلستان"), _named("book-007.png", "گلستان")
    ('گلستان.cover.pdf', 'گلستان-007.png')
    """
    first, dot, ending = file.partition(".")
    page = f"-{first.rpartition('-')[2]}" if ending == "png" else ""
    return f"{stem}{page}{dot}{ending}"


@contextlib.contextmanager
def folder_of_title() -> Iterator[Path]:
    """A folder for one title, gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def sweep() -> None:
    """Removes the folders that killed workers of this machine have left."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        owner = path.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdecimal() and not _lives(int(owner)):
            shutil.rmtree(path, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
