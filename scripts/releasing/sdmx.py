"""The observations as SDMX: data in SDMX-CSV 2.0, and the structure it follows, with all code lists, in SDMX-JSON 2.0.

The dimensions are the codes of the series and the rest of the key of an observation; all other columns are attributes.
A time dimension must be a time, and some observations have a period that nobody names. These stand in a dataflow of
their own without time dimension, so that nothing is lost and nothing invented.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from .archive import zipped
from .contents import Cell, Release, Rows
from .keys import NATURAL
from .sdmx_structure import AGENCY, FLOWS, TIME, UNDATED, parts, structure

STRUCTURE = "structure.json"


def write(release: Release, file: Path) -> None:
    """Write a zip with the structure and a CSV file for each dataflow. Raises InputError where a code is no SDMX id."""
    members = {STRUCTURE: f"{json.dumps(structure(release), ensure_ascii=False, indent=1)}\n".encode()}
    for flow in FLOWS:
        members[f"{flow.lower()}.csv"] = data(release, flow)
    zipped(file, members, release.created)


def data(release: Release, flow: str) -> bytes:
    """The observations of a dataflow as SDMX-CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["STRUCTURE", "STRUCTURE_ID", "ACTION", *(part.id for part in parts(release, flow))])
    reference = f"{AGENCY}:{flow}({release.descriptor['version']})"
    writer.writerows(["dataflow", reference, "I", *row] for row in _rows(release, flow))
    return text.getvalue().encode()


def read(file: Path) -> dict[str, Rows]:
    """The observations by id as pysdmx reads them, once the structure has passed the schema of SDMX-JSON."""
    from pysdmx.io import get_datasets

    rows: Rows = []
    with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(file) as packed:
        packed.extractall(place)
        concepts = json.loads(packed.read(STRUCTURE))["data"]["conceptSchemes"][0]["concepts"]
        order = [concept["id"] for concept in concepts[: -len(NATURAL["series"])]]
        for flow in FLOWS:
            (found,) = get_datasets(Path(place) / f"{flow.lower()}.csv", Path(place) / STRUCTURE, validate=True)
            for record in found.data.to_dict("records"):
                known = {TIME: "_U", **record}
                rows.append(tuple(_cell(known[name]) for name in order))
    return {"observations": sorted(rows, key=lambda row: str(row[0]))}


def _rows(release: Release, flow: str) -> Iterator[list[str]]:
    """The cells of a dataflow as text, in the order of its parts."""
    table, series = release.tables["observations"], release.tables["series"]
    codes = {row[0]: {c.name: cell for c, cell in zip(series.columns, row, strict=True)} for row in series.rows}
    components = parts(release, flow)
    for cells in table.rows:
        row = {c.name: cell for c, cell in zip(table.columns, cells, strict=True)}
        if (row["time_period"] == "_U") == (flow == UNDATED):
            of_series = codes[row["series_id"]]
            yield [_text((of_series if part.of_series else row)[part.column.name]) for part in components]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _cell(loaded: object) -> Cell:
    """A cell of pysdmx, which makes floats of decimals and knows two kinds of nothing."""
    import pandas

    if loaded == "" or pandas.isna(loaded):
        return None
    if isinstance(loaded, float):
        return Decimal(repr(float(loaded)))
    return loaded if isinstance(loaded, str) else int(str(loaded))
