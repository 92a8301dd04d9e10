"""What came of a list: rows or manifests in, a report for people and for scripts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from . import _manifest as manifest
from . import _rows as rows
from ._row import Row
from ._store import Store

# How many titles stand in each list of a report.
_MOST = 20


@dataclass(frozen=True)
class Code:
    """A kind of message."""

    name: str
    messages: int
    titles: int


@dataclass(frozen=True)
class Report:
    """What came of a list."""

    titles: int
    outcomes: dict[str, int]
    kept: int
    """How many of them were so already."""
    codes: tuple[Code, ...]
    """Kinds of messages, those of most titles first."""
    unbound: tuple[Row, ...]
    """Titles without books, all of them, with their reasons."""
    slowest: tuple[Row, ...]
    largest: tuple[Row, ...]
    source_bytes: int
    output_bytes: int
    cpu_seconds: float

    def text(self) -> str:
        """For people."""
        counted = ", ".join(f"{count} {name}" for name, count in self.outcomes.items())
        parts = [
            f"{_titles(self.titles)}: {counted}; {self.kept} of them were so already",
            f"{_size(self.source_bytes)} in, {_size(self.output_bytes)} out, {self.cpu_seconds:.0f} s of processors",
            _section("without books", (f"{row.title}: {row.outcome}: {row.reason}" for row in self.unbound)),
            _section("messages", (f"{one.name}: {one.messages} in {_titles(one.titles)}" for one in self.codes)),
            _section("slowest", (f"{row.title}: {row.bind_seconds:.2f} s" for row in self.slowest)),
            _section("largest", (f"{row.title}: {_size(_output(row))}" for row in self.largest)),
        ]
        return "\n".join(part for part in parts if part)

    def data(self) -> dict[str, Any]:
        """For scripts."""
        return asdict(self)


def of_rows(found: Iterable[Row]) -> Report:
    """The report of rows; of a title that has several, the last counts."""
    last = {row.title: row for row in found}
    all_rows = [last[title] for title in sorted(last)]
    messages: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    for row in all_rows:
        messages.update(row.codes)
        titles.update(row.codes.keys())
    codes = sorted(messages, key=lambda code: (-titles[code], code))
    bound = [row for row in all_rows if row.outcome == "bound"]
    return Report(
        titles=len(all_rows),
        outcomes=dict(sorted(Counter(row.outcome for row in all_rows).items())),
        kept=sum(row.kept for row in all_rows),
        codes=tuple(Code(code, messages[code], titles[code]) for code in codes),
        unbound=tuple(row for row in all_rows if row.outcome != "bound"),
        slowest=tuple(sorted(bound, key=lambda row: -row.bind_seconds)[:_MOST]),
        largest=tuple(sorted(bound, key=lambda row: -_output(row))[:_MOST]),
        source_bytes=sum(row.source_bytes for row in all_rows),
        output_bytes=sum(map(_output, all_rows)),
        cpu_seconds=sum(row.cpu_seconds for row in all_rows),
    )


def report(sink: str, run: str | None = None) -> Report:
    """The report of a run, the last one by default: its rows hold every title that it saw."""
    store = Store(sink)
    names = [run] if run else rows.runs(store)[-1:]
    if not names:
        raise ValueError(f"no run has left rows in {sink}")
    return of_rows(rows.read(store, names[0]))


def status(sink: str) -> Report:
    """What the manifests say, whichever runs wrote them and however those ended. It reads one object for each title."""
    return of_rows(made.row for made in manifest.read_all(Store(sink)))


def _output(row: Row) -> int:
    return sum(row.outputs.values())


def _titles(count: int) -> str:
    return "1 title" if count == 1 else f"{count} titles"


def _section(title: str, lines: Iterable[str]) -> str:
    body = "\n".join(f"  {line}" for line in lines)
    return f"{title}:\n{body}" if body else ""


def _size(number: int) -> str:
    """Bytes for people.

    >>> _size(999), _size(12_345_678)
    ('999 B', '12.3 MB')
    """
    size = float(number)
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if size < 1000 or unit == "TB":
            break
        size /= 1000
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
