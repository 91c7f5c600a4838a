"""dataflows: the whole package as the source of a flow."""

from __future__ import annotations

from dataflows import Flow, load

from . import normal_form


def main() -> None:
    folder, _ = normal_form.package_and_idiom()
    normal_form.versions("dataflows")
    results, package, _ = Flow(load(str(folder / "datapackage.json"))).results()
    for resource, rows in zip(package.descriptor["resources"], results, strict=True):
        columns = [field["name"] for field in resource["schema"]["fields"]]
        normal_form.table(resource["name"], columns, ([row[column] for column in columns] for row in rows))


if __name__ == "__main__":
    main()
