"""Names of series in English and Chinese, composed from the code lists so that no name is typed twice."""

from __future__ import annotations

from .seeds import Seeds

Row = dict[str, str]


class Labels:
    """Looks up the labels of codes."""

    def __init__(self, seeds: Seeds) -> None:
        self._lists = {
            "area": _by_key(seeds["codes/areas"], "area"),
            "item": _by_key(seeds["codes/items"], "item"),
            "flow": _by_key(seeds["codes/flows"], "flow"),
            "indicator": _by_key(seeds["codes/indicators"], "indicator"),
            "unit": _by_key(seeds["codes/units"], "unit_measure"),
            "population": _by_key(seeds["codes/populations"], "population"),
            "transformation": _by_key(seeds["codes/transformations"], "transformation"),
            "agency": _by_key(seeds["codes/agencies"], "agency"),
        }

    def of(self, kind: str, code: str, language: str) -> str:
        """The label of one code; ``language`` is en or zh."""
        return self._lists[kind][code][f"label_{language}"]

    def series_en(self, series: Row) -> str:
        """For example "China: Travel, imports"."""
        what = [self._what(series, "en")]
        if series["flow"] != "_Z":
            what.append(self.of("flow", series["flow"], "en").lower())
        if series["counterpart_area"] not in ("_T", "_Z"):
            what.append(f"with {self.of('area', series['counterpart_area'], 'en')}")
        if series["population"] != "_Z":
            what.append(self.of("population", series["population"], "en"))
        if series["price_basis"] == "real":
            what.append("real")
        area = "" if series["ref_area"] == "_Z" else f"{self.of('area', series['ref_area'], 'en')}: "
        return area + ", ".join(what)

    def series_zh(self, series: Row) -> str:
        """For example "中国旅行服务进口"."""
        area = "" if series["ref_area"] == "_Z" else self.of("area", series["ref_area"], "zh")
        partner = series["counterpart_area"]
        with_partner = "" if partner in ("_T", "_Z") else f"对{self.of('area', partner, 'zh')}"
        flow = "" if series["flow"] == "_Z" else self.of("flow", series["flow"], "zh")
        scope = "" if series["population"] == "_Z" else f"（{self.of('population', series['population'], 'zh')}）"
        real = "（不变价）" if series["price_basis"] == "real" else ""
        return f"{area}{with_partner}{self._what(series, 'zh')}{flow}{scope}{real}"

    def _what(self, series: Row, language: str) -> str:
        if series["indicator"] == "services_trade" and series["item"] != "_T":
            return self.of("item", series["item"], language)
        indicator = self.of("indicator", series["indicator"], language)
        if series["item"] in ("_T", "_Z"):
            return indicator
        item = self.of("item", series["item"], language)
        return f"{indicator} ({item})" if language == "en" else f"{indicator}（{item}）"


def _by_key(rows: list[Row], key: str) -> dict[str, Row]:
    return {row[key]: row for row in rows}
