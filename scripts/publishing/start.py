"""The first page: what this is, and three charts that say something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks.package.contents import Package

from .languages import Language
from .names import topic_path

CHARTS = ("china_services_trade_by_category", "china_services_trade_by_region", "outsourcing_by_market")


def start_facts(topics: Mapping[str, dict[str, Any]], package: Package, language: Language) -> dict[str, Any]:
    """What the template needs."""
    counted = {"figures": "figures", "documents": "documents", "relations": "relations", "findings": "discrepancies"}
    return {
        "heading": language.say("start"),
        "counts": {key: len(package.tables[table]) for key, table in counted.items()},
        "charts": [{"title": topics[name]["heading"], "path": topic_path(name)} for name in CHARTS],
        "specifications": [next(iter(topics[name]["charts"].values())) for name in CHARTS],
    }
