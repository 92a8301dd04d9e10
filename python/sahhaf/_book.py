"""Books: a folder or the bytes of its files in, artifacts and messages out."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Union

from . import _sahhaf
from ._messages import Message, messages

Source = Union[str, "os.PathLike[str]", Mapping[str, bytes]]
"""A folder that holds a book, or the bytes of its files by their paths in it, with `/` between their parts."""

Format = Literal["epub", "pdf", "cover", "png"]
"""`cover` is the sheet of back, spine and front for a press; `png` are pictures of pages."""

Progress = Callable[[str, bool], object]
"""Hears the name of a stage and whether it has ended, on whatever thread the stage runs. What it raises ends the
work and is raised to the caller."""


@dataclass(frozen=True)
class Options:
    """Choices that go before those of `book.toml`; they are those of the command line."""

    language: str | None = None
    """Which language to take, where a folder holds the book in several."""
    standard: str | None = None
    """Which standard the PDF claims to keep: ua1, a2a, a3a, a4, ua2 or none."""
    profile: str | None = None
    """What the PDF is for: screen or print."""
    pages: tuple[tuple[int, int], ...] = ()
    """Which pages become pictures with the format png: first and last, from 1. All of them by default."""
    dpi: int | None = None
    """How fine those pictures are, in pixels to the inch."""
    strict: bool = False
    """Whether warnings prevent the book, too."""

    def _native(self) -> _sahhaf.Options:
        return _sahhaf.Options(self.language, self.standard, self.profile, self.pages, self.dpi)


@dataclass(frozen=True)
class Artifact:
    """A file that a book became."""

    extension: str
    """The ending of its name: epub, pdf, cover.pdf or png."""
    data: bytes
    pages: int | None
    """How many pages it has; an EPUB has none."""
    page: int | None
    """Which page it shows, from 1, where it is the picture of one."""

    def file_name(self, stem: str) -> str:
        """Its name, as the program writes it.

        >>> Artifact("png", b"", None, 7).file_name("golestan")
        'golestan-007.png'
        """
        return f"{stem}.{self.extension}" if self.page is None else f"{stem}-{self.page:03}.{self.extension}"


@dataclass(frozen=True)
class Result:
    """A bound book."""

    artifacts: dict[str, Artifact]
    """By `epub`, `pdf` and `cover`; pictures of pages by `png-001`, `png-002` …"""
    messages: tuple[Message, ...]
    """Warnings and hints, in the order of the files and their lines."""
    stem: str
    """What the program would call the files: the name of the folder in ASCII, else `book`."""

    @property
    def pages(self) -> int | None:
        """How many pages the PDF has; `None` without one."""
        pdf = self.artifacts.get("pdf")
        return pdf.pages if pdf else None

    def save(self, folder: str | os.PathLike[str], stem: str | None = None) -> list[Path]:
        """Writes all files into a folder, made where it is not there, and returns their paths.

        Each file is written beside its name and renamed: nobody ever sees half of one.
        """
        into = Path(folder)
        into.mkdir(parents=True, exist_ok=True)
        named = [(into / made.file_name(stem or self.stem), made.data) for made in self.artifacts.values()]
        for path, data in named:
            _replace(path, data)
        return [path for path, _ in named]


class BookError(Exception):
    """A book has mistakes that prevent it: `messages` holds all of them, with their places."""

    def __init__(self, messages: tuple[Message, ...]) -> None:
        super().__init__(messages)
        self.messages = messages

    def __str__(self) -> str:
        """All of them, one a line."""
        return "\n".join(str(message) for message in self.messages)


def bind(
    book: Source,
    formats: Iterable[Format] = ("epub", "pdf"),
    options: Options | None = None,
    progress: Progress | None = None,
) -> Result:
    r"""Binds a book. Its bytes are those that the program writes.

    Raises `BookError` where the book has mistakes that prevent it, `OSError` where the outside world fails,
    `ValueError` for a format or an option that there is not, and `Fault` where the program itself is at fault.

    >>> bind({"1.md": "# یک\n\nمتن.\n".encode()}, formats=["epub"]).artifacts["epub"].data[:2]
    b'PK'
    """
    chosen = options or Options()
    made = _sahhaf.bind(_plain(book), list(formats), chosen._native(), progress)
    found = messages(made.messages)
    if made.artifacts is None or _prevents(found, chosen):
        raise BookError(found)
    artifacts = [Artifact(one.extension, one.data, one.pages, one.page) for one in made.artifacts]
    return Result({_key(one): one for one in artifacts}, found, _stem(book))


def check(book: Source, options: Options | None = None, progress: Progress | None = None) -> tuple[Message, ...]:
    """Does everything but writing, and returns all that was found, mistakes among it.

    Raises `OSError` and `Fault` as `bind` does.
    """
    made = _sahhaf.check(_plain(book), (options or Options())._native(), progress)
    return messages(made.messages)


def _plain(book: Source) -> str | os.PathLike[str] | dict[str, bytes]:
    return {name: bytes(data) for name, data in book.items()} if isinstance(book, Mapping) else book


def _prevents(found: tuple[Message, ...], options: Options) -> bool:
    worst = {"error", "warning"} if options.strict else {"error"}
    return any(message.severity in worst for message in found)


def _key(made: Artifact) -> str:
    if made.page is not None:
        return f"png-{made.page:03}"
    return "cover" if made.extension == "cover.pdf" else made.extension


def _stem(book: Source) -> str:
    """The name of the folder: ASCII letters, digits and `_`, joined by single hyphens.

    >>> _stem("/tmp/My Book (2)"), _stem("/tmp/کتاب"), _stem({})
    ('My-Book-2', 'book', 'book')
    """
    if isinstance(book, Mapping):
        return "book"
    return "-".join(re.findall(r"[A-Za-z0-9_]+", Path(book).resolve().name)) or "book"


def _replace(path: Path, data: bytes) -> None:
    """Writes a file beside its name, then gives it the name."""
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
