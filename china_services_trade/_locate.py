"""Finds the data, so that a checkout, an editable install and a wheel all behave alike."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ._inside import inside

TYPES = ("string", "number", "integer", "boolean")
FILE_BYTES = 64 * 2**20
"""A package has six megabytes in all; whatever is larger than this is no table."""
PACKAGE = Path(__file__).resolve().parent


class Unknown(KeyError):
    """A name that the data do not know; unlike its base it shows its message unquoted."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class UnknownResource(Unknown):
    """No resource has this name. The message lists near names, or all of them if none is near."""


def data_folder() -> Path:
    """The folder that holds ``datapackage.json`` and ``resources/``.

    A wheel carries it inside the package; in a checkout it is the folder above the package.

    Raises:
        FileNotFoundError: Neither place holds a descriptor.
    """
    places = (PACKAGE / "data", PACKAGE.parent)
    for place in places:
        if (place / "datapackage.json").is_file():
            return place
    looked = " or ".join(str(place) for place in places)
    raise FileNotFoundError(f"no datapackage.json in {looked}: the data are missing, reinstall china-services-trade")


def descriptor() -> dict[str, Any]:
    """The data package descriptor; shared between callers, so not to be changed.

    Raises:
        ValueError: The file is damaged.
    """
    file = path()
    return _parsed(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _parsed(file: Path, modified: int) -> dict[str, Any]:
    """The content of a JSON file; ``modified`` makes a file that was rebuilt meanwhile be read again."""
    import json

    try:
        content: dict[str, Any] = json.loads(file.read_text("utf-8"))
        json.dumps(content, ensure_ascii=False).encode()  # no half of a character, which nothing could print
        resources = [(r["name"], r["path"], r["schema"]["fields"]) for r in content["resources"]]
        fields = [(f["name"], f["type"]) for *_, each in resources for f in each]
        _ = [frozenset(r["schema"].get("missingValues", [""])) for r in content["resources"]]
        names = [content["name"], content["version"], *(name for name, *_ in resources), *(name for name, _ in fields)]
        if not all(isinstance(name, str) for name in names) or any(kind not in TYPES for _, kind in fields):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ValueError(f"{file} is no tabular data package; reinstall china-services-trade") from None
    return content


def path(name: str | None = None) -> Path:
    """The path of a file of the data package.

    Args:
        name: Name of a resource; without it the descriptor is meant.

    Returns:
        Absolute path of the resource's CSV file, or of ``datapackage.json``.

    Raises:
        UnknownResource: No resource has this name.
        FileNotFoundError: The file is missing.
        ValueError: The file would lie outside the data folder, or is larger than any table.
    """
    given = "datapackage.json" if name is None else resource(name)["path"]
    file = data_file(given, name or "the descriptor")
    if not file.is_file():
        raise FileNotFoundError(f"{file} is missing: the data are incomplete, reinstall china-services-trade")
    return file


def data_file(given: object, what: str) -> Path:
    """The path of a file below the data folder, which need not be there; ``what`` is what messages call it.

    Raises:
        ValueError: As ``path`` says.
    """
    try:
        file = inside(data_folder(), given)
    except ValueError as error:
        raise ValueError(f"the path of {what} {error}") from None
    if file.is_file() and file.stat().st_size > FILE_BYTES:
        raise ValueError(
            f"{file} has more than {FILE_BYTES:,} bytes, so it is no table; reinstall china-services-trade"
        )
    return file


def resources() -> list[str]:
    """Names of all resources in the order of the descriptor, topic tables first."""
    return [each["name"] for each in descriptor()["resources"]]


def describe(name: str) -> dict[str, Any]:
    """What the descriptor says of a resource: title, description, Table Schema with units and keys, hash.

    Args:
        name: Name of a resource.

    Returns:
        A fresh copy; changing it changes nothing else.

    Raises:
        UnknownResource: No resource has this name.
    """
    from copy import deepcopy

    return deepcopy(resource(name))


def resource(name: str) -> dict[str, Any]:
    """The descriptor of a resource; shared between callers, so not to be changed."""
    known: dict[str, dict[str, Any]] = {each["name"]: each for each in descriptor()["resources"]}
    if name in known:
        return known[name]
    from ._renamed import resource_now, warn

    now = resource_now(name)
    if now in known:
        warn("resource", name, now)
        return known[now]
    near = near_names(name, known)
    hint = f"near names: {', '.join(near)}" if near else f"the resources are: {', '.join(known)}"
    raise UnknownResource(f"no resource is called {name!r}; {hint}")


def near_names(name: str, known: dict[str, Any]) -> list[str]:
    """Up to five of the known names that look like ``name`` or contain it, nearest first."""
    import difflib

    close = difflib.get_close_matches(str(name).lower(), known, n=5, cutoff=0.6)
    within = [other for other in known if name and str(name).lower() in other and other not in close]
    return (close + within)[:5]
