"""Draws one chart per topic table from its CSV, about five lines each: ``python docs/charts.py``.

If a table could not be charted this briefly, it would have the wrong shape.
"""

from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
matplotlib.use("svg")
plt.rcParams |= {
    "svg.hashsalt": "china-services-trade",
    "figure.figsize": (9, 4.5),
    "figure.constrained_layout.use": True,
}
plt.rcParams |= {"axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "axes.axisbelow": True}
plt.rcParams |= {
    "axes.grid.axis": "x",
    "grid.color": "#e5e5e5",
    "axes.prop_cycle": plt.cycler(color=["#1f5fa8", "#d9822b"]),
}


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(
        ROOT / "resources" / f"{name}.csv", keep_default_na=False, na_values=[""], dtype={"time_period": str}
    )


def save(name: str, unit: str, title: str) -> None:
    plt.xlabel(unit)
    plt.ylabel("")
    plt.gca().grid(False, axis="y")
    if legend := plt.gca().get_legend():
        legend.set_title("")
    plt.suptitle(title, x=0.01, ha="left")
    plt.savefig(ROOT / "docs" / "charts" / f"{name}.svg", metadata={"Date": None})
    plt.close()


def world_services_trade() -> None:
    t = table("world_services_trade").dropna(subset="growth_gap_to_world_pp").query("flow != 'total'")
    t = t.assign(value=t.value_musd / 1000).pivot(index="ref_area_en", columns="flow_en", values="value")
    t.sort_values("Imports").plot.barh(width=0.8)
    save("world_services_trade", "billion US dollars", "Services trade of world regions, 2023")


def world_services_exports_by_category() -> None:
    t = table("world_services_exports_by_category").query("time_period == '2023' and item != '_T'")
    t.sort_values("value_musd").plot.barh(x="item_en", y="growth_rate_pc", legend=False)
    save("world_services_exports_by_category", "percent on 2022", "Growth of world services exports by category, 2023")


def china_services_trade_by_category() -> None:
    t = table("china_services_trade_by_category").query(
        "item not in ['_T', 'DDS', 'SF', 'SG'] and flow in ['exports', 'imports']"
    )
    t = t.assign(value=t.value_musd / 1000).pivot(index="item_en", columns="flow_en", values="value")
    t.sort_values("Imports").plot.barh(width=0.8)
    save("china_services_trade_by_category", "billion US dollars", "China's services trade by category, 2023")


def china_digitally_deliverable_services() -> None:
    t = table("china_digitally_deliverable_services").query(
        "time_period == '2023' and share_of == 'DDS' and flow != 'total'"
    )
    t.pivot(index="item_en", columns="flow_en", values="share_pc").sort_values("Imports").plot.barh(width=0.8)
    title = "What China's digitally deliverable services consist of, 2023"
    save("china_digitally_deliverable_services", "percent of digitally deliverable services", title)


def china_services_trade_by_region() -> None:
    t = (
        table("china_services_trade_by_region")
        .query("flow == 'total' and ref_area != 'CHN'")
        .dropna(subset="share_of_china_pc")
    )
    t.sort_values("share_of_china_pc").plot.barh(x="ref_area_en", y="share_of_china_pc", legend=False)
    save(
        "china_services_trade_by_region",
        "percent of the national total",
        "Share in China's services trade, 2023 (clusters overlap regions)",
    )


def services_trade_shares() -> None:
    t = table("services_trade_shares").query("ref_area == 'WLD' and flow == 'exports' and share_of == '_T'")
    t.assign(label=t.item_en + ", " + t.time_period).sort_values("share_pc").plot.barh(
        x="label", y="share_pc", legend=False
    )
    save("services_trade_shares", "percent of world services exports", "Shares in world services exports")


def outsourcing_by_type() -> None:
    t = (
        table("outsourcing_by_type")
        .query("time_period == '2023' and item != '_T'")
        .assign(value=lambda x: x.value_musd / 1000)
    )
    t.sort_values("value").plot.barh(x="item_en", y="value", legend=False)
    save("outsourcing_by_type", "billion US dollars", "Offshore services outsourcing by type of business, 2023")


def outsourcing_by_market() -> None:
    t = table("outsourcing_by_market").query("indicator == 'outsourcing_executed_value' and population == 'offshore'")
    t = t[~t.counterpart_area.isin(["_T", "OFFSHORE_TOP10_2023", "BRI", "RCEP_OTHER"])]
    t.assign(value=t.value_musd / 1000).sort_values("value").plot.barh(x="counterpart_area_en", y="value", legend=False)
    save(
        "outsourcing_by_market",
        "billion US dollars",
        "Offshore outsourcing by source market, 2023 (below the ten largest only RCEP members)",
    )


def outsourcing_by_area() -> None:
    t = table("outsourcing_by_area").query("ref_area != 'CHN'").dropna(subset="value_musd")
    t.assign(value=t.value_musd / 1000).sort_values("value").plot.barh(
        x="ref_area_en", y="value", legend=False, figsize=(9, 8)
    )
    save("outsourcing_by_area", "billion US dollars", "Offshore services outsourcing by area, 2023 (areas overlap)")


def outsourcing_by_area_and_type() -> None:
    t = table("outsourcing_by_area_and_type").query("time_period == '2023'")
    t = t.pivot(index="ref_area_en", columns="item", values="share_of_all_types_pc")
    t.plot.barh(stacked=True, width=0.8, color=["#1f5fa8", "#d9822b", "#5b8c5a"])
    save("outsourcing_by_area_and_type", "percent", "Types of offshore services outsourcing by area, 2023")


def outsourcing_shares_of_china() -> None:
    t = table("outsourcing_shares_of_china").query("ref_area == 'DEMO_CITIES_37' and item in ['_T', '_Z']")
    t = t.assign(label=t.indicator_en + ", " + t.population_en)
    t.sort_values("share_of_china_pc").plot.barh(x="label", y="share_of_china_pc", legend=False)
    save("outsourcing_shares_of_china", "percent of the country", "Share of the 37 demonstration cities, 2023")


def outsourcing_workforce() -> None:
    t = table("outsourcing_workforce").query("unit_en == 'Persons' and population == '_Z'")
    t = t.assign(value=t.value / 1e6).pivot_table(index="indicator_en", columns="ref_area_en", values="value")
    t.plot.barh(width=0.8)
    save("outsourcing_workforce", "million persons", "Services outsourcing workforce, 2023")


def sports_services_trade() -> None:
    t = table("sports_services_trade").query("time_period == '2022' and flow != 'total' and item != 'SPORTS'")
    t.pivot(index="item_en", columns="flow_en", values="value_mcny").sort_values("Imports").plot.barh(width=0.8)
    save("sports_services_trade", "million yuan", "Trade in main sports services, 2022")


def agricultural_services_trade() -> None:
    t = table("agricultural_services_trade").set_index("time_period")
    names = {
        "services_trade_musd": "Trade in agricultural services",
        "producer_services_trade_musd": "Producer services",
    }
    (t[list(names)] / 1000).rename(columns=names).plot.barh(width=0.8)
    save("agricultural_services_trade", "billion US dollars", "Trade in agricultural services, estimates")


def telecom_and_digital_industry() -> None:
    t = table("telecom_and_digital_industry").query(
        "unit_en == 'Racks' or unit_en == 'Ports' or unit_en == 'Base stations'"
    )
    t = t.assign(label=t.indicator_en + ", " + t.population_en + ", " + t.time_period, value=t.value / 1e6)
    t.plot.barh(x="label", y="value", legend=False)
    save("telecom_and_digital_industry", "millions", "Networks and data centres at the end of the period")


def construction_sector() -> None:
    t = table("construction_sector").dropna(subset="growth_rate_pc").query("population == '_Z'")
    t.sort_values("growth_rate_pc").plot.barh(x="indicator_en", y="growth_rate_pc", legend=False)
    save("construction_sector", "percent on 2022", "Growth in the construction sector, 2023")


def securities_market() -> None:
    t = table("securities_market").query("indicator == 'funds_raised' and unit_en == 'million yuan'")
    t = t.assign(value=t.value / 1000).sort_values("value")
    t.plot.barh(x="population_en", y="value", legend=False)
    save("securities_market", "billion yuan", "Funds raised on China's securities markets, 2023 (groups overlap)")


def intellectual_property_and_geographic_information() -> None:
    t = table("intellectual_property_and_geographic_information").dropna(subset="growth_rate_pc")
    t = t.assign(label=t.ref_area_en + ": " + t.indicator_en + ", " + t.population_en).sort_values("growth_rate_pc")
    t.plot.barh(x="label", y="growth_rate_pc", legend=False)
    title = "Growth in intellectual property and geographic information services"
    save("intellectual_property_and_geographic_information", "percent on the year before", title)


def intellectual_property_shares() -> None:
    t = table("intellectual_property_shares").assign(
        label=lambda x: x.ref_area_en + ": " + x.indicator_en + ", " + x.population_en
    )
    t.sort_values("share_pc").plot.barh(x="label", y="share_pc", legend=False)
    save("intellectual_property_shares", "percent", "Shares in intellectual property services, 2022")


def human_resources_and_medicine() -> None:
    t = table("human_resources_and_medicine").query("unit_en == 'Persons'")
    t.assign(value=t.value / 1e6).sort_values("value").plot.barh(x="indicator_en", y="value", legend=False)
    save(
        "human_resources_and_medicine",
        "million persons",
        "Staff in human resources services and Chinese medicine, 2023",
    )


def trade_in_yuan() -> None:
    t = table("trade_in_yuan").assign(value=lambda x: x.value_mcny / 1e6)
    t = t.assign(label=t.indicator_en + ", " + t.item_en + ", " + t.flow_en + ", " + t.time_period)
    t.sort_values("value").plot.barh(x="label", y="value", legend=False)
    save("trade_in_yuan", "trillion yuan", "China's trade in yuan, 2024 and 2025")


def goods_trade() -> None:
    t = (
        table("goods_trade")
        .query("ref_area == 'CHN'")
        .assign(
            label=lambda x: x.flow_en + ", " + x.counterpart_area_en + ", " + x.population_en + ", " + x.time_period
        )
    )
    t.sort_values("growth_rate_pc").plot.barh(x="label", y="growth_rate_pc", legend=False)
    save("goods_trade", "percent on the year before", "Growth of China's goods trade")


def industrial_growth() -> None:
    t = table("industrial_growth").query("time_period == '2025-04'")
    t = t.assign(label=t.indicator_en + ": " + t.population_en).sort_values("growth_rate_pc")
    t.plot.barh(x="label", y="growth_rate_pc", legend=False)
    save(
        "industrial_growth", "percent on April 2024", "Growth of industrial value added and product output, April 2025"
    )


if __name__ == "__main__":
    (ROOT / "docs" / "charts").mkdir(exist_ok=True)
    for draw in (
        world_services_trade,
        world_services_exports_by_category,
        china_services_trade_by_category,
        china_digitally_deliverable_services,
        china_services_trade_by_region,
        services_trade_shares,
        outsourcing_by_type,
        outsourcing_by_market,
        outsourcing_by_area,
        outsourcing_by_area_and_type,
        outsourcing_shares_of_china,
        outsourcing_workforce,
        sports_services_trade,
        agricultural_services_trade,
        telecom_and_digital_industry,
        construction_sector,
        securities_market,
        intellectual_property_and_geographic_information,
        intellectual_property_shares,
        human_resources_and_medicine,
        trade_in_yuan,
        goods_trade,
        industrial_growth,
    ):
        draw()
        print(f"docs/charts/{draw.__name__}.svg")
