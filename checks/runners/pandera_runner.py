"""Pandera schemas made from the Table Schemas, and the relations as one check on the verdict column."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandera.pandas as pa
from pandera.config import ValidationDepth, get_config_context

from ..model.relation import UNDETERMINED
from ..package.contents import Package, checkout_package
from ..package.edited import cell_problems, confront_topic
from ..verdicts.confrontation import Confrontation, explained
from .outcome import Outcome

if TYPE_CHECKING:
    import pandas as pd

UNIQUE = "multiple_fields_uniqueness"
DTYPES = {"string": "string", "integer": "Int64", "boolean": "boolean"}


class ValidationDisabled(Exception):
    """Pandera is switched off, so that everything would pass."""


def frame_schema(table_schema: Mapping[str, Any]) -> pa.DataFrameSchema:
    """The Pandera schema of a resource: types, missing values, enums, patterns, unique keys, column order."""
    _require_enabled()
    columns = {field["name"]: _column(field) for field in table_schema["fields"]}
    return pa.DataFrameSchema(columns, strict=True, ordered=True, unique=list(table_schema["primaryKey"]))


def verdict_schema(listed: Mapping[str, str]) -> pa.DataFrameSchema:
    """The schema of a frame of verdicts, indexed by relation id: violated ones must be on the list."""
    import pandas as pd

    _require_enabled()

    def holds_or_listed(frame: pd.DataFrame) -> pd.Series:
        verdicts = frame["verdict"]
        return pd.Series(
            [not v.startswith("violated") or explained(name, v, listed) for name, v in verdicts.items()],
            index=verdicts.index,
        )

    return pa.DataFrameSchema(
        {"verdict": pa.Column(str, pa.Check.isin(["holds", "undetermined", "violated_soft", "violated_hard"]))},
        checks=pa.Check(holds_or_listed, name="relation_holds"),
        index=pa.Index(str, unique=True),
    )


def validate(topic: str, frame: pd.DataFrame, package: Package | None = None) -> Outcome:
    """Check an edited topic table: its schema, and every relation its figures take part in.

    ``package`` supplies the figures of all other tables; by default the one committed in this checkout.
    """
    package = package or checkout_package()
    problems = _failures(frame_schema(package.schema(topic)), frame, topic)
    if set(frame.columns) != {field["name"] for field in package.schema(topic)["fields"]}:
        return Outcome("pandera", len(frame), problems=tuple(problems))
    rows = frame.astype(object).to_dict("records")
    confrontation = confront_topic(package, topic, rows)
    problems += cell_problems(package, topic, rows)
    lost = _decided(confront_topic(package, topic, package.tables[topic])) - _decided(confrontation)
    problems += [f"{topic}: relation {name} can no longer be compared" for name in sorted(lost)]
    outcome = validate_verdicts(confrontation, package)
    return Outcome("pandera", len(frame), outcome.violated, outcome.sentences, (*problems, *outcome.problems))


def validate_verdicts(confrontation: Confrontation, package: Package) -> Outcome:
    """The relations as Pandera sees them: one frame of verdicts, one check."""
    import pandas as pd

    sentences = {v.relation_id: v.sentence for v in confrontation.verdicts}
    ids = pd.Index(list(sentences), dtype=str)
    frame = pd.DataFrame({"verdict": [v.verdict for v in confrontation.verdicts]}, index=ids, dtype=str)
    try:
        verdict_schema(package.listed).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        failed = [case for case in cases.to_dict("records") if case["index"] in sentences]
        violated = tuple(sorted({case["index"] for case in failed if case["check"] == "relation_holds"}))
        others = tuple(str(case) for case in cases.to_dict("records") if case["index"] not in violated)
        return Outcome("pandera", len(frame), violated, tuple(sentences[name] for name in violated), others)
    return Outcome("pandera", len(frame))


def _decided(confrontation: Confrontation) -> set[str]:
    return {v.relation_id for v in confrontation.verdicts if v.verdict != UNDETERMINED}


def frame_problems(name: str, frame: pd.DataFrame, package: Package) -> list[str]:
    """What the schema of any resource finds wrong in a frame, one line each."""
    return _failures(frame_schema(package.schema(name)), frame, name)


def _failures(schema: pa.DataFrameSchema, frame: pd.DataFrame, name: str) -> list[str]:
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases.astype(object).to_dict("records")
        repeated = sorted({case["index"] for case in cases if case["check"] == UNIQUE})
        lines = [f"{name}, rows {', '.join(map(str, repeated))}: repeat a key; remove one of them"] if repeated else []
        return lines + [
            f"{name}, row {case['index']}, column {case['column']}: {case['failure_case']!r} fails {case['check']}"
            for case in cases
            if case["check"] != UNIQUE
        ]
    return []


def _column(field: Mapping[str, Any]) -> pa.Column:
    constraints = field.get("constraints", {})
    checks = []
    if "enum" in constraints:
        checks.append(pa.Check.isin(constraints["enum"]))
    if "pattern" in constraints:
        checks.append(pa.Check.str_matches(re.compile(constraints["pattern"])))
    dtype = DTYPES.get(field["type"])
    if dtype is None:
        decimal = pa.Check(lambda value: isinstance(value, Decimal), element_wise=True, name="is_decimal")
        checks.append(decimal)
    return pa.Column(dtype, checks, nullable=not constraints.get("required", False))


def _require_enabled() -> None:
    config = get_config_context()
    if not config.validation_enabled or os.environ.get("PANDERA_VALIDATION_ENABLED", "True").lower() == "false":
        raise ValidationDisabled("Pandera validation is disabled; unset PANDERA_VALIDATION_ENABLED and run again")
    if config.validation_depth is not ValidationDepth.SCHEMA_AND_DATA:  # one half alone would let the other pass
        raise ValidationDisabled("Pandera validates only in part; unset PANDERA_VALIDATION_DEPTH and run again")
