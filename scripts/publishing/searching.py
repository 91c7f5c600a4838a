"""What the search knows: one entry for each table, finding, series and figure, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator

from checks.package.contents import Package
from checks.package.layout import topic_layouts

from ..explaining.known import Known
from .citing import cited
from .names import figure_path, finding_path, series_path, topic_path


def search_script(package: Package, known: Known) -> bytes:
    """A script that holds the entries, because a page that is opened from disk may not fetch files."""
    entries = [*_tables(package), *_findings(known), *_series(known), *_figures(known)]
    text = ",\n".join(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries)
    return f"window.searchDocuments = [\n{text}\n];\n".encode()


def _entry(kind: str, name: str, path: str, english: str, chinese: str) -> dict[str, str]:
    return {"id": f"{kind} {name}", "kind": kind, "path": path, "en": english, "zh": chinese}


def _tables(package: Package) -> Iterator[dict[str, str]]:
    for resource in package.descriptor["resources"]:
        if resource["name"] in topic_layouts():
            name = resource["name"]
            yield _entry("table", name, topic_path(name), resource["title"], resource["title_zh"])


def _findings(known: Known) -> Iterator[dict[str, str]]:
    for name, finding in known.findings.items():
        yield _entry("finding", name, finding_path(name), finding["explanation"], finding["explanation_zh"])


def _series(known: Known) -> Iterator[dict[str, str]]:
    for name, series in known.series.items():
        yield _entry("series", name, series_path(name), series.label_en, series.label_zh)


def _figures(known: Known) -> Iterator[dict[str, str]]:
    for name in known.figures:
        citation = cited(name)
        kind = "level" if any(known.observations[o].transformation == "level" for o in known.stated[name]) else "figure"
        yield _entry(kind, name, figure_path(name), citation.meaning, f"{citation.meaning_zh} {citation.printed}")
