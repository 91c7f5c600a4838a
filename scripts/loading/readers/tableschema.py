"""tableschema-py on single files, with the schemas of the descriptor."""

from __future__ import annotations

from tableschema import Table

from . import normal_form


def main() -> None:
    folder, _ = normal_form.package_and_idiom()
    normal_form.versions("tableschema")
    for resource in normal_form.resources(folder):
        table = Table(str(folder / resource["path"]), schema=resource["schema"])
        rows = table.read()
        normal_form.table(resource["name"], table.schema.field_names, rows)


if __name__ == "__main__":
    main()
