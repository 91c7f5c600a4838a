"""DuckDB without knowledge of descriptors: its documented one-liner, and with the types of the schema."""

from __future__ import annotations

import duckdb

from . import normal_form

TYPES = {
    "string": "VARCHAR",
    "number": "DECIMAL(38, 10)",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


def main() -> None:
    folder, idiom = normal_form.package_and_idiom()
    normal_form.versions("duckdb")
    for resource in normal_form.resources(folder):
        path, fields = str(folder / resource["path"]), resource["schema"]["fields"]
        try:
            if idiom == "plain":
                relation = duckdb.read_csv(path)
            else:
                columns = {field["name"]: TYPES[field["type"]] for field in fields}
                relation = duckdb.read_csv(path, header=True, delimiter=",", columns=columns)
            normal_form.table(resource["name"], relation.columns, relation.fetchall())
        except duckdb.Error as error:
            normal_form.unreadable(resource["name"], error)


if __name__ == "__main__":
    main()
