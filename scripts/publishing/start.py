"""The first page: what this is, three charts that say something, and the ways to find, cite and load the data."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from checks.package.contents import Package

from .downloads import archive_name
from .languages import Language
from .names import topic_path

CHARTS = {
    "china_services_trade_by_category": ("value_musd:", "says_category"),
    "china_services_trade_by_region": ("share_of_china_pc:", "says_region"),
    "outsourcing_by_market": ("value_musd:", "says_market"),
}
"""Tables with the chart of them that is shown, and the sentence that is said over it."""


def start_facts(topics: Mapping[str, dict[str, Any]], package: Package, language: Language) -> dict[str, Any]:
    """What the template needs."""
    counted = {"figures": "figures", "documents": "documents", "relations": "relations", "findings": "discrepancies"}
    drawn = {name: topics[name]["charts"][choice] for name, (choice, _) in CHARTS.items()}
    return {
        "heading": language.say("start"),
        "counts": {key: len(package.tables[table]) for key, table in counted.items()},
        "charts": [
            {
                "says": language.say(sentence, **_leaders(drawn[name])),
                "title": topics[name]["heading"],
                "subtitle": drawn[name]["title"]["subtitle"],
                "path": f"{topic_path(name)}?show={quote(choice)}",
            }
            for name, (choice, sentence) in CHARTS.items()
        ],
        "specifications": list(drawn.values()),
        "tables": [(topic_path(name), told["heading"]) for name, told in topics.items()],
        "archive": archive_name(package),
    }


def _leaders(specification: Mapping[str, Any]) -> dict[str, str]:
    """The labels and numbers of the largest bars of each colour, so that a sentence about them stays true.

    ``exports_1`` is the label that leads exports, ``exports_1_value`` its number.
    """
    data = specification["data"]["values"]
    found: dict[str, str] = {}
    for code in {bar["code"] for bar in data}:
        own = sorted((bar for bar in data if bar["code"] == code), key=lambda bar: -Decimal(bar["value"]))
        found |= {f"{code}_{place + 1}": bar["label"] for place, bar in enumerate(own[:3])}
        found |= {f"{code}_{place + 1}_value": f"{Decimal(bar['value']):,}" for place, bar in enumerate(own[:3])}
    return found
