"""datapackage-py, the first library of the standard, no longer developed and still in many pipelines."""

from __future__ import annotations

from datapackage import Package

from . import normal_form


def main() -> None:
    folder, _ = normal_form.package_and_idiom()
    normal_form.versions("datapackage", "tableschema")
    package = Package(str(folder / "datapackage.json"))
    if package.valid:
        normal_form.fact("the descriptor is valid by the `tabular-data-package` profile of version 1")
    for resource in package.resources:
        rows = resource.read(keyed=True)
        columns = resource.schema.field_names
        normal_form.table(resource.name, columns, ([row[column] for column in columns] for row in rows))
    if all(resource.check_integrity() for resource in package.resources):
        normal_form.fact("sizes and hashes agree")
    if all(resource.check_relations() for resource in package.resources):
        normal_form.fact("foreign keys hold")


if __name__ == "__main__":
    main()
