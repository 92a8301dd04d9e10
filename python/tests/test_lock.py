"""The module is built of what the program is built of."""

import sys
from pathlib import Path
from typing import Any

import pytest

if sys.version_info < (3, 11):
    pytest.skip("tomllib comes with Python 3.11", allow_module_level=True)

import tomllib

ROOT = Path(__file__).parents[2]


def read(path: str) -> dict[str, Any]:
    """A file of Cargo."""
    return tomllib.loads((ROOT / path).read_text())


def versions(lock: str) -> dict[str, set[str]]:
    """All versions of each crate."""
    found: dict[str, set[str]] = {}
    for package in read(lock)["package"]:
        found.setdefault(package["name"], set()).add(package["version"])
    return found


def test_both_locks_name_the_same_versions() -> None:
    """Else the module's books could differ from those of the program."""
    program, module = versions("Cargo.lock"), versions("python/Cargo.lock")
    differ = {name: (program[name], module[name]) for name in program.keys() & module.keys()}
    # What the program has in two versions may be needed in one of them only.
    assert {name: pair for name, pair in differ.items() if not pair[1] <= pair[0]} == {}, "run .ci/python lock"


def test_both_have_the_same_profiles_and_patches() -> None:
    """Equal profiles share a target folder."""
    program, module = read("Cargo.toml"), read("python/Cargo.toml")
    assert module["profile"] == program["profile"]
    assert module["patch"]["crates-io"].keys() == program["patch"]["crates-io"].keys()
    assert module["package"]["version"] == program["package"]["version"]
