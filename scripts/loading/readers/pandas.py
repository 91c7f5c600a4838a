"""pandas without knowledge of descriptors: its documented one-liner, and with the types of the schema."""

from __future__ import annotations

import pandas as pd

from . import normal_form

DTYPES = {"string": "str", "number": "float64", "integer": "Int64", "boolean": "boolean"}


def main() -> None:
    folder, idiom = normal_form.package_and_idiom()
    normal_form.versions("pandas")
    for resource in normal_form.resources(folder):
        path, fields = folder / resource["path"], resource["schema"]["fields"]
        if idiom == "plain":
            frame = pd.read_csv(path)
        else:
            types = {field["name"]: DTYPES[field["type"]] for field in fields if field["type"] in DTYPES}
            dates = [field["name"] for field in fields if field["type"] == "date"]
            frame = pd.read_csv(path, dtype=types, parse_dates=dates, keep_default_na=False, na_values=[""])
            for name in dates:
                frame[name] = frame[name].dt.date
        cells = frame.astype(object)
        rows = cells.where(cells.notna(), None).itertuples(index=False, name=None)
        normal_form.table(resource["name"], list(frame.columns), rows)


if __name__ == "__main__":
    main()
