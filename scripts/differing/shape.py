"""The shape of a manifest, so that whatever is read from it later is what it should be, whoever wrote the file."""

from __future__ import annotations

from typing import Any

from ..building.changes import WORDS
from .findings import TABLES as FINDINGS


def require_shape(content: Any) -> None:
    """Raises ValueError, TypeError or LookupError for the first part that is not as it should be."""
    _texts(content["released"], content["name"], content["created"], *content["facts"].values())
    _texts(*_list(content["texts"]))
    for kind, identity, verdict in _list(content["findings"]):
        _texts(identity, verdict)
        if kind not in FINDINGS:
            raise ValueError(f"{kind!r} is no kind of finding")
    names = [_table(head) for head in _list(content["tables"])]
    if len(set(names)) < len(names):
        raise ValueError("two tables have one name")
    for name in names:
        for row in _list(content[f"rows {name}"]):
            for cell in _list(row):
                if type(cell) is not int:
                    _texts(cell)
                elif not 0 <= cell < len(content["texts"]):
                    raise ValueError(f"a row of {name} has the text {cell}, which is not there")


def _table(head: Any) -> str:
    """The name of a table, whose head is as it should be."""
    name, path, key, stable, told, fields = _list(head)
    _texts(name, path, told, *_list(key))
    if type(stable) is not bool:
        raise TypeError(f"{stable!r} should be true or false")
    for column, kind, word, unit, codes, texts in _list(fields):
        _texts(column, kind, word, unit, texts, *_list(codes))
        if word not in ("", *WORDS):
            raise ValueError(f"{word!r} is none of {', '.join(WORDS)}")
    columns = [field[0] for field in fields]
    if len(set(columns)) < len(columns) or not key or not set(key) <= set(columns):
        raise ValueError(f"the columns of {name} repeat, or lack one of its key")
    return str(name)


def _texts(*values: Any) -> None:
    for value in values:
        if type(value) is not str:
            raise TypeError(f"{value!r} should be text")


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise TypeError(f"{value!r} should be a list")
    return value
