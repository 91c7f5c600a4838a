"""frictionless-py 5."""

from __future__ import annotations

from frictionless import Package

from . import normal_form


def main() -> None:
    folder, _ = normal_form.package_and_idiom()
    normal_form.versions("frictionless")
    package = Package(str(folder / "datapackage.json"))
    for resource in package.resources:
        rows = resource.read_rows()  # a cell of the wrong type would be null here, and differ from the golden table
        columns = resource.schema.field_names
        normal_form.table(resource.name, columns, ([row[column] for column in columns] for row in rows))
    report = package.validate()
    if report.valid:
        normal_form.fact("types, keys, foreign keys and hashes hold")


if __name__ == "__main__":
    main()
