"""The structure of the observations in SDMX-JSON 2.0: code lists, concepts, data structures, dataflows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from checks.problems import InputError, Problem

from .contents import Column, Release, Table
from .keys import NATURAL, all_links

Json = dict[str, Any]

AGENCY = "CST"
DATED, UNDATED = "OBSERVATIONS", "OBSERVATIONS_UNDATED"
FLOWS = {
    DATED: ("Observations", "观测值"),
    UNDATED: ("Observations of a period that is not named", "时期未注明的观测值"),
}
TIME, MEASURE = "TIME_PERIOD", "OBS_VALUE"
TYPES = {"string": "String", "integer": "Integer", "number": "Decimal", "boolean": "Boolean"}
ID = re.compile(r"[A-Za-z0-9_@$-]+")
"""What SDMX takes for the id of a code; ids of series have dots and stay plain text."""
VERSION = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0"
"""Names the version of SDMX-JSON to its readers; nothing is fetched from there."""


@dataclass(frozen=True)
class Part:
    """A component of the data structure and the column that fills it, of the series or of the observation."""

    id: str
    column: Column
    of_series: bool
    codes: str
    """Name of the code list; empty for plain text and numbers."""


def parts(release: Release, flow: str) -> list[Part]:
    """Components in the order of the columns of SDMX-CSV: dimensions, time, measure, attributes."""
    dimensions, attributes = _dimensions(release), _attributes(release)
    table = release.tables["observations"]
    time = [_part(release, table, "time_period")] if flow == DATED else []
    return [*dimensions, *time, _part(release, table, "obs_value"), *attributes]


def structure(release: Release) -> Json:
    """The whole structure message. Raises InputError where a code is no SDMX id."""
    used = sorted({part.codes: part for part in parts(release, DATED) if part.codes}.items())
    return {
        "meta": {
            "schema": f"{VERSION}/sdmx-json-structure-schema.json",
            "id": release.stem.replace(".", "_"),
            "prepared": release.descriptor["created"],
            "contentLanguages": ["en", "zh"],
            "sender": {"id": AGENCY},
        },
        "data": {
            "codelists": [_code_list(release, name, part) for name, part in used],
            "conceptSchemes": [_concepts(release)],
            "dataStructures": [_data_structure(release, flow) for flow in FLOWS],
            "dataflows": [
                {
                    **_artefact(release, flow, *FLOWS[flow]),
                    "structure": _urn(release, "datastructure.DataStructure", flow),
                }
                for flow in FLOWS
            ],
        },
    }


def series_parts(release: Release) -> list[Part]:
    """The codes of a series. Its unit is called apart, because a growth rate of it has another."""
    return [_part(release, release.tables["series"], name) for name in NATURAL["series"]]


def _dimensions(release: Release) -> list[Part]:
    own = [name for name in NATURAL["observations"] if name not in ("series_id", "time_period")]
    return [*series_parts(release), *(_part(release, release.tables["observations"], name) for name in own)]


def _attributes(release: Release) -> list[Part]:
    table = release.tables["observations"]
    dimensions = {part.id for part in _dimensions(release)} | {TIME, MEASURE}
    rest = [c.name for c in table.columns if c.name.upper() not in dimensions]
    return [_part(release, table, name) for name in rest]


def _part(release: Release, table: Table, name: str) -> Part:
    (column,) = (c for c in table.columns if c.name == name)
    of_series = table.name == "series"
    list_name = next((link.table for link in all_links(table, release.tables) if link.column == name), "")
    if list_name == "series":
        list_name = ""
    elif column.enum and not list_name:
        list_name = name
    id = "SERIES_UNIT_MEASURE" if of_series and name == "unit_measure" else name.upper()
    return Part(id, column, of_series, f"CL_{list_name.upper()}" if list_name else "")


def _code_list(release: Release, name: str, part: Part) -> Json:
    table = release.tables.get(name.removeprefix("CL_").lower())
    if table is None:
        codes = [(code, code, code) for code in part.column.enum]
        return {
            **_artefact(release, name, part.column.title, part.column.title_zh),
            "codes": [_named(*c) for c in codes],
        }
    labels = "title" if table.name == "documents" else "label"
    codes = list(zip(*(map(str, table.cells(c)) for c in (table.key[0], f"{labels}_en", f"{labels}_zh")), strict=True))
    wrong = [code for code, _, _ in codes if not ID.fullmatch(code)]
    if wrong:
        raise InputError(Problem(table.path, 0, table.key[0], f"{wrong[0]!r} is no SDMX id; use letters, digits and _"))
    return {**_artefact(release, name, table.title, table.title_zh), "codes": [_named(*code) for code in codes]}


def _concepts(release: Release) -> Json:
    """Concepts of the columns of an observation in their order, then those of its series."""
    table = release.tables["observations"]
    all_parts = [*(_part(release, table, column.name) for column in table.columns), *series_parts(release)]
    concepts = {part.id: _named(part.id, part.column.title, part.column.title_zh) for part in all_parts}
    return {**_artefact(release, "CONCEPTS", "Concepts", "概念"), "concepts": list(concepts.values())}


def _data_structure(release: Release, flow: str) -> Json:
    dimensions: Json = {"id": "DimensionDescriptor"}
    dimensions["dimensions"] = [_component(release, part) for part in _dimensions(release)]
    table = release.tables["observations"]
    if flow == DATED:
        time = _component(release, _part(release, table, "time_period"))
        dimensions["timeDimension"] = {**time, "localRepresentation": _format("ObservationalTimePeriod")}
    attributes = [
        {
            **_component(release, part),
            "usage": "mandatory" if part.column.required else "optional",
            "attributeRelationship": {"observation": {}},
            "measureRelationship": [MEASURE],
        }
        for part in _attributes(release)
    ]
    components = {
        "dimensionList": dimensions,
        "measureList": {
            "id": "MeasureDescriptor",
            "measures": [{**_component(release, _part(release, table, "obs_value")), "usage": "optional"}],
        },
        "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
    }
    return {**_artefact(release, flow, *FLOWS[flow]), "dataStructureComponents": components}


def _component(release: Release, part: Part) -> Json:
    concept = f"{_urn(release, 'conceptscheme.Concept', 'CONCEPTS')}.{part.id}"
    shape = _format(TYPES[part.column.type])
    if part.codes:
        shape = {"enumeration": _urn(release, "codelist.Codelist", part.codes)}
    return {"id": part.id, "conceptIdentity": concept, "localRepresentation": shape}


def _format(kind: str) -> Json:
    return {"format": {"dataType": kind}}


def _artefact(release: Release, id: str, english: str, chinese: str) -> Json:
    return {**_named(id, english, chinese), "agencyID": AGENCY, "version": release.descriptor["version"]}


def _named(id: str, english: str, chinese: str) -> Json:
    return {"id": id, "name": english, "names": {"en": english, "zh": chinese}}


def _urn(release: Release, kind: str, id: str) -> str:
    return f"urn:sdmx:org.sdmx.infomodel.{kind}={AGENCY}:{id}({release.descriptor['version']})"
