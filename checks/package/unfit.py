"""What to say where rules trip over cells that have the right type and yet make no sense."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from ..problems import InputError, Problem
from .contents import Package

UNFIT = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, csv.Error)
"""What computing with such cells ends in."""

PERIOD = re.compile("_[UZ]|[0-9]{4}(-Q[1-4]|-[0-9]{2}|-[0-9]{2}-[0-9]{2}/P[0-9]{1,4}[YMD])?|self")
SAID = 120
"""Characters shown of an error."""


def unfit(package: Package, error: Exception) -> InputError:
    """The cells that are to blame, or at least what the rules ended in."""
    problems = senseless_cells(package)
    said = f"{error!r}"[:SAID]
    advice = "restore them, or report this if nobody has changed them"
    whole = Problem("resources", 0, "", f"the rules cannot be applied to these tables ({said}); {advice}")
    return InputError(*problems or [whole])


def senseless_cells(package: Package) -> list[Problem]:
    """Cells off the list of their column, and periods that are none."""
    return [*_off_the_list(package), *_no_periods(package)]


def _off_the_list(package: Package) -> Iterator[Problem]:
    for resource in package.descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            codes = field.get("constraints", {}).get("enum")
            for number, row in enumerate(package.tables[resource["name"]] if codes else (), start=2):
                cell = row[field["name"]]
                if cell and cell not in codes:
                    message = f"{cell[:40]!r} is none of {', '.join(codes)}; correct the cell"
                    yield Problem(resource["path"], number, field["name"], message)


def _no_periods(package: Package) -> Iterator[Problem]:
    for number, row in enumerate(package.tables["observations"], start=2):
        for column in ("time_period", "reference_period"):
            if not PERIOD.fullmatch(row[column]):
                message = f"{row[column][:40]!r} is no period; correct the cell"
                yield Problem("resources/observations.csv", number, column, message)
