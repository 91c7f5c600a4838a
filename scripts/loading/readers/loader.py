"""The package's own loader, from this checkout: rows of Python's own types, pandas frames, Polars frames."""

from __future__ import annotations

import china_services_trade as cst

from . import normal_form


def main() -> None:
    folder, idiom = normal_form.package_and_idiom()
    if cst.path().parent != folder:
        raise ValueError(f"the loader reads {cst.path().parent}, not {folder}")
    normal_form.versions(*([] if idiom == "rows" else [idiom]), **{"china-services-trade": "as it stands"})
    for name in cst.resources():
        columns = [field["name"] for field in cst.describe(name)["schema"]["fields"]]
        if idiom == "rows":
            normal_form.table(name, columns, [list(row.values()) for row in cst.rows(name)])
        elif idiom == "pandas":
            frame = cst.frame(name)
            cells = frame.astype(object)
            rows = cells.where(cells.notna(), None).itertuples(index=False, name=None)
            normal_form.table(name, list(frame.columns), rows)
        else:
            polars_frame = cst.polars_frame(name)
            normal_form.table(name, polars_frame.columns, polars_frame.iter_rows())


if __name__ == "__main__":
    main()
