"""What came of a title: a row of the report, and the manifest that lies in the sink."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

Outcome = Literal["bound", "mistakes", "poison", "failed", "gone"]
"""- bound: its books lie in the sink
- mistakes: its author has to mend something; the messages say what
- poison: its program was killed twice, by a limit or by a signal
- failed: the outside world failed, each time it was tried; the next run tries again
- gone: it was in the list and is not in the source"""

KEPT: tuple[Outcome, ...] = ("bound", "mistakes", "poison")
"""What stays true while nothing changes, and has a manifest."""


@dataclass(frozen=True)
class Row:
    """What came of a title."""

    title: str
    outcome: Outcome
    kept: bool = False
    """Whether it was so already: nothing has changed since an earlier run."""
    key: str = ""
    """SHA-256 of all that the books are made of."""
    reason: str = ""
    """Why there are no books, in a line."""
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    """How many messages there are of each code."""
    outputs: dict[str, int] = field(default_factory=dict)
    """The books: names in the sink, and bytes."""
    source_bytes: int = 0
    seconds: float = 0.0
    """From the first look at its files until its books lay in the sink."""
    bind_seconds: float = 0.0
    """Of these, in the program."""
    cpu_seconds: float = 0.0
    """Of processors, in the program."""
    memory: int = 0
    """Bytes that the program had at most."""
    tries: int = 1
    kills: int = 0
    worker: str = ""
    """Host and process."""

    def flat(self) -> dict[str, Any]:
        """As a row of a table: counts by code and by output are JSON."""
        flat = asdict(self)
        for name in ("codes", "outputs"):
            flat[name] = json.dumps(flat[name], ensure_ascii=False, sort_keys=True)
        return flat

    @classmethod
    def of_flat(cls, flat: dict[str, Any]) -> Row:
        """A row of a table, read back.

        >>> row = Row("golestan", "bound", codes={"overfull-line": 2})
        >>> Row.of_flat(row.flat()) == row
        True
        """
        known = {one.name: flat[one.name] for one in fields(cls) if one.name in flat}
        for name in ("codes", "outputs"):
            known[name] = json.loads(known[name])
        return cls(**known)


COLUMNS: tuple[tuple[str, str], ...] = tuple((one.name, str(one.type)) for one in fields(Row))
"""Names and types of a flat row; those that are dictionaries are text."""
