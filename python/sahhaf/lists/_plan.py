"""What is to be done, as small data that travels to every worker: no bytes of books, no open doors."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass, field
from pathlib import Path

import sahhaf

# Far more than any book of these lists asks for; a title that reaches a limit is poison, not large.
_SECONDS = 120.0
_MEMORY = 2 << 30
_FILE = 1 << 30
_SOURCES = 1 << 30


@dataclass(frozen=True)
class Limits:
    """What one title may take before its program is killed."""

    seconds: float = _SECONDS
    """Of wall time, for one call of the program."""
    memory: int = _MEMORY
    """Bytes of address space. Held on Linux; elsewhere only time is."""
    file: int = _FILE
    """Bytes of the largest file that the program may write."""
    sources: int = _SOURCES
    """Bytes of all files of a title, unpacked."""


@dataclass(frozen=True)
class Retries:
    """How often something is tried before it is told."""

    outside: int = 3
    """Tries of a title when the outside world fails: the store, the disk, exit code 3 of the program."""
    pause: float = 0.5
    """Seconds before the second try; each further one waits four times as long."""
    kills: int = 2
    """Kills of the program after which a title is poison."""


def own_program() -> tuple[str, ...]:
    """The program of this package as a command that starts fast: Python without site packages."""
    script = Path(sahhaf.__file__).with_name("_program.py")
    return (sys.executable, "-I", "-S", str(script))


def digest_of(program: tuple[str, ...]) -> str:
    """What the program is, in sixteen hexadecimal digits: its version for ours, the bytes of its files for others."""
    if program == own_program():
        return hashlib.sha256(_own_module()).hexdigest()[:16]
    digest = hashlib.sha256()
    for part in program:
        path = Path(part)
        digest.update(path.read_bytes() if path.is_file() else part.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def _own_module() -> bytes:
    return Path(sahhaf._sahhaf.__file__).read_bytes()


@dataclass(frozen=True)
class Plan:
    """What is to be done with every title."""

    source: str
    """Where titles lie."""
    sink: str
    """Where books, manifests and rows go."""
    formats: tuple[str, ...] = ("epub", "pdf")
    options: tuple[str, ...] = ()
    """Further words for `sahhaf build`, such as `--standard a4`."""
    style: str | None = None
    """A house style: a folder whose files are laid over those of every title."""
    limits: Limits = field(default_factory=Limits)
    retries: Retries = field(default_factory=Retries)
    threads: int = 8
    """How many titles a worker has in hand at once, so that waiting for the store costs nothing. One of them is
    bound at a time for each of the worker's cores."""
    cores: int = 1
    """How many programs a worker runs at once."""
    program: tuple[str, ...] = field(default_factory=own_program)
    """The command that binds; this package's own by default."""
    identity: str = ""
    """What the program is. Part of every key, so that another program binds everything anew."""
    version: str = sahhaf.__version__
    """The package of the driver; a worker with another one refuses."""

    def identified(self) -> Plan:
        """The plan with the identity of its program, read once where the run begins."""
        from dataclasses import replace

        return replace(self, identity=self.identity or digest_of(self.program))
