"""A house style over a title: files in, files out.

Every file of the style goes where its path says and replaces the title's. `book.toml` is the exception: its tables
are laid over those of the title, value by value, so that a style sets a face, a trim, a standard and leaves the
title its title.
"""

from __future__ import annotations

import datetime
import json
import sys
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SETTINGS = "book.toml"


def overlay(files: dict[str, bytes], style: dict[str, bytes]) -> dict[str, bytes]:
    r"""The files of a title with a style over them.

    >>> laid = overlay({"book.toml": b'[book]\ntitle = "a"'}, {"book.toml": b'[page]\ntrim = "vaziri"'})
    >>> print(laid["book.toml"].decode())
    [book]
    title = "a"
    <BLANKLINE>
    [page]
    trim = "vaziri"
    <BLANKLINE>
    """
    laid = {**files, **style}
    if SETTINGS in files and SETTINGS in style:
        laid[SETTINGS] = _settings(files[SETTINGS], style[SETTINGS])
    return laid


def _settings(own: bytes, house: bytes) -> bytes:
    try:
        table = tomllib.loads(own.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        # The program tells its author what is wrong with it, at its place.
        return own
    return write(merged(table, tomllib.loads(house.decode("utf-8-sig")))).encode()


def merged(own: dict[str, Any], house: dict[str, Any]) -> dict[str, Any]:
    """Tables laid over tables; whatever else there is replaces.

    >>> merged({"a": {"b": 1, "c": 2}}, {"a": {"c": 3}, "d": 4})
    {'a': {'b': 1, 'c': 3}, 'd': 4}
    """
    both = dict(own)
    for name, value in house.items():
        mine = both.get(name)
        both[name] = merged(mine, value) if isinstance(mine, dict) and isinstance(value, dict) else value
    return both


def write(table: dict[str, Any]) -> str:
    """A table as TOML: values of the first level, then a section for each table, with what nests in it on a line."""
    plain = {name: value for name, value in table.items() if not isinstance(value, dict)}
    sections = [_lines(plain)] if plain else []
    tables = {name: value for name, value in table.items() if isinstance(value, dict)}
    sections += [f"[{_key(name)}]\n{_lines(values)}" for name, values in tables.items()]
    return "\n".join(sections)


def _lines(values: dict[str, Any]) -> str:
    return "".join(f"{_key(name)} = {_value(value)}\n" for name, value in values.items())


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if bare else _text(name)


def _text(text: str) -> str:
    # JSON escapes what TOML does, and leaves DEL alone, which TOML does not allow.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(name)} = {_value(one)}" for name, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return repr(value)
