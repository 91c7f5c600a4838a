"""Columns of printed figures as whole numbers: a million decimal texts become units of their last digit, unrounded.

Short numerals are read character by character for all rows at once; what is longer, grouped or unusual is read one by
one, and may then be larger than 64 bits hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

DIGITS = 17
"""So many digits, a shift by further decimals included, fit 64 bits with room to add some."""
BLOCK = 1 << 14
"""Rows read at a time: few enough that what is computed of them stays in the cache of the processor."""
_NUMERAL = re.compile(r"(-?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")


@dataclass(frozen=True)
class Column:
    """Figures of one column: ``units`` x 10^-``decimals``, both of the length of the frame.

    ``missing`` marks rows without a figure; ``large`` holds (units, decimals) of rows that 64 bits may not hold, whose
    entries in the arrays mean nothing.
    """

    units: Integers
    decimals: Integers
    missing: Flags
    large: dict[int, tuple[int, int]] = field(default_factory=dict)


def read_column(values: pd.Series, decimals: int | None) -> Column:
    """A column of decimal texts, or of whole numbers counted in units of the last printed decimal.

    ``decimals`` is how many decimals the figures are good for; None: as many as each text shows, or none.
    Raises TypeError for floats, which do not say how they were printed, and ValueError for a text that is no numeral or
    has more decimals than ``decimals``; both name the column, the latter the row.
    """
    kind = pd.api.types.infer_dtype(values, skipna=True)
    missing: Flags = values.isna().to_numpy(dtype=bool)
    if kind == "integer" and pd.api.types.is_integer_dtype(values.dtype):
        return _from_integers(values, missing, decimals or 0)
    if kind not in ("string", "decimal", "empty"):
        message = (
            f"column {values.name!r} is {kind}; give the figures as printed, as text or in units of the last digit"
        )
        raise TypeError(message)
    return _from_text(values, missing, decimals)


def _from_integers(values: pd.Series, missing: Flags, decimals: int) -> Column:
    whole = values.mask(missing, 0) if missing.any() else values
    large: dict[int, tuple[int, int]] = {}
    if whole.dtype == np.uint64 and len(whole) and int(whole.max()) > np.iinfo(np.int64).max:
        beyond = np.flatnonzero(whole.to_numpy() > np.iinfo(np.int64).max)
        large = {int(row): (int(whole.iloc[row]), decimals) for row in beyond}
    units = whole.to_numpy().astype(np.int64)
    return Column(units, np.full(len(units), decimals, dtype=np.int64), missing, large)


def _from_text(values: pd.Series, missing: Flags, decimals: int | None) -> Column:
    texts = values.to_numpy(dtype=object)
    if missing.any():
        texts = np.where(missing, "0", texts)
    try:
        blocks = [_read_plain(texts[start : start + BLOCK].astype(bytes)) for start in range(0, len(texts) or 1, BLOCK)]
    except UnicodeEncodeError:
        row = next(i for i, text in enumerate(texts) if not str(text).isascii())
        raise _no_numeral(values, row, texts[row]) from None
    units, places, digits, plain = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
    good_for = places.copy() if decimals is None else np.full(len(texts), decimals, dtype=np.int64)
    added = good_for - places
    fits = plain & (added >= 0) & (digits + added <= DIGITS)
    units = units * POWERS[np.where(fits, added, 0)]
    large = {int(row): _read_one(values, int(row), str(texts[row]), decimals) for row in np.flatnonzero(~fits)}
    return Column(units, good_for, missing, large)


def _read_plain(texts: Any) -> tuple[Integers, Integers, Integers, Flags]:
    """Units, decimals and number of digits of each text, and whether it is a plain numeral short enough for them."""
    width = max(texts.dtype.itemsize, 1)
    characters = texts.view(np.uint8).reshape(len(texts), width)
    units = np.zeros(len(texts), dtype=np.int64)
    digits, decimals, points = (np.zeros(len(texts), dtype=np.int8) for _ in range(3))
    negative = characters[:, 0] == ord("-") if len(texts) else np.zeros(0, dtype=bool)
    plain = np.ones(len(texts), dtype=bool)
    last_is_digit = np.zeros(len(texts), dtype=bool)
    for place in range(min(width, DIGITS + 3)):
        character = characters[:, place]
        digit = character - ord("0")  # wraps around for what stands before 0
        is_digit, is_point, is_end = digit < 10, character == ord("."), character == 0
        units = np.where(is_digit & (digits < DIGITS), units * 10 + digit, units)
        digits += is_digit
        decimals += is_digit & (points > 0)
        plain &= is_digit | is_end | (is_point & last_is_digit) | (negative if place == 0 else False)
        if place:
            plain &= is_end | (characters[:, place - 1] != 0)
        points += is_point
        last_is_digit = is_digit | (is_end & last_is_digit)
    if width > DIGITS + 3:
        plain &= characters[:, DIGITS + 3 :].max(axis=1) == 0
    plain &= last_is_digit & (points <= 1) & (digits > 0) & (digits <= DIGITS)
    return np.where(negative, -units, units), decimals.astype(np.int64), digits.astype(np.int64), plain


def _read_one(values: pd.Series, row: int, text: str, decimals: int | None) -> tuple[int, int]:
    match = _NUMERAL.fullmatch(text)
    if match is None:
        raise _no_numeral(values, row, text)
    sign, whole, fraction = match[1], match[2].replace(",", ""), match[3] or ""
    places = len(fraction) if decimals is None else decimals
    if len(fraction) > places:
        where = f"row {values.index[row]!r} of column {values.name!r}"
        raise ValueError(f"{where} is {text!r}, which has more decimals than the {places} that are given")
    return int(f"{sign}{whole}{fraction}") * 10 ** (places - len(fraction)), places


def _no_numeral(values: pd.Series, row: int, text: object) -> ValueError:
    where = f"row {values.index[row]!r} of column {values.name!r}"
    return ValueError(f"{where} is {text!r}, which is no numeral; write digits, a decimal point and a leading -")


POWERS = 10 ** np.arange(DIGITS + 2, dtype=np.int64)
"""Powers of ten that 64 bits hold."""
