"""The program in a child process within limits: a command in, how it ended out.

The child leads a process group of its own, so that all of it can be killed. It writes what it finds to a file, so
that nobody has to read along, and is waited for without asking again and again.
"""

from __future__ import annotations

import contextlib
import math
import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from ._plan import Limits

# How long a process that was not waited for by its descriptor is left alone between two looks.
_LOOK = 0.01

# What the program is given of the environment: enough to start, nothing that could change a book.
_PASSED = ("HOME", "LD_LIBRARY_PATH", "PATH", "SYSTEMROOT", "TMPDIR")

# One thread: a worker binds as many titles at once as it has cores. Two arenas keep the address space small.
_SET = {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2", "NO_COLOR": "1", "RAYON_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Ended:
    """How a program ended."""

    code: int
    """Its exit code; below zero, the signal that killed it."""
    killed: str
    """Why it was killed, in words; empty if it was not."""
    messages: str
    """What it wrote to standard error."""
    seconds: float
    cpu_seconds: float
    memory: int
    """Bytes at most."""


def call(command: list[str], folder: Path, errors: Path, limits: Limits) -> Ended:
    """Calls a command in a folder and waits until it ends or has taken too much; its standard error goes to a file."""
    start = time.monotonic()
    with errors.open("wb") as stderr:
        child = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            env=_environment(),
            start_new_session=True,
        )
    try:
        _limit(child.pid, limits)
        in_time = _wait(child.pid, limits.seconds)
    finally:
        # The group, not the child alone: nothing that it started outlives it.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        _pid, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    words = errors.read_text("utf-8", "replace")
    return Ended(
        code=child.returncode,
        killed=_reason(child.returncode, words, limits, in_time),
        messages=words,
        seconds=time.monotonic() - start,
        cpu_seconds=used.ru_utime + used.ru_stime,
        memory=used.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    )


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in _PASSED if name in os.environ} | _SET


def _limit(pid: int, limits: Limits) -> None:
    """Sets what the system holds by itself, even if the worker is gone.

    It is set from outside, just after the start: a function that runs between fork and exec is slow, and unsafe where
    the worker has threads.
    """
    if sys.platform != "linux":
        return
    import resource

    # Processors' seconds of one thread are no more than seconds; the second above is for the kill by the clock.
    seconds = math.ceil(limits.seconds) + 1
    wanted = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: limits.file,
        resource.RLIMIT_CORE: 0,
    }
    with contextlib.suppress(ProcessLookupError):
        for what, most in wanted.items():
            _soft, hard = resource.prlimit(pid, what)
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(pid, what, (least, least))


def _wait(pid: int, seconds: float) -> bool:
    """Waits until a process has ended; whether it did in time. It stays to be waited for."""
    if hasattr(os, "pidfd_open"):
        descriptor = os.pidfd_open(pid)
        try:
            poll = select.poll()
            poll.register(descriptor, select.POLLIN)
            return bool(poll.poll(seconds * 1000))
        finally:
            os.close(descriptor)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return True
        time.sleep(_LOOK)
    return False


def _reason(code: int, words: str, limits: Limits, in_time: bool) -> str:
    """Why a program was killed; empty if it ended by itself."""
    if not in_time:
        return f"killed after {limits.seconds:g} seconds"
    if code >= 0:
        return ""
    name = signal.Signals(-code).name
    if code == -signal.SIGABRT and "memory allocation" in words:
        return f"it asked for more than {limits.memory >> 20} MiB of memory"
    if code == -signal.SIGXCPU:
        return f"killed after {math.ceil(limits.seconds) + 1} seconds of a processor"
    if code == -signal.SIGXFSZ:
        return f"it wrote a file of more than {limits.file >> 20} MiB"
    return f"killed by {name}"
