"""pandas-datapackage-reader: one pandas frame a resource, its primary key as index."""

from __future__ import annotations

from pandas_datapackage_reader import read_datapackage

from . import normal_form


def main() -> None:
    folder, _ = normal_form.package_and_idiom()
    normal_form.versions("pandas-datapackage-reader", "pandas")
    frames = read_datapackage(folder)
    for resource in normal_form.resources(folder):
        frame = frames[resource["name"]].reset_index()
        columns = [field["name"] for field in resource["schema"]["fields"] if field["name"] in frame.columns]
        cells = frame[columns].astype(object)
        rows = cells.where(cells.notna(), None).itertuples(index=False, name=None)
        normal_form.table(resource["name"], columns, rows)


if __name__ == "__main__":
    main()
