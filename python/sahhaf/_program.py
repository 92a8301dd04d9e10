"""The program in a process of its own: as a script, and as `python -I -S …/_program.py`, which starts sooner.

It imports nothing of the package but the compiled module, so that a list of ten thousand titles does not pay for
what it never uses.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn


def run(arguments: list[str]) -> NoReturn:
    """Does what the arguments say and ends the process with the program's exit code.

    Signals go back to what they do in a program: Python would note Ctrl-C and wait for its own turn, which does
    not come before the program has ended.
    """
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_module().main(["sahhaf", *arguments]))


def _module() -> Any:
    """The compiled module: the package's own, or the file beside this one where there is no package."""
    if __package__:
        from . import _sahhaf

        return _sahhaf
    from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader
    from importlib.util import module_from_spec, spec_from_loader

    folder = __file__.rpartition("/")[0]
    for suffix in EXTENSION_SUFFIXES:
        path = f"{folder}/_sahhaf{suffix}"
        try:
            loader = ExtensionFileLoader("_sahhaf", path)
            spec = spec_from_loader("_sahhaf", loader)
            module = module_from_spec(spec)  # type: ignore[arg-type]
        except ImportError:
            continue
        loader.exec_module(module)
        return module
    raise ImportError(f"no compiled module lies in {folder}")


if __name__ == "__main__":
    run(sys.argv[1:])
