"""Messages: the JSON lines that the program prints in; dataclasses out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "hint"]
"""How bad it is: an error prevents the book, a warning lets a reader stumble, a hint is worth a look."""


@dataclass(frozen=True)
class Place:
    """A piece of a text: its file, and lines and columns from 1, counted in characters."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Message:
    """One thing that the author of a book, or the maker of an EPUB, should know."""

    severity: Severity
    code: str
    """What kind of mistake: `broken-link`; docs/diagnostics.md explains each."""
    text: str
    """What is wrong, complete without the hint."""
    hint: str | None
    """What to do now."""
    file: str | None
    """The file, by its path in the book; `None` where it concerns the whole."""
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    also: tuple[Place, ...]
    """The same mistake at further places, in the order of the book."""
    more: int
    """How many more of its kind stand on its line and are left out."""

    def __str__(self) -> str:
        """One line, as compilers write it.

        >>> print(Message("error", "unknown-note", "no note", "write it", "1.md", 3, 5, 3, 9, (), 0))
        1.md:3:5: error[unknown-note]: no note (help: write it)
        """
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        help_ = f" (help: {self.hint})" if self.hint else ""
        return f"{place or 'book'}: {self.severity}[{self.code}]: {self.text}{help_}"


def objects(lines: str) -> Iterator[dict[str, Any]]:
    """The objects of JSON lines. A text may hold U+2028, so only a line feed ends a line."""
    return (json.loads(line) for line in lines.split("\n") if line)


def messages(lines: str) -> tuple[Message, ...]:
    """The messages of JSON lines, in their order."""
    return tuple(_message(found) for found in objects(lines))


def _message(found: dict[str, Any]) -> Message:
    end = found["end"] or {}
    return Message(
        severity=found["severity"],
        code=found["code"],
        text=found["message"],
        hint=found["hint"],
        file=found["file"],
        line=found["line"],
        column=found["column"],
        end_line=end.get("line"),
        end_column=end.get("column"),
        also=tuple(_place(place) for place in found["also"]),
        more=found["more"],
    )


def _place(place: dict[str, Any]) -> Place:
    end = place["end"]
    return Place(place["file"], place["line"], place["column"], end["line"], end["column"])
