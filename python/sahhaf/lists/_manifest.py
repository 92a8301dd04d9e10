"""Manifests: what came of a title, in the sink, written when all of it is there.

A title has one manifest, `manifest/TITLE.json`, with the key of what its books are made of. Were it named by the
key, a chapter that is changed and changed back would find its first manifest again beside the books of the second.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace

from ._plan import Limits, Plan
from ._row import Row
from ._store import MissingError, Store

FOLDER = "manifest"

# What a program that is out of order may write is not all kept.
_MESSAGES = 256 << 10

# How many manifests are read at once: each is small, and the store takes its time.
_READERS = 32


@dataclass(frozen=True)
class Manifest:
    """What came of a title, and under which limits."""

    row: Row
    messages: str
    """What the program found, as JSON lines."""
    limits: Limits

    def holds(self, key: str, plan: Plan) -> bool:
        """Whether nothing has changed. A poisoned title is tried again under other limits."""
        return self.row.key == key and (self.row.outcome != "poison" or self.limits == plan.limits)

    def row_kept(self) -> Row:
        """Its row in a run that left it as it was."""
        return replace(self.row, kept=True)

    def text(self) -> str:
        """As JSON."""
        made = {"row": asdict(self.row), "messages": self.messages[:_MESSAGES], "limits": asdict(self.limits)}
        return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True)

    @classmethod
    def of_text(cls, text: str) -> Manifest:
        """Reads JSON back.

        >>> made = Manifest(Row("golestan", "bound", key="k"), "", Limits())
        >>> Manifest.of_text(made.text()) == made
        True
        """
        made = json.loads(text)
        return cls(Row(**made["row"]), made["messages"], Limits(**made["limits"]))


def _name(title: str) -> str:
    return f"{FOLDER}/{title}.json"


def read(sink: Store, title: str) -> Manifest | None:
    """The manifest of a title; none where there is none, or one that an earlier version wrote otherwise."""
    try:
        data, _etag = sink.get(_name(title))
        return Manifest.of_text(data.decode())
    except (MissingError, ValueError, KeyError, TypeError):
        return None


def write(sink: Store, made: Manifest) -> None:
    """Writes a manifest."""
    sink.put(_name(made.row.title), made.text().encode())


def remove(sink: Store, title: str) -> None:
    """Removes a manifest before the books that it names are replaced."""
    sink.delete(_name(title))


def read_all(sink: Store) -> Iterator[Manifest]:
    """All manifests, in no order."""
    with ThreadPoolExecutor(max_workers=_READERS) as readers:
        for part in sink.pages(FOLDER):
            titles = [one.name[len(FOLDER) + 1 : -len(".json")] for one in part]
            yield from (found for found in readers.map(lambda title: read(sink, title), titles) if found)
