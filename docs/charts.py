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
    return pd.read_csv(ROOT / "resources" / f"{name}.csv", keep_default_na=False, na_values=[""])


def save(name: str, unit: str, title: str) -> None:
    plt.xlabel(unit)
    plt.ylabel("")
    plt.gca().grid(False, axis="y")
    if legend := plt.gca().get_legend():
        legend.set_title("")
    plt.title(title, loc="left")
    plt.savefig(ROOT / "docs" / "charts" / f"{name}.svg", metadata={"Date": None})
    plt.close()


def world_services_trade() -> None:
    t = table("world_services_trade").dropna(subset="growth_gap_to_world_pp").query("flow != 'total'")
    t = t.assign(value=t.value_musd / 1000).pivot(index="ref_area_en", columns="flow_en", values="value")
    t.sort_values("Imports").plot.barh(width=0.8)
    save("world_services_trade", "billion US dollars", "Services trade of world regions, 2023")


def world_services_exports_by_category() -> None:
    t = table("world_services_exports_by_category").query("time_period == 2023 and item != '_T'")
    t.sort_values("value_musd").plot.barh(x="item_en", y="growth_rate_pc", legend=False)
    save("world_services_exports_by_category", "percent on 2022", "Growth of world services exports by category, 2023")


def china_services_trade_by_category() -> None:
    t = table("china_services_trade_by_category").query(
        "item not in ['_T', 'DDS', 'SF'] and flow in ['exports', 'imports']"
    )
    t = t.assign(value=t.value_musd / 1000).pivot(index="item_en", columns="flow_en", values="value")
    t.sort_values("Imports").plot.barh(width=0.8)
    save("china_services_trade_by_category", "billion US dollars", "China's services trade by category, 2023")


def china_digitally_deliverable_services() -> None:
    t = table("china_digitally_deliverable_services").query(
        "time_period == 2023 and share_of == 'DDS' and flow != 'total'"
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


if __name__ == "__main__":
    (ROOT / "docs" / "charts").mkdir(exist_ok=True)
    for draw in (
        world_services_trade,
        world_services_exports_by_category,
        china_services_trade_by_category,
        china_digitally_deliverable_services,
        china_services_trade_by_region,
    ):
        draw()
        print(f"docs/charts/{draw.__name__}.svg")
