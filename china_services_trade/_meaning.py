"""Says in a sentence what an observation states, so that a citation can be understood without the code lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _words
from ._read import index

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = dict[str, str]

NEED_NOTE = ("duration", "effect", "multiple", "other", "threshold")  # codes alone do not tell what these mean

# {v} the value, {on} and {since} the base period, {ref} the reference series
ENGLISH = {
    "average_growth_rate": "average growth rate {v} a year{since}",
    "change": "change of {v}{since}",
    "change_in_growth_rate": "change of {v} in its growth rate{since}",
    "change_in_share": "change of {v} in its share of [{ref}]{since}",
    "contribution_to_growth": "contribution of {v} to the growth of [{ref}]{since}",
    "duration": "duration {v}{since}",
    "growth_gap": "growth gap of {v} to [{ref}], both{on}",
    "growth_rate": "growth rate {v}{on}",
    "rank": "rank {v} in [{ref}]",
    "ratio_to_reference_period": "{v} of its value in {base}",
    "share": "share {v} of [{ref}]",
    "share_of_growth": "contribution of {v} to the growth of [{ref}]{since}",
}
CHINESE = {
    "average_growth_rate": "{since}年均增长率{v}",
    "change": "{on}变动{v}",
    "change_in_growth_rate": "增速{on}变动{v}",
    "change_in_share": "占“{ref}”的比重{on}变动{v}",
    "contribution_to_growth": "{since}拉动“{ref}”增长{v}",
    "duration": "{since}持续{v}",
    "growth_gap": "增速与“{ref}”之差{v}（均{on}）",
    "growth_rate": "{on}增长{v}",
    "level": "{v}",
    "rank": "在“{ref}”中居第{v}位",
    "ratio_to_reference_period": "相当于{base}的{v}",
    "share": "占“{ref}”比重{v}",
    "share_of_growth": "{since}对“{ref}”增长的贡献率{v}",
}


def meaning(figure: Row, document: Row, observation_id: str) -> tuple[str, str]:
    """What one observation says, in English and Chinese."""
    observation = index("observations", "observation_id")[observation_id]
    series = index("series", "series_id")
    measured, whole = series[observation["series_id"]], series.get(observation["reference_series"])
    unit = index("units", "unit_measure")[observation["unit_measure"]]
    kind = index("transformations", "transformation")[observation["transformation"]]
    qualifier = index("qualifier_words", "qualifier_word").get(figure["qualifier_printed"], {}).get("label_en", "")
    period, basis = observation["time_period"], observation["period_basis"]
    value = _words.value_en(observation, unit, qualifier)
    said = _statement(ENGLISH, kind["label_en"], observation, value, _name(whole, "en"))
    english = f"{_name(measured, 'en')}, {_words.period_en(period, basis)}: {said}"
    value = _words.value_zh(observation, unit, figure)
    said = _statement(CHINESE, kind["label_zh"], observation, value, _name(whole, "zh"))
    if kind["transformation"] == "growth_rate":
        said = said.replace("增长-", "下降")
    chinese = f"{_name(measured, 'zh')}，{_words.period_zh(period, basis)}：{said}"
    if observation["obs_status"] != "A":
        status = index("obs_statuses", "obs_status")[observation["obs_status"]]
        english += f", {status['label_en'].lower().removesuffix(' value')}"
        chinese += f"，{status['label_zh']}"
    agency = index("agencies", "agency")[measured["source_agency"]]
    if agency["agency"] != "_U" and agency["label_zh"] != document["publisher_zh"]:
        english += f", source: {agency['label_en']}"
        chinese += f"，来源：{agency['label_zh']}"
    stand_in = index("areas", "area").get(figure["proxy_for"])
    if stand_in and stand_in["area"] != "_Z":
        printed = figure["area_printed"]
        english += (f", printed as {printed}" if printed else "") + f", stands in for {stand_in['label_en']}"
        chinese += (f"，文中作“{printed}”" if printed else "") + f"，代替{stand_in['label_zh']}"
    unnamed = "_U" in (period, observation["reference_period"]) and kind["transformation"] != "level"
    if figure["note"] and (unnamed or kind["transformation"] in NEED_NOTE):
        english += f", curators' note: {figure['note']}"
    return english, chinese


def _name(series: Row | None, language: str) -> str:
    if series is None:
        return ""
    return series[f"label_{language}"]


def _statement(patterns: Mapping[str, str], label: str, observation: Row, value: str, reference: str) -> str:
    """What the observation says of its series; without a pattern its transformation is called by its label."""
    english, base = patterns is ENGLISH, observation["reference_period"]
    named = base not in ("_U", "_Z", "")
    unnamed = base == "_U" and observation["time_period"] != "_U"  # said once already where no period is named at all
    if english:
        on = f" on {base}" if named else " on a base period not named" if unnamed else ""
        since = f" since {base}" if named else ""
        period = base if named else "a period not named"
    else:
        period = _words.period_zh(base, "whole") if named else "参照期（未注明）"
        on, since = (f"比{period}", f"自{period}以来") if named else ("比参照期（未注明）" if unnamed else "", "")
    plain = f"{label.lower()} {{v}}" if english else f"{label}{{v}}"
    pattern = patterns.get(observation["transformation"], plain)
    if "{ref}" in pattern and not reference:  # a rank in a set that has no code
        pattern = plain
    return pattern.format(v=value, on=on, since=since, base=period, ref=reference)
