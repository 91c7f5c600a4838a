"""A package of three small tables, made by hand, with everything that a format can get wrong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

AREAS = """area,label_en,label_zh
CHN,China,中国
001,World,"全球, 合计"
"""
COUNTS = """count_id,ref_area,proxy_for,shops,amount,open,note
a,CHN,,3,5520.5,true,=1+1
b,001,CHN,0,-0.07,false,"said ""so"", twice"
c,CHN,,-12,7913450,true,
"""
OBSERVATIONS = """observation_id,unit_measure,obs_value,unit_mult
x,USD,5520.5,8
y,USD,-3,4
z,PC,0.07,0
w,PC,,0
"""
TYPES = {"shops": "integer", "unit_mult": "integer", "amount": "number", "obs_value": "number", "open": "boolean"}


def tiny_package(folder: Path, **changed: str) -> Path:
    """Write the package into a folder; ``changed`` gives other text for a table."""
    tables = {"counts": COUNTS, "areas": AREAS, "observations": OBSERVATIONS, **changed}
    resources = []
    for name, text in tables.items():
        file = folder / "resources" / f"{name}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        resources.append(_resource(name, text))
    descriptor = {
        "name": "tiny",
        "title": "Tiny package",
        "title_zh": "小数据包",
        "description": "Three tables.",
        "version": "1.2.3",
        "created": "2031-02-03T04:05:06Z",
        "keywords": ["tiny"],
        "licenses": [{"name": "CC0", "path": "https://example.org/licence"}],
        "contributors": [{"title": "nobody", "role": "author"}],
        "sources": [{"title": "a page"}],
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def _resource(name: str, text: str) -> dict[str, Any]:
    columns = text.split("\n", 1)[0].split(",")
    schema: dict[str, Any] = {"fields": [_field(column) for column in columns], "primaryKey": [columns[0]]}
    if name == "counts":
        link = {"fields": ["ref_area"], "reference": {"resource": "areas", "fields": ["area"]}}
        schema["foreignKeys"] = [link]
    return {
        "name": name,
        "path": f"resources/{name}.csv",
        "title": name.title(),
        "title_zh": "表",
        "description": f"Table {name}.",
        "bytes": len(text.encode()),
        "hash": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}",
        "schema": schema,
    }


def _field(column: str) -> dict[str, Any]:
    optional: Sequence[str] = ("proxy_for", "note", "obs_value")
    field: dict[str, Any] = {"name": column, "type": TYPES.get(column, "string")}
    field |= {"title": column.title(), "title_zh": "列", "description": f"Says {column}"}
    field |= {"unit": "million"} if column == "amount" else {}
    return field if column in optional else {**field, "constraints": {"required": True}}
