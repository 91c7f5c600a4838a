"""JSON that means one thing: whatever readers take in different senses, or nobody can see, is refused."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from ..visible import unseen


def strict_json(data: bytes) -> Any:
    """The content of a document.

    Raises ValueError where it is no JSON in UTF-8, gives a key twice, has a number that is none, or holds a character
    that is not printed; RecursionError where it is nested too deep.
    """
    content = json.loads(data.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_number)
    _require_visible(content)
    return content


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [key for key, _ in pairs]
        raise ValueError(f"an object has the key {next(n for n in names if names.count(n) > 1)!r} twice; keep one")
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number; write one, or text")


def _require_visible(content: Any) -> None:
    """Raises ValueError for the first text, or name of a property, with a character that is not printed."""
    waiting = [content]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [*part, *part.values()]
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, str) and unseen(part):
            raise ValueError(f"a text has the character {unseen(part)}, which is not printed; take it out")
