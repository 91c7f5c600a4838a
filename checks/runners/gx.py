"""Runs the consistency suites of Great Expectations, on committed topic tables or on a frame that somebody edited."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")  # no network, before the first import

import great_expectations as gx

from ..package.contents import Package, checkout_package
from .figures_expectation import PACKAGE, ExpectFiguresToAgree
from .outcome import Outcome
from .suite_specs import CUSTOM, suite_spec

if TYPE_CHECKING:
    import pandas as pd

SUITE_FOLDER = Path("checks") / "suites"
SUITES = Path(__file__).resolve().parents[2] / SUITE_FOLDER


class SuiteIncomplete(Exception):
    """A suite lost expectations on loading, or a custom class is not registered: nothing may pass then."""


def load_suite(path: Path) -> gx.ExpectationSuite:
    """A committed JSON suite; raises SuiteIncomplete if any of its expectations was not understood."""
    spec = json.loads(path.read_text("utf-8"))
    suite = gx.ExpectationSuite(name=spec["name"], expectations=spec["expectations"], meta=spec["meta"])
    _require_complete(suite, spec)
    return suite


def build_suite(package: Package, topic: str) -> gx.ExpectationSuite:
    """The same suite, built in code from the package."""
    rows = package.tables[topic]
    spec = suite_spec(package, topic, [f["name"] for f in package.schema(topic)["fields"]], rows)
    suite = gx.ExpectationSuite(name=topic, expectations=spec["expectations"], meta=spec["meta"])
    _require_complete(suite, spec)
    return suite


def validate(topic: str, frame: pd.DataFrame, package: Package | None = None) -> Outcome:
    """Run the suite of one topic table on ``frame``; ``package`` supplies the figures of all other tables.

    A violation of any severity fails unless it is listed; Great Expectations' severity only says how grave it is.
    """
    token = PACKAGE.set(package or checkout_package())
    try:
        suite = load_suite(SUITES / f"{topic}.json") if package is None else build_suite(package, topic)
        return _outcome(topic, suite, _run(suite, frame))
    finally:
        PACKAGE.reset(token)


def _run(suite: gx.ExpectationSuite, frame: pd.DataFrame) -> Any:
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("frames")
    batch = source.add_dataframe_asset("topic").add_batch_definition_whole_dataframe("all")
    return batch.get_batch(batch_parameters={"dataframe": frame}).validate(suite)


def _outcome(topic: str, suite: gx.ExpectationSuite, result: Any) -> Outcome:
    violated: dict[str, str] = {}
    problems: list[str] = []
    for single in result.results:
        configuration = single.expectation_config
        if single.exception_info.get("raised_exception") or "exception_message" not in single.exception_info:
            problems.append(f"{topic}: {configuration.type} could not run: {single.exception_info}")
        elif not single.success and configuration.type == CUSTOM:
            found = single.result
            violated |= dict(zip(found["violated"], found["sentences"], strict=True))
            problems += [f"{topic}: relation {name} can no longer be compared" for name in found["lost"]]
            problems += [line for line in found["cells"] if line not in problems]
        elif not single.success:
            column = configuration.kwargs.get("column", "")
            problems.append(f"{topic}: {configuration.type} {column} fails: {_short(single.result)}")
    if len(result.results) != len(suite.expectations):
        problems.append(f"{topic}: {len(result.results)} of {len(suite.expectations)} expectations ran")
    names = tuple(sorted(violated))
    sentences = tuple(violated[name] for name in names)
    return Outcome("great_expectations", len(result.results), names, sentences, tuple(problems))


def _require_complete(suite: gx.ExpectationSuite, spec: dict[str, Any]) -> None:
    wanted = [e["type"] for e in spec["expectations"]]
    loaded = [e.expectation_type for e in suite.expectations]
    custom = sum(isinstance(e, ExpectFiguresToAgree) for e in suite.expectations)
    if wanted != loaded or custom != wanted.count(CUSTOM) or not custom:
        raise SuiteIncomplete(
            f"suite {spec['name']}: {len(loaded)} of {len(wanted)} expectations loaded, {custom} of "
            f"{wanted.count(CUSTOM)} consistency expectations; import checks.runners.gx before loading"
        )


def _short(result: dict[str, Any]) -> str:
    kept = {k: v for k, v in result.items() if k in ("observed_value", "partial_unexpected_list", "unexpected_count")}
    return str(kept)[:200]
