"""A description of the data for search engines and loaders: a schema.org Dataset in the words of Croissant 1.1.

It describes the zip that lies beside it, the CSV files in it, and every column with type, key and links. The address
of the release is not known when it is made, so files are named relative to this one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from .contents import Cell, Column, Release, Rows, Table

Json = dict[str, Any]

CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean"}
ARCHIVE = "archive"
TERMS = (
    *("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileObject"),
    *("fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5"),
    *("parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate", "separator"),
    *("source", "subField", "transform"),
)
"""Words of Croissant; all others are words of schema.org."""
CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
    "data": {"@id": "cr:data", "@type": "@json"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{term: f"cr:{term}" for term in TERMS},
}


def write(release: Release, file: Path) -> None:
    """Write the description of the archive ``<name>-<version>.zip`` in the same folder."""
    archive = (file.parent / f"{release.stem}.zip").read_bytes()
    text = json.dumps(dataset(release, archive), ensure_ascii=False, indent=2)
    file.write_bytes(f"{text}\n".encode())


def dataset(release: Release, archive: bytes) -> Json:
    """The JSON-LD of a release whose archive has these bytes."""
    about = release.descriptor
    tables = release.tables.values()
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": about["name"],
        "alternateName": [about["title"], about["title_zh"]],
        "description": {"en": about["description"], "zh": about["title_zh"]},
        "version": about["version"],
        "datePublished": about["created"][:10],
        "license": about["licenses"][0]["path"],
        "keywords": about["keywords"],
        "inLanguage": ["en", "zh"],
        "isAccessibleForFree": True,
        "creator": [{"@type": "sc:Organization", "name": each["title"]} for each in about["contributors"]],
        "publisher": [{"@type": "sc:Organization", "name": each["title"]} for each in about["contributors"]],
        "citeAs": _bibtex(release),
        "isBasedOn": [{"@type": "sc:CreativeWork", "name": each["title"]} for each in about["sources"]],
        "distribution": [_archive(release, archive), *(_file(release, table) for table in tables)],
        "recordSet": [_record_set(table, release.tables) for table in tables],
    }


def read(file: Path) -> dict[str, Rows]:
    """Rows of every table as ``mlcroissant`` loads them from the archive; numbers by the digits that a float shows.

    Raises ValidationError of mlcroissant where the description is not valid.
    """
    import mlcroissant

    data = mlcroissant.Dataset(jsonld=file)
    return {
        record_set.id: [
            tuple(_cell(record[field.id]) for field in record_set.fields) for record in data.records(record_set.id)
        ]
        for record_set in data.metadata.record_sets
    }


def _cell(loaded: Any) -> Cell:
    if isinstance(loaded, bytes):
        return loaded.decode("utf-8")
    return Decimal(repr(loaded)) if isinstance(loaded, float) else loaded  # type: ignore[no-any-return]


def _bibtex(release: Release) -> str:
    about = release.descriptor
    authors = " and ".join(f"{{{each['title']}}}" for each in about["contributors"])
    parts = {"title": about["title"], "author": authors, "year": about["created"][:4], "version": about["version"]}
    return f"@misc{{{release.stem}, {', '.join(f'{key} = {{{value}}}' for key, value in parts.items())}}}"


def _archive(release: Release, archive: bytes) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": ARCHIVE,
        "name": f"{release.stem}.zip",
        "contentUrl": f"{release.stem}.zip",
        "contentSize": f"{len(archive)} B",
        "encodingFormat": "application/zip",
        "sha256": hashlib.sha256(archive).hexdigest(),
    }


def _file(release: Release, table: Table) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": table.path,
        "name": Path(table.path).name,
        "containedIn": {"@id": ARCHIVE},
        "contentUrl": table.path,
        "contentSize": f"{(release.root / table.path).stat().st_size} B",
        "encodingFormat": "text/csv",
        "sha256": table.sha256,
    }


def _record_set(table: Table, tables: Mapping[str, Table]) -> Json:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": {"en": f"{table.title}. {table.description}", "zh": table.title_zh},
        "key": [{"@id": f"{table.name}/{column}"} for column in table.key],
        "field": [_field(table, column, tables) for column in table.columns],
    }


def _field(table: Table, column: Column, tables: Mapping[str, Table]) -> Json:
    unit = f" Unit: {column.unit}." if column.unit else ""
    field = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": {"en": f"{column.title}. {column.description}.{unit}", "zh": column.title_zh},
        "dataType": TYPES[column.type],
        "source": {"fileObject": {"@id": table.path}, "extract": {"column": column.name}},
    }
    for link in table.links:
        if link.column == column.name:
            target = {"@id": tables[link.table].path}  # the file, since mlcroissant cannot join record sets that join
            field["references"] = {"fileObject": target, "extract": {"column": link.target}}
    return field
