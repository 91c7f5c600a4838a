"""What the search knows: one entry for each table, finding, series and figure, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator

from checks.package.contents import Package
from checks.package.layout import row_key, topic_layouts

from ..building.reach import chapters
from ..explaining.known import Known
from .citing import cited
from .findings import figures_of
from .languages import languages
from .names import figure_path, finding_path, series_path, topic_path


def search_script(package: Package, known: Known) -> bytes:
    """A script that holds the entries, because a page that is opened from disk may not fetch files."""
    entries = [*_tables(package), *_findings(known), *_series(known), *_figures(package, known)]
    text = ",\n".join(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries)
    return f"window.searchDocuments = [\n{text}\n];\n".encode()


def _measured(series: str, known: Known) -> str:
    """What a series measures, which its name may leave out: travel is services trade."""
    row = known.row("indicators", known.series[series].indicator)
    return f"{row['label_en']} {row['label_zh']}"


def _cells(package: Package) -> dict[str, str]:
    """The numbers of topic tables, which are in other units than print, by observation."""
    keyed = {
        (name, row_key(layout, row)): row for name, layout in topic_layouts().items() for row in package.tables[name]
    }
    traces = package.tables["topic_cells"]
    return {t["observation_id"]: keyed[t["table"], t["row_key"]][t["column_name"]] for t in traces}


def _entry(kind: str, name: str, path: str, english: str, chinese: str, also: str = "") -> dict[str, str]:
    """An entry; ``also`` has further words that lead to it and are not shown."""
    entry = {"id": f"{kind} {name}", "kind": kind, "path": path, "en": english, "zh": chinese}
    return entry | ({"also": also} if also else {})


def _tables(package: Package) -> Iterator[dict[str, str]]:
    for resource in package.descriptor["resources"]:
        if resource["name"] in topic_layouts():
            name = resource["name"]
            yield _entry("table", name, topic_path(name), resource["title"], resource["title_zh"])


def _findings(known: Known) -> Iterator[dict[str, str]]:
    chapter_of = chapters(known.tables)
    for name, finding in known.findings.items():
        titles = {t for f in figures_of(finding, known) for t in (chapter_of[f].title_en, chapter_of[f].title_zh)}
        standing = " ".join(x.say(f"standing_{finding['standing']}") for x in languages())
        also = f"{standing} {' '.join(sorted(titles))} {finding['explanation']} {finding['explanation_zh']}"
        yield _entry("finding", name, finding_path(name), finding["headline"], finding["headline_zh"], also)


def _series(known: Known) -> Iterator[dict[str, str]]:
    for name, series in known.series.items():
        also = _measured(name, known)
        if series.flow == "balance":
            also += " " + " ".join(x.say("balance_words") for x in languages())
        yield _entry("series", name, series_path(name), series.label_en, series.label_zh, also)


def _figures(package: Package, known: Known) -> Iterator[dict[str, str]]:
    cells = _cells(package)
    for name in known.figures:
        citation = cited(name)
        kind = "level" if any(known.observations[o].transformation == "level" for o in known.stated[name]) else "figure"
        own = known.stated[name]
        said = [_measured(known.observations[o].series_id, known) for o in own]
        also = " ".join(dict.fromkeys([citation.printed, *said, *(cells[o] for o in own if o in cells)]))
        yield _entry(kind, name, figure_path(name), citation.meaning, citation.meaning_zh, also)
