"""Objects in a folder or a bucket behind one small door: names with ETags, bytes in, bytes out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, from_url


class StoreError(Exception):
    """The store failed: the outside world's fault, worth another try."""


class MissingError(StoreError):
    """There is no such object."""


@dataclass(frozen=True)
class Object:
    """An object as a listing shows it."""

    name: str
    etag: str
    size: int


class Store:
    """Objects below a URL. Credentials, regions and endpoints come from the environment (`AWS_…` for S3).

    A folder of a disk that is not there is made for a sink (`make`) and missed for all else: a source that a machine
    of a cluster does not see is no empty one.
    """

    def __init__(self, url: str, *, make: bool = False) -> None:
        self.url = url
        self._inner = _open(url, make)

    def objects(self, folder: str = "") -> list[Object]:
        """All objects below a folder, by name."""
        prefix = f"{folder}/" if folder else None
        with _told(self.url, folder):
            found = [_object(meta) for part in obstore.list(self._inner, prefix) for meta in part]
        return sorted((one for one in found if not one.name.endswith("/")), key=lambda one: one.name)

    def pages(self, folder: str) -> Iterator[list[Object]]:
        """The same as they come, for folders that hold more than fits in memory."""
        with _told(self.url, folder):
            for part in obstore.list(self._inner, f"{folder}/"):
                yield [_object(meta) for meta in part]

    def level(self) -> tuple[list[str], list[Object]]:
        """Folders and objects of the first level."""
        with _told(self.url):
            found = obstore.list_with_delimiter(self._inner)
        folders = [str(name).rstrip("/") for name in found["common_prefixes"]]
        return folders, [_object(meta) for meta in found["objects"]]

    def head(self, name: str) -> Object:
        """An object without its bytes."""
        with _told(self.url, name):
            return _object(obstore.head(self._inner, name))

    def get(self, name: str) -> tuple[bytes, str]:
        """An object's bytes, and the ETag that they have."""
        with _told(self.url, name):
            found = obstore.get(self._inner, name)
            return bytes(found.bytes()), _etag(found.meta)

    def put(self, name: str, data: bytes | Path) -> None:
        """Writes an object whole or not at all."""
        with _told(self.url, name):
            obstore.put(self._inner, name, data)

    def delete(self, name: str) -> None:
        """Removes an object; it may be gone already."""
        with contextlib.suppress(MissingError), _told(self.url, name):
            obstore.delete(self._inner, name)


@contextlib.contextmanager
def _told(url: str, name: str = "") -> Iterator[None]:
    """Says of every failure of the store where it was."""
    place = f"{url}/{name}" if name else url
    try:
        yield
    except (NotFoundError, FileNotFoundError) as error:
        raise MissingError(f"{place}: there is no such object") from error
    except (BaseError, OSError) as error:
        words = str(error).strip().splitlines()
        raise StoreError(f"{place}: {words[0] if words else type(error).__name__}") from error


def url_of(written: str) -> str:
    """A URL as it is; a path of this machine as one.

    >>> url_of("s3://house/titles"), url_of("/tmp/my titles")
    ('s3://house/titles', 'file:///tmp/my%20titles')
    """
    return written if "://" in written else Path(written).absolute().as_uri()


def _open(url: str, make: bool) -> Any:
    parts = urlsplit(url)
    if parts.scheme == "file":
        folder = unquote(parts.path)
        if not make and not Path(folder).is_dir():
            raise ValueError(f"{folder} is no folder of this machine")
        return LocalStore(prefix=folder, mkdir=True)
    if not parts.scheme:
        raise ValueError(f"{url!r} is no URL: write file:///…, s3://…, gs://… or az://…")
    return from_url(url)


def _object(meta: Any) -> Object:
    return Object(str(meta["path"]), _etag(meta), int(meta["size"]))


def _etag(meta: Any) -> str:
    return str(meta["e_tag"] or meta["last_modified"])
