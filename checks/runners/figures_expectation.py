"""The custom expectation: the relations of one rule family hold on a topic table, as the pure functions decide."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, ClassVar

from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

from ..edited import confront_topic
from ..package import Package, checkout_package

PACKAGE: ContextVar[Package | None] = ContextVar("package", default=None)
"""The package whose other figures complete an edited table; by default the one of this checkout."""


class FigureRelations(TableMetricProvider):
    """Metric: every relation that the figures of a topic table take part in, one dictionary each."""

    metric_name = "table.figure_relations"
    value_keys = ("topic",)

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(cls, execution_engine, metric_domain_kwargs, metric_value_kwargs, metrics, runtime_configuration):  # type: ignore[no-untyped-def]
        frame, _, _ = execution_engine.get_compute_domain(metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE)
        rows = frame.astype(object).to_dict("records")
        verdicts = confront_topic(PACKAGE.get() or checkout_package(), metric_value_kwargs["topic"], rows).verdicts
        return [
            {
                "relation_id": v.relation_id,
                "family": v.relation.family,
                "severity": v.relation.severity,
                "verdict": v.verdict,
                "sentence": v.sentence,
            }
            for v in verdicts
        ]


class ExpectFiguresToAgree(BatchExpectation):
    """Expect the printed figures of a topic table to satisfy the relations of one rule family.

    ``compared`` is how many relations are decided on the committed table: fewer is a failure, so that an empty table
    cannot pass. ``listed`` are the ids of known discrepancies, which are allowed.
    """

    topic: str
    family: str
    relation_severity: str
    compared: int
    listed: list[str]

    metric_dependencies: ClassVar[tuple[str, ...]] = ("table.figure_relations",)
    success_keys: ClassVar[tuple[str, ...]] = ("topic", "family", "relation_severity", "compared", "listed")
    args_keys: ClassVar[tuple[str, ...]] = success_keys

    def _validate(
        self, metrics: dict[str, Any], runtime_configuration: Any = None, execution_engine: Any = None
    ) -> dict[str, Any]:
        relations = [
            r
            for r in metrics["table.figure_relations"]
            if r["family"] == self.family and r["severity"] == self.relation_severity
        ]
        decided = [r for r in relations if r["verdict"] != "undetermined"]
        violated = [r for r in decided if r["verdict"].startswith("violated") and r["relation_id"] not in self.listed]
        return {
            "success": not violated and len(decided) >= self.compared,
            "result": {
                "observed_value": f"{len(decided)} compared, {len(violated)} violated",
                "compared": len(decided),
                "violated": [r["relation_id"] for r in violated],
                "sentences": [r["sentence"] for r in violated],
            },
        }
