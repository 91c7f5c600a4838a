"""Every page by its path, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import china_services_trade as cst
from checks.package.contents import Package
from checks.package.layout import topic_layouts

from ..explaining.known import Known
from .checked import checked_facts
from .chinese import Chinese
from .citing import cited
from .downloads import downloads
from .figures import figure_facts
from .findings import finding_facts, findings_facts
from .languages import Language, languages
from .names import figure_path, finding_path, series_path, topic_path
from .overview import overview_facts
from .render import moved, page
from .searching import search_script
from .series import series_facts
from .start import start_facts
from .topics import list_facts, topic_facts


def pages(package: Package) -> Iterator[tuple[str, bytes]]:
    """Paths below the folder of the site, and contents.

    Raises ValueError for another package than that of the loader, which makes the citations.
    """
    if cst.path().parent != package.root:
        raise ValueError(f"the loader cites {cst.path().parent}, not {package.root}")
    cited.cache_clear()
    known = Known(package)
    facts = {key: package.descriptor[key] for key in ("name", "version")}
    for language in (languages()[0], replace(languages()[1], sentence=Chinese(package).sentence)):
        for template, path, told in _pages(package, known, language):
            yield f"{language.code}/{path}", page(template, language, path, facts, **told)
    yield "assets/search-documents.js", search_script(package, known)
    yield "index.html", moved("", {f"{each.code}/index.html": each for each in languages()})
    yield from redirects(known)
    yield from downloads(package)


def redirects(known: Known) -> Iterator[tuple[str, bytes]]:
    """Pages at addresses of ids that were recoded; they lead to the new ones."""
    paths = {
        **{name: figure_path(name) for name in known.figures},
        **{name: series_path(name) for name in known.series},
    }
    for row in known.tables["redirects"]:
        new = paths.get(known.now(row["old_id"]))
        if new is not None:
            old = figure_path(row["old_id"]) if new.startswith("figures/") else series_path(row["old_id"])
            for language in languages():
                up = "../" * len(PurePosixPath(old).parts)
                yield f"{language.code}/{old}", moved(up, {f"{up}{language.code}/{new}": language})


def _pages(package: Package, known: Known, language: Language) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Template, path and facts of every page of a language."""
    topics = {name: topic_facts(name, package, known, language) for name in topic_layouts()}
    titles = {name: told["heading"] for name, told in topics.items()}
    yield "start.html", "index.html", start_facts(topics, package, language)
    yield "topics.html", "topics/index.html", list_facts(topics, package, language)
    for name, told in topics.items():
        yield "topic.html", topic_path(name), told
    for figure in known.figures:
        yield "figure.html", figure_path(figure), figure_facts(figure, titles, known, language)
    for name in known.series:
        yield "series.html", series_path(name), series_facts(name, known, language)
    yield "checked.html", "checked.html", checked_facts(package, known, language)
    yield "overview.html", "overview.html", overview_facts(package, known, language)
    yield "search.html", "search.html", {"heading": language.say("search")}
    yield "findings.html", "findings/index.html", findings_facts(known, language)
    for name, finding in known.findings.items():
        yield "finding.html", finding_path(name), finding_facts(finding, known, language)
