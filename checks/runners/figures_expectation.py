"""The custom expectation: the relations of one rule family hold on a topic table, as the pure functions decide."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, ClassVar

from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

from ..model.relation import UNDETERMINED
from ..package.contents import Package, checkout_package
from ..package.edited import cell_problems, confront_topic
from ..verdicts.confrontation import explained

PACKAGE: ContextVar[Package | None] = ContextVar("package", default=None)
"""The package whose other figures complete an edited table; by default the one of this checkout."""


class FigureRelations(TableMetricProvider):
    """Metric: every relation that the figures of a topic table take part in, one dictionary each."""

    metric_name = "table.figure_relations"
    value_keys = ("topic",)

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(cls, execution_engine, metric_domain_kwargs, metric_value_kwargs, metrics, runtime_configuration):  # type: ignore[no-untyped-def]
        frame, _, _ = execution_engine.get_compute_domain(metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE)
        package, topic = PACKAGE.get() or checkout_package(), metric_value_kwargs["topic"]
        rows = frame.astype(object).to_dict("records")
        relations = [
            {
                "relation_id": v.relation_id,
                "family": v.relation.family,
                "severity": v.relation.severity,
                "verdict": v.verdict,
                "sentence": v.sentence,
            }
            for v in confront_topic(package, topic, rows).verdicts
        ]
        return {"relations": relations, "cells": cell_problems(package, topic, rows)}


class ExpectFiguresToAgree(BatchExpectation):
    """Expect the printed figures of a topic table to satisfy the relations of one rule family.

    ``relations`` are the ids that the committed table decides: one less is a failure, so that an empty table cannot
    pass. ``listed`` maps known discrepancies to the worst verdict allowed. Cells that do not belong to the
    printed figures, or lack one, fail too.
    """

    topic: str
    family: str
    relation_severity: str
    relations: list[str]
    listed: dict[str, str]

    metric_dependencies: ClassVar[tuple[str, ...]] = ("table.figure_relations",)
    success_keys: ClassVar[tuple[str, ...]] = ("topic", "family", "relation_severity", "relations", "listed")
    args_keys: ClassVar[tuple[str, ...]] = success_keys

    def _validate(
        self, metrics: dict[str, Any], runtime_configuration: Any = None, execution_engine: Any = None
    ) -> dict[str, Any]:
        found = metrics["table.figure_relations"]
        decided = {
            r["relation_id"]: r
            for r in found["relations"]
            if (r["family"], r["severity"]) == (self.family, self.relation_severity) and r["verdict"] != UNDETERMINED
        }
        violated = [
            r
            for r in decided.values()
            if r["verdict"].startswith("violated") and not explained(r["relation_id"], r["verdict"], self.listed)
        ]
        lost = sorted(set(self.relations) - decided.keys())
        return {
            "success": not violated and not lost and not found["cells"],
            "result": {
                "observed_value": f"{len(decided)} compared, {len(violated)} violated, {len(lost)} lost",
                "compared": len(decided),
                "violated": [r["relation_id"] for r in violated],
                "sentences": [r["sentence"] for r in violated],
                "lost": lost,
                "cells": found["cells"],
            },
        }
