"""Polars without knowledge of descriptors: its documented one-liner, and with the types of the schema."""

from __future__ import annotations

import polars as pl

from . import normal_form

TYPES = {"string": pl.String, "number": pl.Decimal(38, 10), "integer": pl.Int64, "boolean": pl.Boolean, "date": pl.Date}


def main() -> None:
    folder, idiom = normal_form.package_and_idiom()
    normal_form.versions("polars")
    for resource in normal_form.resources(folder):
        path, fields = folder / resource["path"], resource["schema"]["fields"]
        try:
            if idiom == "plain":
                frame = pl.read_csv(path)
            else:
                frame = pl.read_csv(path, schema={field["name"]: TYPES[field["type"]] for field in fields})
        except pl.exceptions.PolarsError as error:
            normal_form.unreadable(resource["name"], error)
        else:
            normal_form.table(resource["name"], frame.columns, frame.iter_rows())


if __name__ == "__main__":
    main()
