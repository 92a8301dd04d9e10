"""Every example of the package is true."""

import doctest
import importlib
import pkgutil

import pytest

import sahhaf


def modules() -> list[str]:
    """Names of the package's modules."""
    found = pkgutil.walk_packages(sahhaf.__path__, "sahhaf.")
    return ["sahhaf", *(one.name for one in found if not one.name.endswith("__main__"))]


@pytest.mark.parametrize("name", modules())
def test_examples(name: str) -> None:
    """The examples of a module give what they say."""
    if name.startswith("sahhaf.lists"):
        pytest.importorskip("obstore")
        pytest.importorskip("pyarrow")
    for engine in ("ray", "spark"):
        if name.endswith(f".engines.{engine}"):
            pytest.importorskip("ray" if engine == "ray" else "pyspark")
    failed, _tried = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert failed == 0
