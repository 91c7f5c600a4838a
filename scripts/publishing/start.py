"""The first page: what this is, three charts that say something, and the ways to find, cite and load the data."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from checks.package.contents import Package

from .downloads import archive_name
from .languages import Language
from .names import topic_path

CHARTS = {
    "china_services_trade_by_category": "says_category",
    "china_services_trade_by_region": "says_region",
    "outsourcing_by_market": "says_market",
}
"""Tables with the sentence that is said over their first chart."""


def start_facts(topics: Mapping[str, dict[str, Any]], package: Package, language: Language) -> dict[str, Any]:
    """What the template needs."""
    counted = {"figures": "figures", "documents": "documents", "relations": "relations", "findings": "discrepancies"}
    drawn = {name: next(iter(topics[name]["charts"].values())) for name in CHARTS}
    return {
        "heading": language.say("start"),
        "counts": {key: len(package.tables[table]) for key, table in counted.items()},
        "charts": [
            {
                "says": language.say(sentence, **_leaders(drawn[name])),
                "title": topics[name]["heading"],
                "subtitle": drawn[name]["title"]["subtitle"],
                "path": topic_path(name),
            }
            for name, sentence in CHARTS.items()
        ],
        "specifications": list(drawn.values()),
        "tables": [(topic_path(name), told["heading"]) for name, told in topics.items()],
        "archive": archive_name(package),
    }


def _leaders(specification: Mapping[str, Any]) -> dict[str, str]:
    """The labels with the largest numbers, so that a sentence about them stays true: ``exports_1`` leads exports.

    Without a flow, the first two of all are ``first`` and ``second``, and ``times`` says how many times the first is
    as large as the third.
    """
    data = specification["data"]["values"]
    found: dict[str, str] = {}
    for code in {bar["code"] for bar in data}:
        own = sorted((bar for bar in data if bar["code"] == code), key=lambda bar: -Decimal(bar["value"]))
        found |= {f"{code}_{place + 1}": bar["label"] for place, bar in enumerate(own[:3])}
        found |= {f"{code}_{place + 1}_value": f"{Decimal(bar['value']):,}" for place, bar in enumerate(own[:3])}
    return found
