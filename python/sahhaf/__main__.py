"""The program `sahhaf`, as a script of the package and as `python -m sahhaf`."""

from __future__ import annotations

import sys
from typing import NoReturn

from . import _program


def main() -> NoReturn:
    """Does what the command line says and ends the process with the program's exit code."""
    _program.run(sys.argv[1:])


if __name__ == "__main__":
    main()
