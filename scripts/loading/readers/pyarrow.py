"""pyarrow without knowledge of descriptors: its documented one-liner, and with the types of the schema."""

from __future__ import annotations

import pyarrow as pa
from pyarrow import csv

from . import normal_form

TYPES = {
    "string": pa.string(),
    "number": pa.decimal128(38, 10),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def main() -> None:
    folder, idiom = normal_form.package_and_idiom()
    normal_form.versions("pyarrow")
    for resource in normal_form.resources(folder):
        path, fields = folder / resource["path"], resource["schema"]["fields"]
        try:
            if idiom == "plain":
                table = csv.read_csv(path)
            else:
                types = {field["name"]: TYPES[field["type"]] for field in fields}
                options = csv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True)
                table = csv.read_csv(path, convert_options=options)
        except pa.ArrowException as error:
            normal_form.unreadable(resource["name"], error)
        else:
            columns = [column.to_pylist() for column in table.columns]
            normal_form.table(resource["name"], table.column_names, zip(*columns, strict=True))


if __name__ == "__main__":
    main()
