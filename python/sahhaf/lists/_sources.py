"""The files of a title: a listing in, bytes by path out, with the key that they make."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass

from ._plan import Plan
from ._store import MissingError, Object, Store
from ._titles import is_zip

# No book has so many files; a directory of a zip file that claims more is not read.
_MOST_FILES = 20_000


class SourceError(Exception):
    """A title cannot be read as one: its author's fault, not the outside world's."""


class ChangedError(Exception):
    """An object has changed since it was listed: the title is looked at again."""


@dataclass(frozen=True)
class Sources:
    """A title as it lies in the source: its objects, with paths inside the title."""

    title: str
    objects: tuple[Object, ...]

    @property
    def size(self) -> int:
        """Bytes of all objects."""
        return sum(one.size for one in self.objects)


def look(store: Store, title: str) -> Sources:
    """The objects of a title, without their bytes. None of them means that the title is gone."""
    if is_zip(title):
        try:
            return Sources(title, (store.head(title),))
        except MissingError:
            return Sources(title, ())
    # The program does not see hidden files, so they change nothing.
    found = [one for one in store.objects(title) if _is_source(one.name[len(title) + 1 :])]
    return Sources(title, tuple(found))


def _is_source(path: str) -> bool:
    return not any(part.startswith(".") for part in path.split("/"))


def key_of(plan: Plan, sources: Sources, style: Iterable[Object]) -> str:
    """SHA-256 of all that a title's books are made of: program, options, house style, names and ETags."""
    made_of = {
        "formats": plan.formats,
        "objects": [(one.name, one.etag) for one in sources.objects],
        "options": plan.options,
        "program": plan.identity,
        "style": [(one.name, one.etag) for one in style],
        "title": sources.title,
    }
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


def fetch(store: Store, sources: Sources, most: int, threads: Executor) -> dict[str, bytes]:
    """The files of a title by their paths in it.

    Raises `ChangedError` where an object is no longer the one that was listed: the key would not be that of the
    books.
    """
    if sources.size > most:
        raise SourceError(f"its files have {sources.size >> 20} MiB, more than {most >> 20}")
    taken = threads.map(lambda one: _take(store, one), sources.objects)
    if is_zip(sources.title):
        return unpack(next(taken), most)
    return {safe(one.name[len(sources.title) + 1 :]): data for one, data in zip(sources.objects, taken)}


def _take(store: Store, wanted: Object) -> bytes:
    try:
        data, etag = store.get(wanted.name)
    except MissingError as error:
        raise ChangedError(f"{wanted.name} has vanished") from error
    if etag != wanted.etag:
        raise ChangedError(f"{wanted.name} has changed")
    return data


def unpack(data: bytes, most: int) -> dict[str, bytes]:
    """The files of a zip file, without the one folder that may hold all of them.

    A stranger's archive may claim little and hold much: what is read is counted.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = _members(archive, most)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise SourceError(f"the zip file cannot be read: {error}") from error
    tops = {path.partition("/")[0] for path in files}
    inner = all("/" in path for path in files) and len(tops) == 1
    stripped = {path.partition("/")[2]: data for path, data in files.items()} if inner else files
    return {path: data for path, data in stripped.items() if _is_source(path)}


def _members(archive: zipfile.ZipFile, most: int) -> dict[str, bytes]:
    members = [one for one in archive.infolist() if not one.is_dir() and not one.filename.startswith("__MACOSX/")]
    if len(members) > _MOST_FILES:
        raise SourceError(f"the zip file holds {len(members)} files, more than any book")
    files: dict[str, bytes] = {}
    left = most
    for member in members:
        with archive.open(member) as file:
            data = file.read(left + 1)
        left -= len(data)
        if left < 0:
            raise SourceError(f"the files of the zip file have more than {most >> 20} MiB")
        files[safe(member.filename)] = data
    return files


def safe(path: str) -> str:
    """A path that stays in its folder.

    >>> safe("a/../../etc/passwd")
    Traceback (most recent call last):
        ...
    sahhaf.lists._sources.SourceError: 'a/../../etc/passwd' leads out of the title
    """
    parts = path.replace("\\", "/").split("/")
    if ".." in parts or path.startswith("/") or ":" in parts[0] or "\0" in path:
        raise SourceError(f"{path!r} leads out of the title")
    return "/".join(part for part in parts if part not in ("", "."))
