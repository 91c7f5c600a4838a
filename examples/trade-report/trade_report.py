"""Exports and imports of each kind of service side by side: a project that pins the data package and builds on it."""

import china_services_trade as cst

TABLE = "china_services_trade_by_category"
COLUMNS = ("item", "item_en", "flow", "time_period", "value_musd")
"""All that this project uses of the table; the test fails if one of them goes away."""


def report(year: str = "2023") -> list[str]:
    """One line per kind of service, in the order of the table; values in million US dollars as printed."""
    values: dict[str, dict[str, object]] = {}
    for row in cst.rows(TABLE):
        if row["time_period"] == year and row["value_musd"] is not None:
            values.setdefault(str(row["item_en"]), {})[str(row["flow"])] = row["value_musd"]
    return [
        f"{name}: exports {flows['exports']:,}, imports {flows['imports']:,}"
        for name, flows in values.items()
        if {"exports", "imports"} <= flows.keys()
    ]


if __name__ == "__main__":
    print(f"Services trade of China in 2023, million US dollars ({cst.cite('mofcom2023:104:181').package})")
    print(*report(), sep="\n")
