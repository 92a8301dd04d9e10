"""The gate for EPUBs of any maker."""

from __future__ import annotations

import os
from dataclasses import dataclass

from . import _sahhaf
from ._messages import Message, messages, objects


@dataclass(frozen=True)
class BrokenRule:
    """A published rule of a shop that an EPUB breaks."""

    says: str
    source: str
    """Where the shop says so."""
    findings: int


@dataclass(frozen=True)
class Store:
    """A shop, with the rules of it that an EPUB breaks."""

    name: str
    broken: tuple[BrokenRule, ...]


@dataclass(frozen=True)
class EpubReport:
    """What the gate says about an EPUB."""

    findings: tuple[Message, ...]
    """In the order of files and lines; docs/epub-gate.md explains each code."""
    stores: tuple[Store, ...]

    @property
    def ok(self) -> bool:
        """Whether no finding is an error."""
        return all(finding.severity != "error" for finding in self.findings)


def check_epub(epub: bytes | str | os.PathLike[str]) -> EpubReport:
    """Looks through an EPUB, given as bytes or as a path, whoever made it.

    Raises `OSError` where the file cannot be read and `ValueError` where it is no EPUB at all.

    >>> check_epub(b"Beshno az ney")
    Traceback (most recent call last):
        ...
    ValueError: it is no ZIP archive, so no EPUB: ...
    """
    findings, stores = _sahhaf.check_epub(epub)
    return EpubReport(
        findings=messages(findings),
        stores=tuple(
            Store(store["store"], tuple(BrokenRule(**rule) for rule in store["broken"])) for store in objects(stores)
        ),
    )
