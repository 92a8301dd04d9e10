"""Which titles there are: a source or a list in, names out."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ._rows import table_of
from ._store import Store

_ZIP = ".zip"

_NO_TITLES = "the list has no column named title"


@dataclass(frozen=True)
class Shard:
    """One of several equal parts of a list, for houses whose engine is a batch system."""

    number: int
    """From 1."""
    of: int

    @classmethod
    def parse(cls, written: str) -> Shard:
        """Reads `2/5`.

        >>> Shard.parse("2/5")
        Shard(number=2, of=5)
        """
        number, _, of = written.partition("/")
        shard = cls(int(number), int(of))
        if not 1 <= shard.number <= shard.of:
            raise ValueError(f"{written!r} is no shard: write 1/{shard.of} to {shard.of}/{shard.of}")
        return shard

    def holds(self, title: str) -> bool:
        """Whether a title is in this part. It is in the same part whatever other titles there are.

        >>> [Shard(number, 3).holds("golestan") for number in (1, 2, 3)].count(True)
        1
        """
        number = int.from_bytes(hashlib.sha256(title.encode()).digest()[:8], "big")
        return number % self.of == self.number - 1


def titles_of(source: str, listed: str | None = None, shard: Shard | None = None) -> list[str]:
    """The titles of a source, sorted: folders and zip files of its first level, or those that a list names."""
    found = read_list(listed) if listed else list(_level(Store(source)))
    if not found:
        raise ValueError(
            f"there is no title in {listed or source}: titles are folders and zip files of its first level"
        )
    chosen = shard.holds if shard else lambda _title: True
    return sorted({title for title in found if chosen(title)})


def is_zip(title: str) -> bool:
    """Whether a title is a zip file.

    >>> is_zip("hafez.zip"), is_zip("HAFEZ.ZIP"), is_zip("hafez")
    (True, True, False)
    """
    return title.lower().endswith(_ZIP)


def _bare(title: str) -> str:
    return title[: -len(_ZIP)] if is_zip(title) else title


def name_of(title: str) -> str:
    """The name that a title's books have: the last part of its path.

    >>> name_of("poetry/hafez.zip"), name_of("golestan")
    ('hafez', 'golestan')
    """
    return _bare(title).rpartition("/")[2]


def place_of(title: str) -> str:
    """Where a title's books lie in the sink.

    >>> place_of("poetry/hafez.zip")
    'books/poetry/hafez'
    """
    return f"books/{_bare(title)}"


def _level(store: Store) -> Iterator[str]:
    folders, objects = store.level()
    names = [*folders, *(one.name for one in objects if is_zip(one.name))]
    # `.git`, and what macOS and others lay beside folders, are no titles.
    yield from (name for name in names if not name.startswith((".", "__MACOSX")))


def read_list(url: str) -> list[str]:
    """The titles that a list names: the column `title` of a CSV or Parquet file."""
    folder, _, name = url.rpartition("/")
    data, _etag = Store(folder).get(name)
    rows = _parquet(data) if name.endswith(".parquet") else _csv(data)
    return [title.strip().strip("/") for title in rows if title and title.strip()]


def _parquet(data: bytes) -> Iterable[str]:
    table = table_of(data, ["title"])
    if "title" not in table.column_names:
        raise ValueError(_NO_TITLES)
    titles: list[str] = table["title"].to_pylist()
    return titles


def _csv(data: bytes) -> Iterable[str]:
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    if "title" not in (reader.fieldnames or ()):
        raise ValueError(_NO_TITLES)
    return [row["title"] for row in reader]
