"""The program, with the fault that a title asks for: its file `fault` holds a word, and for some a path.

- `hang`: it never ends
- `eat`: it asks for memory without end
- `kill`: it is killed by a signal
- `outside`: it says that the outside world failed
- `worker`: its worker is killed
- `worker PATH`: the same, the first time alone: the file is there afterwards
- `sleep SECONDS`: it takes its time
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sahhaf.lists._plan import own_program


def eat(_rest: str) -> None:
    """Asks for memory; ends as the program does, whose allocator says so and aborts."""
    eaten = []
    try:
        while True:
            eaten.append(bytearray(64 << 20))
    except MemoryError:
        sys.stderr.write("memory allocation of 67108864 bytes failed\n")
        sys.stderr.flush()
        os.abort()


def worker(rest: str) -> None:
    """Kills the worker; with a path, the first time alone."""
    if rest and Path(rest).exists():
        return
    if rest:
        Path(rest).touch()
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(1)
    sys.exit(3)


FAULTS: dict[str, Callable[[str], object]] = {
    "hang": lambda _rest: time.sleep(1000),
    "eat": eat,
    "kill": lambda _rest: os.kill(os.getpid(), signal.SIGKILL),
    "outside": lambda _rest: sys.exit(3),
    "worker": worker,
    "sleep": lambda rest: time.sleep(float(rest)),
}


def main() -> int:
    """Fails if that is asked for, else binds."""
    fault = Path("fault")
    if fault.exists():
        word, _, rest = fault.read_text().partition(" ")
        FAULTS[word](rest)
    return subprocess.run([*own_program(), *sys.argv[1:]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
