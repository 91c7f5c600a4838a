"""The fields of the portable profile: types, constraints and patterns that mean the same to every reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Faults = Iterator[tuple[str, str]]
"""Where in the descriptor (``figures/line/type``), and what to do."""

TRANSLATION = re.compile(r"(title|description)_[a-z]{2}")
TEXTS = ("name", "title", "description", "version", "unit", "role", "email", "organization")
TYPES = ("string", "number", "integer", "boolean", "date")
FIELD_KEYS = {"name", "type", "title", "description", "unit", "on_change", "constraints"}
CONSTRAINTS = {"required", "pattern", "enum", "minimum", "maximum"}
BOUNDED = {
    "number": re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"),
    "integer": re.compile(r"-?(0|[1-9][0-9]*)"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
"""Types that can have a minimum and maximum, and how these are written."""

NULLS = frozenset(["NA", "N/A", "n/a", "#NA", "#N/A", "<NA>", "NaN", "nan", "-NaN", "-nan", "NULL", "null", "None"])
"""Words that pandas, pyarrow or R take for an empty cell unless told otherwise."""

LITERAL = r"[A-Za-z0-9_ :/@%,;<>=!&~'\"#-]|\\[.\\/+*?()\[\]{}|^$-]|[^\x00-\x7f]"
CLASS = r"\[\^?(?:[A-Za-z0-9_ .:/@%,;<>=!&~'\"#+*?(){}|$-]|\\[.\\/\]\[^-]|[^\x00-\x7f])+\]"
TOKEN = re.compile(rf"{CLASS}|{LITERAL}|\.|\||\((?!\?)|\)|[*+?](?![?+*])|\{{[0-9]+(?:,[0-9]*)?\}}(?![?+*])")
"""What a pattern may be made of: plain characters and classes, groups, alternatives, greedy counts."""

_READ_AS_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


def keys_and_texts(part: Mapping[str, Any], known: set[str], place: str) -> Faults:
    """Keys outside the profile, and titles and the like that are no plain text but an object of languages.

    Titles in other languages, such as ``title_zh``, are always inside: text under a key that a reader does not know
    disturbs none.
    """
    for key, value in part.items():
        translated = TRANSLATION.fullmatch(key)
        if key not in known and not translated:
            yield f"{place}/{key}".removeprefix("/"), "is outside the portable profile; leave it out"
        elif (translated or key in TEXTS) and not isinstance(value, str):
            message = "must be plain text; put another language beside it, as title_zh"
            yield f"{place}/{key}".removeprefix("/"), message


def field_faults(field: Mapping[str, Any], place: str) -> Faults:
    """What a field has that the profile does not; each with its place in the descriptor."""
    kind = field.get("type")
    yield from keys_and_texts(field, FIELD_KEYS, place)
    if not isinstance(field.get("name"), str) or not field["name"]:
        yield place, "needs a name"
    if kind not in TYPES:
        yield f"{place}/type", f"must be one of {', '.join(TYPES)}"
    constraints = field.get("constraints", {})
    if not isinstance(constraints, dict):
        yield f"{place}/constraints", "must be an object of constraints"
        return
    for key in constraints:
        if key not in CONSTRAINTS:
            yield f"{place}/{key}", "is a constraint outside the portable profile; leave it out"
    if not isinstance(constraints.get("required", False), bool):
        yield f"{place}/required", "must be true or false"
    if "pattern" in constraints and (kind != "string" or not portable_pattern(constraints["pattern"])):
        message = (
            "must be plain classes and groups between ^ and $, for a string; no \\d, no look-around, no lazy count"
        )
        yield f"{place}/pattern", message
    if "enum" in constraints and not _plain_codes(kind, constraints["enum"]):
        message = "must be different codes of a string that no reader takes for a number, a truth value or nothing"
        yield f"{place}/enum", message
    for key in ("minimum", "maximum"):
        if key in constraints:
            shape, bound = BOUNDED.get(str(kind)), constraints[key]
            if shape is None or not isinstance(bound, str) or not shape.fullmatch(bound):
                yield f"{place}/{key}", "must be text that holds a plain number or date, as the field does"


def portable_pattern(pattern: object) -> bool:
    """Whether a pattern is anchored at both ends and made of nothing but plain classes, groups and counts."""
    if not isinstance(pattern, str) or not (pattern.startswith("^") and pattern.endswith("$")):
        return False
    inner, at, depth = pattern[1:-1], 0, 0
    while at < len(inner):
        token = TOKEN.match(inner, at)
        if token is None:
            return False
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if depth < 0 or (token[0] == "|" and depth == 0):
            return False  # ^a|b$ is anchored on one side only
        at = token.end()
    try:
        re.compile(pattern)
    except re.error:
        return False
    return depth == 0


def misread(text: str) -> str | None:
    """What a reader that guesses takes this text for: a number, a truth value, nothing; None where it stays text."""
    if text in NULLS:
        return "nothing"
    if text.lower() in ("true", "false"):
        return "a truth value"
    return "a number" if _READ_AS_NUMBER.fullmatch(text) else None


def _plain_codes(kind: object, codes: object) -> bool:
    if kind != "string" or not isinstance(codes, list) or not codes or not all(isinstance(c, str) for c in codes):
        return False
    return len(set(codes)) == len(codes) and not any(misread(code) for code in codes)
